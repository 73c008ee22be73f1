"""The text of an open document and the changes that an editor sends."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dockwright.text.lines import LineIndex, Unit


class Change(NamedTuple):
    """One content change: the zero-based range that `text` replaces, or None for the whole text."""

    range: tuple[tuple[int, int], tuple[int, int]] | None
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One version of an open document. Immutable: a change makes the next one."""

    uri: str
    version: int
    lines: LineIndex

    @property
    def text(self) -> str:
        """The exact text, line ends as the editor sent them."""
        return self.lines.text

    def changed(self, version: int, changes: Iterable[Change], unit: Unit) -> "Document":
        """The document after `changes`, applied one after the other, as LSP demands."""
        lines = self.lines
        for change in changes:
            lines = changed_lines(lines, change, unit)
        return Document(self.uri, version, lines)


def changed_lines(lines: LineIndex, change: Change, unit: Unit) -> LineIndex:
    """The text after one change. A range that is the wrong way round is taken the right way."""
    if change.range is None:
        return LineIndex(change.text)
    (first_line, first_column), (last_line, last_column) = change.range
    first = lines.offset(first_line, first_column, unit)
    last = lines.offset(last_line, last_column, unit)
    start, end = min(first, last), max(first, last)
    return lines.replaced(start, end, change.text)


def open_document(uri: str, version: int, text: str) -> Document:
    """The first version of a document."""
    return Document(uri, version, LineIndex(text))
