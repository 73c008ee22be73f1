"""Two sets of edits, one after the other, as one set of edits of the first text."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dockwright.text.edit import Edit, apply, ordered
from dockwright.text.span import Span


class _Kept(NamedTuple):
    """Text of the original that is still there."""

    start: int
    end: int


class Composition:
    """The original text and what a growing series of edits has made of it.

    Fixes are found in the text that earlier fixes made, but an editor wants
    edits of the text that it has.
    """

    __slots__ = ("_original", "_pieces", "text")

    def __init__(self, text: str) -> None:
        """Begin with no edits."""
        self._original = text
        self._pieces: list[_Kept | str] = [_Kept(0, len(text))]
        self.text = text

    def then(self, edits: Iterable[Edit]) -> None:
        """Apply `edits`, whose spans are offsets into the present `text`.

        Raises OverlapError if two of them change the same code point.
        """
        chosen = ordered(edits)
        self.text = apply(self.text, chosen)
        pieces: list[_Kept | str] = []
        at = 0
        for edit in chosen:
            pieces.extend(self._cut(at, edit.span.start))
            pieces.append(edit.text)
            at = edit.span.end
        pieces.extend(self._cut(at, sum(map(_length, self._pieces))))
        self._pieces = [piece for piece in pieces if _length(piece)]

    def _cut(self, start: int, end: int) -> Iterator[_Kept | str]:
        """The pieces of the present text between two of its offsets."""
        at = 0
        for piece in self._pieces:
            length = _length(piece)
            first, last = max(start - at, 0), min(end - at, length)
            if first < last:
                yield piece[first:last] if isinstance(piece, str) else _Kept(piece.start + first, piece.start + last)
            at += length

    def edits(self) -> tuple[Edit, ...]:
        """The edits that make the present text of the original one."""
        found: list[Edit] = []
        at = 0
        inserted = ""
        for piece in (*self._pieces, _Kept(len(self._original), len(self._original))):
            if isinstance(piece, str):
                inserted += piece
                continue
            if inserted or piece.start > at:
                found.append(_narrowed(Edit(Span(at, piece.start), inserted), self._original))
            inserted = ""
            at = piece.end
        return tuple(edit for edit in found if edit.text or edit.span.start < edit.span.end)


def _length(piece: _Kept | str) -> int:
    return len(piece) if isinstance(piece, str) else piece.end - piece.start


def _narrowed(edit: Edit, original: str) -> Edit:
    """The same edit without the text at its ends that it does not change."""
    old = edit.span.of(original)
    new = edit.text
    prefix = 0
    while prefix < min(len(old), len(new)) and old[prefix] == new[prefix]:
        prefix += 1
    suffix = 0
    while suffix < min(len(old), len(new)) - prefix and old[-1 - suffix] == new[-1 - suffix]:
        suffix += 1
    return Edit(Span(edit.span.start + prefix, edit.span.end - suffix), new[prefix : len(new) - suffix])
