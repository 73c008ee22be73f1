"""Licence expressions of SPDX, with the identifiers of its licence list (CC0), whose version is in the data."""

import json
import re
from functools import cache
from typing import cast

from dockwright.knowledge.loader import text

_WORD = re.compile(r"\(|\)|[^\s()]+")
_OWN = re.compile(r"(?:documentref-[a-z0-9.-]+:)?licenseref-[a-z0-9.-]+", re.IGNORECASE)
_JOINING = frozenset({"AND", "OR"})


def is_licence(expression: str) -> bool:
    """Whether `expression` is an SPDX expression, such as `MIT` or `(MIT OR Apache-2.0) AND GPL-2.0+`.

    Identifiers are compared without regard to case, as the specification has it.
    """
    words = [match[0] for match in _WORD.finditer(expression)]
    open_ = 0
    wants_licence = True
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        if wants_licence and word == "(":
            open_ += 1
        elif wants_licence and _is_identifier(word):
            wants_licence = False
        elif not wants_licence and word == ")" and open_:
            open_ -= 1
        elif not wants_licence and word in _JOINING:
            wants_licence = True
        elif not wants_licence and word == "WITH" and position < len(words):
            if words[position].lower() not in _names("exceptions"):
                return False
            position += 1
        else:
            return False
    return not wants_licence and not open_


def _is_identifier(word: str) -> bool:
    return word.removesuffix("+").lower() in _names("licenses") or _OWN.fullmatch(word) is not None


@cache
def _names(kind: str) -> frozenset[str]:
    data = cast("dict[str, list[str]]", json.loads(text("licenses.json")))
    return frozenset(name.lower() for name in data[kind])
