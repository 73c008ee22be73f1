"""Edits are values: a span and the text that takes its place."""

from collections.abc import Iterable
from typing import NamedTuple

from dockwright.text.span import Span


class OverlapError(ValueError):
    """Two edits of one set change the same text."""


class Edit(NamedTuple):
    """Replace `span` by `text`; an empty span inserts, an empty text deletes."""

    span: Span
    text: str

    def shift(self, by: int) -> "Edit":
        """The same edit `by` code points further on."""
        return Edit(self.span.shift(by), self.text)


def insert(at: int, text: str) -> Edit:
    """Insert `text` before the code point at `at`."""
    return Edit(Span(at, at), text)


def delete(span: Span) -> Edit:
    """Remove `span`."""
    return Edit(span, "")


def replace(span: Span, text: str) -> Edit:
    """Put `text` in the place of `span`."""
    return Edit(span, text)


def ordered(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """`edits` by position; insertions at one place keep their order and precede a replacement there.

    Raises OverlapError if two of them change the same code point.
    """
    result = sorted(edits, key=lambda edit: edit.span)
    end = 0
    for edit in result:
        if edit.span.start < end:
            message = f"two edits change the text at {edit.span.start}"
            raise OverlapError(message)
        end = max(end, edit.span.end)
    return tuple(result)


def overlaps(first: Iterable[Edit], second: Iterable[Edit]) -> bool:
    """Whether the two sets cannot be applied together."""
    try:
        ordered((*first, *second))
    except OverlapError:
        return True
    return False


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` after all of `edits`, whose spans are offsets into `text` as given.

    Raises OverlapError if two edits change the same code point.
    """
    parts: list[str] = []
    end = 0
    for edit in ordered(edits):
        parts.append(text[end : edit.span.start])
        parts.append(edit.text)
        end = edit.span.end
    parts.append(text[end:])
    return "".join(parts)
