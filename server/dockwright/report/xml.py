"""XML for the two reports that are written in it."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, indent, tostring

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def lines_of(root: Element) -> Iterator[str]:
    """The document, indented."""
    indent(root)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield tostring(root, encoding="unicode")


def clean(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot have, not even written as numbers."""
    return _FORBIDDEN.sub("\ufffd", text)
