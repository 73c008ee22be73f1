"""The version of the language that `# syntax=` asks for."""

import re
from typing import NamedTuple

from dockwright.syntax.nodes import Directive

OFFICIAL = re.compile(r"(?P<name>(?:.*/)?docker/dockerfile)(?::(?P<tag>[\w.-]+))?(?:@.+)?")
_TAG = re.compile(r"1(?:\.(?P<minor>\d+)(?:\.\d+)?)?(?P<labs>-labs)?")
_NEWEST = (1, 999)


class Frontend(NamedTuple):
    """A version of `docker/dockerfile`, and whether it is of the labs channel."""

    version: tuple[int, int]
    labs: bool


def frontend_of(directive: Directive | None) -> Frontend | None:
    """The version asked for, the newest without a directive; None if the tag tells nothing."""
    if directive is None:
        return Frontend(_NEWEST, labs=False)
    match = OFFICIAL.fullmatch(directive.value)
    if match is None:
        return None
    tag = match["tag"] or "latest"
    if tag in {"latest", "labs"}:
        return Frontend(_NEWEST, labs=tag == "labs")
    version = _TAG.fullmatch(tag)
    if version is None:
        return None
    minor = int(version["minor"]) if version["minor"] is not None else _NEWEST[1]
    return Frontend((1, minor), labs=version["labs"] is not None)
