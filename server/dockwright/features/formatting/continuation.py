"""Continuation lines: one block, moved as a whole, so that the author's own indentation inside it stays."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dockwright.features.formatting.options import FormattingOptions
from dockwright.features.formatting.protected import only_separates
from dockwright.syntax.blanks import ARGUMENT
from dockwright.syntax.logical import Logical, continues, join
from dockwright.syntax.nodes import Instruction
from dockwright.text.edit import Edit, replace
from dockwright.text.span import Span

_INDENT = re.compile(r"[ \t]*")


class _Line(NamedTuple):
    """A line below the first; `columns` is how far it is indented."""

    indent: Span
    columns: int
    is_comment: bool


def aligned(node: Instruction, before: Sequence[Edit], options: FormattingOptions, *, is_posix: bool) -> Iterator[Edit]:
    """The edits that indent the continuation lines; `before` are the other edits of the instruction.

    The block is moved so that the line that is indented least stands one step
    in, or stays below a word of the first line where the author has put it there.
    It is left alone where a line begins inside quotes or inside a word: blanks mean
    something there. `is_posix` tells whether a POSIX shell reads the shell form.
    """
    if not node.continuations:
        return
    logical = join(node.text, node.escape)
    lines = list(_lines(node, logical, options))
    columns = [line.columns for line in lines if not line.is_comment]
    if not columns or not only_separates(node, logical, is_posix=is_posix):
        return
    least = min(columns)
    move = _move(node, least, before, options)
    for line in lines:
        if line.is_comment and line.columns < least:
            continue
        wanted = options.indent(line.columns + move)
        if wanted != line.indent.of(node.text):
            yield replace(line.indent, wanted)


def _lines(node: Instruction, logical: Logical, options: FormattingOptions) -> Iterator[_Line]:
    """The lines after the first, but for blank ones and those of the escape character alone."""
    text = node.text
    at = text.find("\n") + 1
    while 0 < at < logical.end:
        end = text.find("\n", at) + 1 or len(text)
        match = _INDENT.match(text, at)
        start = match.end() if match else at
        rest = text[start:end]
        if rest.strip() and continues(rest, node.escape) != 0:
            yield _Line(Span(at, start), options.columns(text[at:start]), rest.startswith("#"))
        at = end


def _move(node: Instruction, least: int, before: Sequence[Edit], options: FormattingOptions) -> int:
    """How many columns the block moves; `least` is where its leftmost line stands."""
    first_line = node.text[: node.continuations[0].start]
    for word in ARGUMENT.finditer(first_line, node.keyword.span.end):
        if options.columns(first_line[: word.start()]) == least:
            return _growth(before, word.start())
    indent = first_line[: node.span.start]
    return options.columns(indent) + _growth(before, node.span.start) + options.unit - least


def _growth(edits: Sequence[Edit], end: int) -> int:
    """By how much `edits` lengthen the text before `end`."""
    return sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits if edit.span.end <= end)
