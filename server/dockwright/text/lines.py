"""Offsets to lines and columns, and back."""

import re
from bisect import bisect_right
from enum import Enum

_LINE_END = re.compile(r"\r\n|\n|\r")
_BMP_END = 0xFFFF


class Unit(Enum):
    """What a column counts: the three position encodings of LSP."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


def _wide(text: str) -> int:
    """How many code points of `text` take two UTF-16 units."""
    return sum(char > "\uffff" for char in text)


def _starts(text: str) -> list[int]:
    starts = [0]
    if "\r" in text:
        starts.extend(match.end() for match in _LINE_END.finditer(text))
        return starts
    at = text.find("\n")
    while at >= 0:
        at += 1
        starts.append(at)
        at = text.find("\n", at)
    return starts


class LineIndex:
    r"""Where the lines of a text begin.

    Lines end at `\n`, `\r\n` and `\r`, as LSP has it, and nowhere else:
    `str.splitlines` also ends them at form feeds and U+2028, which shifts
    every later position.
    """

    __slots__ = ("_ascii", "starts", "text")

    def __init__(self, text: str, starts: list[int] | None = None) -> None:
        """Index `text`; one pass over it, unless it is known already where its lines start."""
        self.text = text
        self.starts = _starts(text) if starts is None else starts
        self._ascii = text.isascii()

    def replaced(self, start: int, end: int, new: str) -> "LineIndex":
        """The index of the text with `new` for `text[start:end]`; other lines are not looked for again."""
        text = self.text[:start] + new + self.text[end:]
        if "\r" in text or "\r" in self.text:
            return LineIndex(text)
        shift = len(new) - (end - start)
        return LineIndex(
            text,
            [
                *self.starts[: bisect_right(self.starts, start)],
                *(start + match.end() for match in _LINE_END.finditer(new)),
                *[at + shift for at in self.starts[bisect_right(self.starts, end) :]],
            ],
        )

    def line_of(self, offset: int) -> int:
        """The zero-based line that holds `offset`, which is clamped to the text."""
        return bisect_right(self.starts, max(0, offset)) - 1

    def content_end(self, line: int) -> int:
        """The offset after the last code point of `line`, its line end not counted."""
        if line + 1 >= len(self.starts):
            return len(self.text)
        end = self.starts[line + 1]
        start = self.starts[line]
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    def position(self, offset: int, unit: Unit) -> tuple[int, int]:
        """Zero-based line and column in `unit` of `offset`, which is clamped to the text."""
        offset = min(max(0, offset), len(self.text))
        line = bisect_right(self.starts, offset) - 1
        start = self.starts[line]
        if self._ascii or unit is Unit.UTF32:
            return line, offset - start
        before = self.text[start:offset]
        if unit is Unit.UTF16:
            return line, len(before) + _wide(before)
        return line, len(before.encode("utf-8", "surrogatepass"))

    def range(self, start: int, end: int, unit: Unit) -> tuple[int, int, int, int]:
        """Lines and columns of both ends of a range; of most, which are on one line, for the price of one position."""
        line, column = self.position(start, unit)
        if self._ascii or unit is Unit.UTF32:
            starts = self.starts
            if 0 <= start <= end <= len(self.text) and (line + 1 == len(starts) or end < starts[line + 1]):
                return line, column, line, end - starts[line]
        return line, column, *self.position(end, unit)

    def offset(self, line: int, column: int, unit: Unit) -> int:
        """The offset of a position.

        A column past the end of its line is the line's end, a line past the
        last is the end of the text, and a column inside a code point is that
        code point's start: as LSP says.
        """
        if line < 0:
            return 0
        if line >= len(self.starts):
            return len(self.text)
        start = self.starts[line]
        end = self.content_end(line)
        if self._ascii or unit is Unit.UTF32:
            return min(start + max(0, column), end)
        content = self.text[start:end]
        if content.isascii():
            return min(start + max(0, column), end)
        units = 0
        for index, char in enumerate(content):
            units += _size(char, unit)
            if units > column:
                return start + index
        return end


def _size(char: str, unit: Unit) -> int:
    if unit is Unit.UTF16:
        return 2 if ord(char) > _BMP_END else 1
    return len(char.encode("utf-8", "surrogatepass"))
