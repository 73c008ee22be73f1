"""What is no instruction's own: blank lines between stages, trailing blanks, the end of the file."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dockwright.features.formatting.options import FormattingOptions
from dockwright.syntax.blanks import UNICODE
from dockwright.syntax.logical import join
from dockwright.syntax.nodes import Blank, Comment, File, From, Instruction, Item, Placed
from dockwright.text.edit import Edit, delete, insert
from dockwright.text.span import Span

_TRAILING = re.compile(r"[ \t](?=\r*+(?:\n|\Z))")
"""The last blank of those at the end of a line."""


def line_end(text: str) -> str:
    """The line end that the file uses."""
    return "\r\n" if "\r\n" in text else "\n"


def between_stages(file: File) -> Iterator[Edit]:
    """A blank line above each FROM and its comments where there is none.

    Not between FROMs that stand one below the other: such a list of base images is one thing.
    """
    items = file.items
    for index, item in enumerate(items):
        if not isinstance(item.node, From) or not index:
            continue
        above = index - 1
        while above >= 0 and isinstance(items[above].node, Comment):
            above -= 1
        if above >= 0 and _wants_blank(items[above], is_next=above == index - 1):
            yield insert(items[above + 1].at, line_end(file.text))


def _wants_blank(above: Placed[Item], *, is_next: bool) -> bool:
    node = above.node
    if not isinstance(node, Instruction) or (isinstance(node, From) and is_next):
        return False
    # A here-document that is not ended yet, and a file's last line, are still being typed.
    return node.name != "ARG" and not is_unended(node) and node.text.endswith("\n")


def is_unended(node: Instruction) -> bool:
    """Whether a here-document of it has no end."""
    return any(doc.terminator is None for doc in node.heredocs)


def bodies_of(file: File) -> list[Span]:
    """The here-documents' bodies with their last lines, in order: not a byte of them is changed."""
    found: list[Span] = []
    for placed in file.instructions:
        if placed.node.heredocs or "<<" in placed.node.text:
            header = join(placed.node.text, placed.node.escape).end
            found.append(Span(placed.at + header, placed.end))
    return found


def trailing_blanks(file: File) -> Iterator[Edit]:
    """The blanks at the ends of lines, those of comments and here-documents aside."""
    bodies = bodies_of(file)
    for match in _TRAILING.finditer(file.text):
        span = Span(_start_of_blanks(file.text, match.start()), match.end())
        if not _is_comment(file.text, span.start) and not _is_in(bodies, span.start):
            yield delete(span)


def _start_of_blanks(text: str, at: int) -> int:
    while at and text[at - 1] in " \t":
        at -= 1
    return at


def _is_comment(text: str, offset: int) -> bool:
    """Whether the line of `offset` is a comment, if it is none of a here-document."""
    return text[text.rfind("\n", 0, offset) + 1 : offset].lstrip(UNICODE).startswith("#")


def _is_in(spans: Sequence[Span], offset: int) -> bool:
    index = bisect_right(spans, offset, key=_start) - 1
    return index >= 0 and spans[index].start <= offset < spans[index].end


def _start(span: Span) -> int:
    return span.start


def final_lines(file: File, options: FormattingOptions) -> tuple[Edit, ...]:
    """One line end after the last line, and nothing after it."""
    text = file.text
    if not file.items:
        return ()
    last = file.items[-1]
    if isinstance(last.node, Instruction) and is_unended(last.node):
        return ()
    if isinstance(last.node, Blank) and last.at and text[last.at - 1] == "\n":
        return (delete(Span(last.at, len(text))),) if options.trim_final_newlines else ()
    if options.insert_final_newline and text.strip() and not text.endswith("\n"):
        return (insert(len(text), line_end(text)),)
    return ()
