"""The ports of an EXPOSE, after substitution."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Expose, Placed, Word
from dockwright.syntax.words import expand_words
from dockwright.text.span import Span

PROTOCOLS = frozenset({"tcp", "udp", "sctp"})
HIGHEST = 65535
_DIGITS = re.compile(r"[0-9]+", re.ASCII)


class Port(NamedTuple):
    """`address:host:container/protocol`; `published` is all before the last colon, with it.

    `word` is the argument it comes from. `is_literal` tells that the argument is just this text.
    """

    text: str
    published: str
    port: str
    protocol: str | None
    word: Word
    placed: Placed[Expose]
    is_literal: bool

    def part(self, start: int, end: int) -> Span:
        """The place in the file of `text[start:end]`; the whole argument where it is not literal."""
        if not self.is_literal:
            return self.placed.place(self.word.span)
        return Span(start, end).shift(self.placed.at + self.word.span.start)


def exposed_ports(stage: Stage) -> Iterator[Port]:
    """The ports that a stage itself exposes, as far as they are known."""
    for placed in stage.every(Expose):
        for word in placed.node.arguments:
            is_literal = "$" not in word.raw and word.raw == word.value
            is_literal = is_literal and len(word.raw) == word.span.end - word.span.start
            for text in expand_words(word.raw, placed.node.escape, stage.scope.lookup(placed.at)) or ():
                before, slash, protocol = text.partition("/")
                head, colon, port = before.rpartition(":")
                yield Port(text, head + colon, port, protocol if slash else None, word, placed, is_literal)


def port_range(text: str) -> tuple[int, int] | None:
    """The first and the last port of `80` or `80-90`; None if it is neither, or reversed, or too high."""
    first, dash, last = text.partition("-")
    last = last if dash else first
    if not _DIGITS.fullmatch(first) or not _DIGITS.fullmatch(last):
        return None
    span = (int(first), int(last))
    return span if span[0] <= span[1] <= HIGHEST else None
