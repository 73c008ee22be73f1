"""Instructions that became part of the one before them."""

import re
from collections.abc import Iterator

from dockwright.syntax.nodes import KEYWORDS, Instruction
from dockwright.text.span import Span

_KEYWORD = re.compile(rf"(?:{'|'.join(KEYWORDS)})(?=[ \t])")


def swallowed_keywords(instruction: Instruction) -> Iterator[Span]:
    """The keywords at the start of a line after a blank line inside `instruction`."""
    for index, line in enumerate(instruction.empty_lines):
        following = instruction.empty_lines[index + 1 : index + 2]
        if following and following[0].start == line.end:
            continue
        match = _KEYWORD.match(instruction.text, line.end)
        if match is not None and match.start() < instruction.span.end:
            yield Span(*match.span())
