"""Edits of whole lines around an instruction."""

from bisect import bisect_left

from dockwright.syntax.nodes import Comment, File, Instruction, Item, Placed
from dockwright.text.edit import Edit, insert


def line_end(text: str) -> str:
    """The line end that the text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def keyword_like(node: Instruction, keyword: str) -> str:
    """`keyword` in lower case if the instruction's own keyword is."""
    return keyword.lower() if node.keyword.raw.islower() else keyword


def block_start(file: File, at: int) -> int:
    """Where the comments directly above the instruction at `at` begin; `at` itself without any."""
    start = at
    directives = {directive.span.start for directive in file.directives}
    for index in range(bisect_left(file.items, at, key=_offset) - 1, -1, -1):
        item = file.items[index]
        if not isinstance(item.node, Comment) or item.span.start in directives:
            break
        start = item.at
    return start


def _offset(item: Placed[Item]) -> int:
    return item.at


def insert_above(file: File, placed: Placed[Instruction], line: str) -> Edit:
    """Insert a line above an instruction and its comments."""
    return insert(block_start(file, placed.at), f"{line}{line_end(file.text)}")
