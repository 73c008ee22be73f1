"""What the value of a label must be, by the type that a configuration gives it."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from dockwright.knowledge.licenses import is_licence
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Assignment, Label, Placed

_URL = re.compile(r"[a-z][a-z0-9+.-]*://[^\s/?#]+\S*", re.IGNORECASE)
_SEMVER = re.compile(
    r"v?(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)"
    r"(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][\w-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\w-]*))*)?(?:\+[\w-]+(?:\.[\w-]+)*)?",
    re.ASCII,
)
_HASH = re.compile(r"[0-9a-f]{7,64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+")


class Labelled(NamedTuple):
    """One label: its name, its value (None if that depends on something unknown) and where it stands."""

    name: str
    value: str | None
    placed: Placed[Label]
    pair: Assignment


def labels_of(stage: Stage) -> Iterator[Labelled]:
    """The labels that the instructions of `stage` itself set."""
    for placed in stage.every(Label):
        for pair in placed.node.assignments:
            escape = placed.node.escape
            name = stage.scope.expand(pair.key, escape, placed.at)
            value = "" if pair.value is None else stage.scope.expand(pair.value, escape, placed.at)
            if name is not None:
                yield Labelled(name, value, placed, pair)


def lack(kind: str, value: str) -> str | None:
    """What `value`, which is not empty, is not, if it is not of the type `kind`."""
    match kind:
        case "url" if _URL.fullmatch(value) is None:
            return "a URL"
        case "semver" if _SEMVER.fullmatch(value) is None:
            return "a semantic version such as 1.4.0"
        case "hash" if _HASH.fullmatch(value) is None:
            return "a Git commit hash"
        case "rfc3339" if not _is_time(value):
            return "a time as in RFC 3339, such as 2026-05-04T12:00:00Z"
        case "spdx" if not is_licence(value):
            return "an SPDX licence expression such as MIT"
        case "email" if _EMAIL.fullmatch(value) is None:
            return "an e-mail address"
        case _:
            return None


def _is_time(value: str) -> bool:
    if _TIME.fullmatch(value) is None:
        return False
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True
