"""What rules say of a file without the commands of its RUNs, remembered while those are typed.

Most rules on the file are about stages, names and directives. A keystroke in a RUN changes nothing
of what they say, but for where things stand.
"""

from bisect import bisect_right
from itertools import accumulate
from operator import ne, sub
from typing import NamedTuple

from dockwright.rules.model import Finding
from dockwright.syntax.nodes import Blank, Comment, File, Instruction, Item, Run

Outline = tuple[Instruction | Comment | Blank | str, ...]


def outline(file: File) -> Outline:
    """All of `file` but what RUNs without flags run; two files that have it in common differ only there."""
    return tuple([_of(item.node) for item in file.items])


def _of(node: Item) -> Instruction | Comment | Blank | str:
    if type(node) is Run and not node.flags:
        return node.text[: node.keyword.span.end]
    return node


class Places(NamedTuple):
    """Where the items of a file begin, and after the last one where it ends."""

    starts: tuple[int, ...]

    def moves_to(self, other: "Places") -> "Moves":
        """How what stands here moves to a file with the same outline."""
        distances = [*map(sub, other.starts, self.starts)]
        breaks = accumulate(map(ne, distances[1:], distances), initial=0)
        return Moves(self.starts, distances, [*breaks])


def places(file: File) -> Places:
    """The places of the items of `file`."""
    return Places((*[item.at for item in file.items], len(file.text)))


class Moves(NamedTuple):
    """By item: where it began, how far it has moved, and how often that distance has changed above it."""

    starts: tuple[int, ...]
    distances: list[int]
    breaks: list[int]

    def move(self, finding: Finding, first: int, last: int) -> Finding:
        """`finding`, all of whose spans lie between the offsets `first` and `last`, where it stands now."""
        one, other = self._item(first), self._item(last)
        if self.breaks[one] != self.breaks[other]:
            return finding.moved(lambda at: at + self.distances[self._item(at)])
        by = self.distances[one]
        return finding.shift(by) if by else finding

    def _item(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1
