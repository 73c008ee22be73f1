"""Positions drawn in the text: `⟦ ⟧` around spans, `‸` at the cursor. No test counts columns."""

import re
from collections.abc import Iterable

from dockwright.text.span import Span

_MARKS = re.compile("[⟦⟧‸]")


class MarksError(ValueError):
    """The marks do not pair, nest, or are not the number that was asked for."""


def spans(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its `⟦ ⟧` and the spans that they enclosed, in order.

    Raises MarksError if a mark has no partner or one pair holds another.
    """
    text, found = _strip(marked, "⟦⟧")
    if "".join(mark for mark, _ in found) != "⟦⟧" * (len(found) // 2):
        message = f"⟦ and ⟧ do not alternate in {marked!r}"
        raise MarksError(message)
    offsets = [offset for _, offset in found]
    return text, tuple(map(Span, offsets[::2], offsets[1::2]))


def cursor(marked: str) -> tuple[str, int]:
    """The text without its one `‸` and the offset where it stood.

    Raises MarksError if there is not exactly one.
    """
    text, found = _strip(marked, "‸")
    if len(found) != 1:
        message = f"one ‸ expected, {len(found)} found in {marked!r}"
        raise MarksError(message)
    return text, found[0][1]


def selection(marked: str) -> tuple[str, Span]:
    """The text without its marks and what is selected: between two `‸`, or nothing at the only one.

    Raises MarksError if there are none or more than two.
    """
    text, found = _strip(marked, "‸")
    if len(found) not in {1, 2}:
        message = f"one or two ‸ expected, {len(found)} found in {marked!r}"
        raise MarksError(message)
    return text, Span(found[0][1], found[-1][1])


def mark(text: str, marked: Iterable[Span]) -> str:
    """`text` with `⟦ ⟧` drawn around each span: the inverse of `spans`.

    Spans may touch; equal ones are drawn once. Raises MarksError if two
    others overlap, or the text has marks already.
    """
    if _MARKS.search(text):
        message = f"marks in {text!r} already"
        raise MarksError(message)
    parts: list[str] = []
    end = 0
    for span in sorted(set(marked)):
        if span.start < end:
            message = f"{span} overlaps the one before it"
            raise MarksError(message)
        parts += [text[end : span.start], "⟦", span.of(text), "⟧"]
        end = span.end
    return "".join((*parts, text[end:]))


def _strip(marked: str, marks: str) -> tuple[str, list[tuple[str, int]]]:
    """The text without `marks`, and each of them with its offset in that text."""
    parts: list[str] = []
    found: list[tuple[str, int]] = []
    length = 0
    for part in re.split(f"([{marks}])", marked):
        if part and part in marks:
            found.append((part, length))
        else:
            parts.append(part)
            length += len(part)
    return "".join(parts), found
