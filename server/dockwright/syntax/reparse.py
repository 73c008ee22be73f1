"""A file after an edit, from the file before it.

An edit changes a few lines. What stands above and below it was cut into items before, and
is taken over: an item depends on its own text alone, and where the next one begins on
nothing but where it ends. The result is equal to that of `parse`, which a test compares.
"""

from bisect import bisect_left

from dockwright.syntax.directives import read_directives
from dockwright.syntax.nodes import Blank, File, Instruction, Item, Placed
from dockwright.syntax.parser import file_of, items_from, parse


def reparse(text: str, before: File) -> File:
    """`parse(text)`, faster the less `text` differs from the text of `before`."""
    directives = read_directives(text)
    if directives.escape != before.escape:
        return parse(text)
    kept = _kept(text, before)
    items = list(before.items[:kept])
    at = items[-1].end if items else 0
    tail = _common_end(text, before.text, at)
    later, shift = len(text) - tail, len(text) - len(before.text)
    for item in items_from(text, directives.escape, at):
        if item.at >= later and not _is_other_mark(text, item.at, shift):
            index = bisect_left(before.items, item.at - shift, key=_start)
            if index < len(before.items) and before.items[index].at == item.at - shift:
                rest = before.items[index:]
                items.extend(rest if shift == 0 else [Placed(at + shift, node) for at, node in rest])
                break
        items.append(item)
    return file_of(text, directives, tuple(items))


def _is_other_mark(text: str, at: int, shift: int) -> bool:
    """Whether at `at` stands a byte order mark that is first in one of the files and not in the other."""
    return text.startswith("\ufeff", at) and (at == 0) != (at == shift)


def _kept(text: str, before: File) -> int:
    """How many of the first items are the same in `text`.

    Blank lines before the edit may have become more, what reaches the end of the
    file may go on, and a here-document may get its end.
    """
    same = _common_start(text, before.text)
    if same == len(before.text):
        same -= 1
    kept = bisect_left(before.items, same + 1, key=_end)
    kept = next((index for index in range(kept) if _is_open(before.items[index].node)), kept)
    while kept and isinstance(before.items[kept - 1].node, Blank):
        kept -= 1
    return kept


def _is_open(node: Item) -> bool:
    """Whether it has a here-document without an end, which any later line may give it."""
    return isinstance(node, Instruction) and bool(node.heredocs) and node.heredocs[-1].terminator is None


def _common_start(one: str, other: str) -> int:
    """How many code points at the start of the two are the same; by halves, for Python compares slices at once."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: str, other: str, start: int) -> int:
    """How many code points at the end of the two are the same, those before `start` not counted."""
    low, high = 0, min(len(one), len(other)) - start
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _start(item: Placed[Item]) -> int:
    return item.at


def _end(item: Placed[Item]) -> int:
    return item.end
