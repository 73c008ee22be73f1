"""Formatting while typing: what a line end does."""

import re

from dockwright.features.formatting.document import DEFAULT_OPTIONS, format_document
from dockwright.features.formatting.options import FormattingOptions
from dockwright.model.facts import Facts
from dockwright.syntax.logical import join
from dockwright.syntax.nodes import Instruction, Placed
from dockwright.text.edit import Edit, replace
from dockwright.text.span import Span

_BLANKS = re.compile(r"[ \t]*")
_BLANK_LINE = re.compile(r"[ \t]*(?=\r|\n|\Z)")


def format_newline(facts: Facts, offset: int, options: FormattingOptions = DEFAULT_OPTIONS) -> tuple[Edit, ...]:
    """The edits after a line end was typed before the line of `offset`.

    An empty new line is indented if it continues an instruction, and not if it
    follows one; the instruction that was ended is formatted. In a here-document, nothing
    is touched.
    """
    text = facts.file.text
    start = text.rfind("\n", 0, offset) + 1
    above = facts.instruction_at(start - 1) if start else None
    if above is None:
        return ()
    header = above.at + join(above.node.text, above.node.escape).end
    if above.node.heredocs and header < above.end and header <= start <= above.end:
        return ()
    line = _BLANK_LINE.match(text, start)
    if start < header or (start == header and _is_open(above.node)):
        wanted = _indent_below(text, above, start, options)
        return () if line is None or line[0] == wanted else (replace(Span(*line.span()), wanted),)
    edits = [edit for edit in format_document(facts, options) if above.at <= edit.span.start and edit.span.end < start]
    if line is not None and line[0]:
        edits.append(replace(Span(*line.span()), ""))
    return tuple(edits)


def _is_open(node: Instruction) -> bool:
    """Whether the last line of `node` continues, though nothing comes after it."""
    return bool(node.continuations) and node.continuations[-1].end == len(node.text)


def _indent_below(text: str, above: Placed[Instruction], start: int, options: FormattingOptions) -> str:
    """The blanks for the continuation line at `start`: those of the line above, one step in below the first."""
    before = text.rfind("\n", 0, start - 1) + 1
    match = _BLANKS.match(text, before)
    columns = options.columns(match[0] if match else "")
    return options.indent(columns + options.unit if before <= above.at else columns)
