"""Which version of the language `# syntax=` asks for."""

import re
from typing import NamedTuple

from dockwright.syntax.nodes import Directive, File

OFFICIAL = re.compile(r"(?P<name>(?:.*/)?docker/dockerfile)(?::(?P<tag>[\w.-]+))?(?:@.+)?")
_TAG = re.compile(r"1(?:\.(?P<minor>\d+)(?:\.\d+)?)?(?P<labs>-labs)?")
NEWEST = (1, 999)


class Frontend(NamedTuple):
    """A version of `docker/dockerfile`, and whether it is of the labs channel."""

    version: tuple[int, int]
    labs: bool


def frontend_of(directive: Directive | None) -> Frontend | None:
    """The version asked for, the newest without a directive; None if the directive's image or tag tells nothing."""
    if directive is None:
        return Frontend(NEWEST, labs=False)
    match = OFFICIAL.fullmatch(directive.value)
    if match is None:
        return None
    tag = match["tag"] or "latest"
    if tag in {"latest", "labs"}:
        return Frontend(NEWEST, labs=tag == "labs")
    version = _TAG.fullmatch(tag)
    if version is None:
        return None
    minor = int(version["minor"]) if version["minor"] is not None else NEWEST[1]
    return Frontend((1, minor), labs=version["labs"] is not None)


def is_too_old(file: File, since: tuple[int, int]) -> str | None:
    """Why what exists since that version of the syntax cannot be used, None if it can."""
    found = frontend_of(file.directive("syntax"))
    if found is None:
        return "what the frontend that # syntax= names knows is not known"
    if found.version < since:
        return f"it needs docker/dockerfile:{since[0]}.{since[1]}, and # syntax= asks for an older one"
    return None
