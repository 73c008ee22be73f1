"""Logical lines: what is left of an instruction's lines when they are joined.

BuildKit removes the escape character and the line end, drops comment lines
and blank lines in between, and keeps the indentation of continuation lines.
Whatever is parsed from the joined text must be found again in the source, so
a `Logical` remembers which piece came from where.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from dockwright.syntax.blanks import UNICODE
from dockwright.text.span import Span


class Logical:
    """A joined line; offsets into `text` map to offsets into the source it was joined from."""

    __slots__ = ("_sources", "_starts", "continuations", "empty_lines", "end", "text")

    def __init__(
        self,
        text: str,
        pieces: list[tuple[int, int]],
        end: int,
        continuations: tuple[Span, ...] = (),
        empty_lines: tuple[Span, ...] = (),
    ) -> None:
        """`pieces` are (offset in `text`, offset in the source), in order; `end` is where the source lines end."""
        self.text = text
        self.end = end
        self.continuations = continuations
        self.empty_lines = empty_lines
        self._starts = [piece[0] for piece in pieces]
        self._sources = [piece[1] for piece in pieces]

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Where each line that was joined begins: in `text`, and in the source."""
        return tuple(zip(self._starts, self._sources, strict=True))

    def source(self, offset: int, end: bool = False) -> int:  # noqa: FBT001, FBT002  the shell layer calls it as a plain function of two positions
        """Where the code point at `offset` stands in the source.

        With `end`, where a range that ends at `offset` ends: on the line of
        the code point before it.
        """
        starts = self._starts
        if len(starts) == 1:
            return offset - starts[0] + self._sources[0]
        find = bisect_left if end else bisect_right
        piece = max(0, find(starts, offset) - 1)
        return offset - starts[piece] + self._sources[piece]

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`."""
        first = self.source(start)
        return Span(first, max(first, self.source(end, end=True)))

    def parts(self, start: int, end: int) -> Iterator[tuple[int, Span]]:
        """The parts of `text[start:end]` that stand together in the source: the offset of each, and its source span."""
        for number, first in enumerate(self._starts):
            last = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
            at, to = max(first, start), min(last, end)
            if at < to:
                source = at - first + self._sources[number]
                yield at, Span(source, source + to - at)


def continues(line: str, escape: str) -> int:
    """The offset of the escape character that continues `line`, or -1.

    Blanks and tabs may follow it; a doubled escape character does not continue.
    """
    content = line.rstrip("\r\n").rstrip(" \t")
    if not content.endswith(escape) or content[-2:-1] == escape:
        return -1
    return len(content) - 1


def _lines(escape: str) -> re.Pattern[str]:
    """The lines of one instruction: each that continues, the comments and blank lines after it, and the last."""
    mark = re.escape(escape)
    blank = re.escape(UNICODE.replace("\n", ""))
    return re.compile(rf"(?:[^\n]*(?<!{mark}){mark}[ \t]*\r*\n(?:[{blank}]*(?:#[^\n]*)?\n)*+)*+[^\n]*\n?")


_LINES = {escape: _lines(escape) for escape in ("\\", "`")}


def logical_end(text: str, at: int, escape: str) -> int:
    """The offset after the last line that belongs to the instruction line at `at`, here-documents not counted."""
    end = text.find("\n", at) + 1 or len(text)
    if text.find(escape, at, end) < 0:
        return end
    match = _LINES[escape].match(text, at)
    return match.end() if match else end


def join(text: str, escape: str) -> Logical:
    """The logical line at the start of `text`."""
    end = text.find("\n") + 1 or len(text)
    line = text[:end]
    indent = len(line) - len(line.lstrip(UNICODE))
    mark = continues(line, escape)
    if mark < 0:
        content = line[indent:].rstrip("\r\n")
        return Logical(content, [(0, indent)], end)
    parts = [line[indent:mark]]
    pieces = [(0, indent)]
    length = len(parts[0])
    continuations: list[Span] = []
    empty_lines: list[Span] = []
    while end < len(text):
        start = end
        end = text.find("\n", start) + 1 or len(text)
        line = text[start:end]
        content = line.lstrip(UNICODE)
        if not content:
            empty_lines.append(Span(start, end))
            continue
        if content.startswith("#"):
            continue
        continuations.append(Span(mark, start))
        pieces.append((length, start))
        mark = continues(line, escape)
        part = line[:mark] if mark >= 0 else line.rstrip("\r\n")
        parts.append(part)
        length += len(part)
        if mark < 0:
            break
        mark += start
    if mark >= 0:
        continuations.append(Span(mark, end))
    return Logical("".join(parts), pieces, end, tuple(continuations), tuple(empty_lines))
