"""Every comment that looks like BuildKit's `# check=`, wherever it stands."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.rules.pragmas import CHECK
from dockwright.syntax.nodes import Comment, File, Placed
from dockwright.text.span import Span

_INSIDE = re.compile(r"^[ \t]*(?P<comment>#\s*check\s*=\s*\S+.*)", re.IGNORECASE | re.MULTILINE)


_ANYWHERE = re.compile(r"#[ \t]*check[ \t]*=", re.IGNORECASE)


def has_check_comments(file: File) -> bool:
    """Whether there may be any: a cheap look at the text, as most files have none."""
    return _ANYWHERE.search(file.text) is not None


class CheckComment(NamedTuple):
    """One such comment and its value up to a blank; `below` numbers the instruction that follows, -1 without one.

    A directive is in force for the whole file.
    """

    placed: Placed[Comment]
    value: str
    value_span: Span
    below: int
    is_directive: bool
    is_indented: bool


def check_comments(file: File) -> Iterator[CheckComment]:
    """The comments of a file, those inside an instruction not counted."""
    directives = {directive.span.start for directive in file.directives if directive.name == "check"}
    starts = [placed.at for placed in file.instructions]
    for item in file.items:
        if not isinstance(item.node, Comment):
            continue
        match = CHECK.match(item.span.of(file.text))
        if match is None:
            continue
        span = Span(*match.span("options")).shift(item.span.start)
        index = next((number for number, at in enumerate(starts) if at > item.at), -1)
        is_directive = item.span.start in directives
        yield CheckComment(
            Placed(item.at, item.node), match["options"], span, index, is_directive, item.node.span.start > 0
        )


def swallowed_check_comments(file: File) -> Iterator[Span]:
    """The check comments between the lines of one instruction."""
    for placed in file.instructions:
        for continuation in placed.node.continuations:
            for match in _INSIDE.finditer(continuation.of(placed.node.text)):
                yield Span(*match.span("comment")).shift(placed.at + continuation.start)
