"""A half-open range of code points."""

from typing import NamedTuple


class Span(NamedTuple):
    """Code points `start` up to, not including, `end` of some text.

    A named tuple and not a dataclass: spans are made by the thousand on each
    keystroke, and a tuple is built and compared in C.
    """

    start: int
    end: int

    def shift(self, by: int) -> "Span":
        """The same range `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The part of `text` that this span covers."""
        return text[self.start : self.end]

    def holds(self, offset: int) -> bool:
        """Whether a cursor at `offset` is in or at either end of the span."""
        return self.start <= offset <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two overlap or touch: how an editor matches a selection to a finding."""
        return self.start <= other.end and other.start <= self.end

    def encloses(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def cover(first: Span, *others: Span) -> Span:
    """The smallest span around all that are given."""
    start, end = first
    for other in others:
        start = min(start, other.start)
        end = max(end, other.end)
    return Span(start, end)
