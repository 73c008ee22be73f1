"""From text to nodes. Never raises, loses nothing.

The file is cut into items (instruction, comment, blank lines) anew on each
change, which is cheap; an instruction is parsed from its own text alone and
remembered by it, so an edit parses one instruction and the rest are the same
nodes as before.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from dockwright.syntax import heredoc
from dockwright.syntax.blanks import ARGUMENT, UNICODE
from dockwright.syntax.build import build_instruction, has_heredocs
from dockwright.syntax.directives import Directives, read_directives
from dockwright.syntax.logical import join, logical_end
from dockwright.syntax.nodes import Blank, Comment, File, Instruction, Item, Placed
from dockwright.text.span import Span

_VISIBLE = re.compile(f"[^{re.escape(UNICODE)}]")
_BYTE_ORDER_MARK = "\ufeff"


def parse(text: str) -> File:
    """The Dockerfile `text` as nodes; the items' texts, joined, are `text`."""
    directives = read_directives(text)
    return file_of(text, directives, tuple(items_from(text, directives.escape, 0)))


def file_of(text: str, directives: Directives, items: tuple[Placed[Item], ...]) -> File:
    """The file that is made of `items`."""
    return File(
        text=text,
        escape=directives.escape,
        items=items,
        instructions=tuple([item for item in items if isinstance(item.node, Instruction)]),  # pyright: ignore[reportArgumentType]
        directives=directives.directives,
        problems=directives.problems,
    )


@lru_cache(maxsize=8192)
def parse_instruction(text: str, escape: str) -> Instruction:
    """The instruction whose whole text, here-documents included, is `text`."""
    logical = join(text, escape)
    return build_instruction(logical, text, escape, 0, len(logical.text))


def items_from(text: str, escape: str, at: int) -> Iterator[Placed[Item]]:
    """The items of `text` from `at` on, where one must begin."""
    if at == 0 and text.startswith(_BYTE_ORDER_MARK):
        at = 1
        yield Placed(0, Blank(_BYTE_ORDER_MARK))
    while (visible := _VISIBLE.search(text, at)) is not None:
        start = visible.start()
        line = at
        if start > at and (line := max(at, text.rfind("\n", at, start) + 1)) > at:
            yield Placed(at, Blank(text[at:line]))
        if text[start] == "#":
            at = text.find("\n", start) + 1 or len(text)
            yield Placed(line, _comment(text[line:at], start - line))
        else:
            at = _instruction_end(text, line, escape)
            yield Placed(line, parse_instruction(text[line:at], escape))
    if at < len(text):
        yield Placed(at, Blank(text[at:]))


@lru_cache(maxsize=8192)
def _comment(text: str, start: int) -> Comment:
    return Comment(text, Span(start, len(text.rstrip(UNICODE))))


def _instruction_end(text: str, start: int, escape: str) -> int:
    end = logical_end(text, start, escape)
    if text.find("<<", start, end) < 0:
        return end
    joined = join(text[start:end], escape).text
    keyword = ARGUMENT.match(joined)
    if keyword is None or not has_heredocs(joined, escape):
        return end
    return heredoc.bodies_end(text, end, heredoc.openers(joined))
