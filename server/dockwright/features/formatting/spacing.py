"""One space after the keyword and between flags; instructions at the start of their line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from dockwright.syntax.nodes import File, From, Healthcheck, Instruction, OnBuild, Unknown
from dockwright.text.edit import Edit, delete, replace
from dockwright.text.span import Span

_GAP = re.compile(r"[ \t]+")
_HALF = 2


@lru_cache(maxsize=8)
def is_indented_style(file: File) -> bool:
    """Whether the author indents what stands below a FROM: then that is left alone."""
    inner = [placed for placed in file.instructions if not isinstance(placed.node, From | Unknown)]
    return sum(placed.node.text[:1] in {" ", "\t"} for placed in inner) * _HALF > len(inner)


def unindented(node: Instruction, *, keeps_indent: bool) -> Iterator[Edit]:
    """The edit that takes away the blanks before the keyword."""
    if not keeps_indent and _GAP.fullmatch(node.text, 0, node.span.start):
        yield delete(Span(0, node.span.start))


def spaced(node: Instruction) -> Iterator[Edit]:
    """The edits that leave one space between the words of the head of an instruction."""
    words = list(_head(node))
    for left, right in pairwise(words):
        if right.start <= left.end or right.start == right.end:
            continue
        gap = Span(left.end, right.start)
        if gap.of(node.text) != " " and _GAP.fullmatch(gap.of(node.text)):
            yield replace(gap, " ")


def _head(node: Instruction) -> Iterator[Span]:
    """The words from the keyword up to the first argument, and for FROM, HEALTHCHECK and ONBUILD beyond."""
    yield node.keyword.span
    yield from (flag.span for flag in node.flags)
    if isinstance(node, From):
        yield from (word.span for word in node.arguments)
    elif isinstance(node, Healthcheck) and node.kind is not None:
        yield node.kind.span
        if node.command is not None:
            yield node.command.span
    elif isinstance(node, OnBuild) and node.trigger is not None:
        yield from _head(node.trigger)
    else:
        yield node.rest.span
