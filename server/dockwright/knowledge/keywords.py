"""What the keywords of the language do, in our own words."""

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple, cast

_REFERENCE = "https://docs.docker.com/reference/dockerfile/#"


class Keyword(NamedTuple):
    """One keyword: what it does in a sentence, how it is written, what to know, and where more is said."""

    name: str
    summary: str
    forms: tuple[str, ...]
    note: str
    url: str


def keyword(name: str) -> Keyword | None:
    """What is known of the keyword `name`, in any case."""
    return _keywords().get(name.upper())


@cache
def _keywords() -> dict[str, Keyword]:
    text = resources.files("dockwright.knowledge").joinpath("keywords.toml").read_text("utf-8")
    tables = cast("dict[str, dict[str, str | list[str]]]", tomllib.loads(text))
    return {
        name: Keyword(
            name,
            str(table["summary"]),
            tuple(cast("list[str]", table["forms"])),
            str(table["note"]),
            f"{_REFERENCE}{table['link']}",
        )
        for name, table in tables.items()
    }
