"""The elements of an XML text: enough for pom.xml and the project files of .NET."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

# One alternative for what is passed over, one for tags; what is between two tags is text.
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[?!][^>]*>|<(/?)([\w:.-]+)([^>]*?)(/?)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Element(NamedTuple):
    """An element: its names from the root's on, joined by `/`, its attributes and the text directly in it."""

    path: str
    attributes: Mapping[str, str]
    text: str


@lru_cache(maxsize=64)
def elements(text: str) -> tuple[Element, ...]:
    """All elements, in the order in which they end; entities and namespaces are left as they are written."""
    return tuple(_elements(text.removeprefix("\ufeff")))


def _elements(text: str) -> Iterator[Element]:
    stack: list[tuple[str, Mapping[str, str], list[str]]] = []
    at = 0
    for tag in _TAG.finditer(text):
        if stack:
            stack[-1][2].append(text[at : tag.start()])
        at = tag.end()
        closing, name, rest, empty = tag.groups(default="")
        if not name:
            continue
        if not closing:
            attributes = {found[1]: found[2] or found[3] or "" for found in _ATTRIBUTE.finditer(rest)}
            stack.append((name, attributes, []))
        if (closing or empty) and any(entry[0] == name for entry in stack):
            while stack:
                path = "/".join(entry[0] for entry in stack)
                last, attributes, parts = stack.pop()
                yield Element(path, attributes, "".join(parts).strip())
                if last == name:
                    break
