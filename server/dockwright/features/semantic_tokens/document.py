"""The tokens of a file, as LSP wants them: five numbers each, relative to the one before."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.features.semantic_tokens.instruction import between_returns, instruction_tokens
from dockwright.features.semantic_tokens.model import Modifier, Token, TokenType, token
from dockwright.model.facts import Facts
from dockwright.syntax.nodes import Comment, Directive, Instruction, Item, Placed
from dockwright.text.lines import LineIndex, Unit
from dockwright.text.span import Span

_NO_STAGES: frozenset[Span] = frozenset()
_WITH_SHELL = frozenset({"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD"})
_SIZE = 5


def tokens(facts: Facts, span: Span | None = None) -> Iterator[Token]:
    """The tokens in order, absolute, none of them on two lines; with `span`, of what it meets."""
    for placed, found in _of_items(facts, span):
        for each in found:
            yield each._replace(start=each.start + placed.at, end=each.end + placed.at)


def encoded_tokens(facts: Facts, lines: LineIndex, unit: Unit, span: Span | None = None) -> list[int]:
    """The `data` of LSP's semantic tokens; `lines` are those of the text."""
    data: list[int] = []
    last_line = 0
    for placed, found in _of_items(facts, span):
        block = _encoded(placed.node.text, found, unit)
        if not block.data:
            continue
        line, column = lines.position(placed.at, unit)
        at = len(data)
        data += block.data
        data[at] += line - last_line
        if not data[at] and at:
            # Only a byte order mark precedes an item on its line, so nothing can have come before.
            del data[at:]
            continue
        if block.first_line == 0:
            data[at + 1] += column
        last_line = line + block.last_line
    return data


def encoded_plain(text: str, found: Iterable[Token], unit: Unit) -> list[int]:
    """The same numbers for tokens of a text that is no Dockerfile, absolute and in order."""
    return list(_encoded(text, tuple(found), unit).data)


class _Block(NamedTuple):
    """The numbers of one item, the first token's relative to the item's start; its first and last line with a token."""

    data: tuple[int, ...]
    first_line: int
    last_line: int


@lru_cache(maxsize=8192)
def _encoded(text: str, found: tuple[Token, ...], unit: Unit) -> _Block:
    lines = LineIndex(text)
    data: list[int] = []
    last_line = last_column = first_line = 0
    for start, end, kind, modifiers in found:
        line, column = lines.position(start, unit)
        length = lines.position(end, unit)[1] - column
        if not data:
            first_line = line
        data += (line - last_line, column - last_column if line == last_line else column, length, kind, modifiers)
        last_line, last_column = line, column
    return _Block(tuple(map(int, data)), first_line, last_line)


def _of_items(facts: Facts, span: Span | None) -> Iterator[tuple[Placed[Item], tuple[Token, ...]]]:
    directives = {directive.span.start: directive for directive in facts.file.directives}
    stages = _stage_names(facts)
    for placed in facts.file.items:
        if span is not None and (placed.end <= span.start or placed.at >= max(span.end, span.start + 1)):
            continue
        node = placed.node
        if isinstance(node, Instruction):
            is_posix = node.name not in _WITH_SHELL or _is_posix(facts, placed.at)
            yield placed, instruction_tokens(node, stages.get(placed.at, _NO_STAGES), is_posix)
        elif isinstance(node, Comment):
            directive = directives.get(placed.at + node.span.start)
            if directive is None:
                yield placed, _by_line(node.text, (token(node.span, TokenType.COMMENT),))
            else:
                yield placed, _by_line(node.text, _directive(directive, placed.at))


def _by_line(text: str, tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Tokens of a comment, cut at the lone carriage returns in it."""
    if "\r" not in text:
        return tuple(tokens)
    return tuple(
        found._replace(start=each.start, end=each.end)
        for found in tokens
        for each in between_returns(text, found.start, found.end)
    )


def _directive(directive: Directive, at: int) -> Iterable[Token]:
    name, value = directive.name_span.shift(-at), directive.value_span.shift(-at)
    yield Token(directive.span.start - at, directive.span.start - at + 1, TokenType.COMMENT)
    yield token(name, TokenType.DECORATOR, Modifier.NONE)
    yield token(value, TokenType.STRING)


def _is_posix(facts: Facts, at: int) -> bool:
    stage = facts.stage_at(at)
    return stage is None or stage.state_at(at).is_posix


def _stage_names(facts: Facts) -> dict[int, frozenset[Span]]:
    """Where stages are named, relative to the instruction at each offset."""
    found: dict[int, set[Span]] = {}
    for use in facts.uses:
        if use.target is not None:
            found.setdefault(use.placed.at, set()).add(use.span.shift(-use.placed.at))
    return {at: frozenset(spans) for at, spans in found.items()}
