"""The tokens of one instruction, in order and without overlap."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dockwright.features.semantic_tokens import arguments
from dockwright.features.semantic_tokens.model import Modifier, Token, TokenType, token
from dockwright.features.semantic_tokens.shell import shell_tokens
from dockwright.syntax.nodes import (
    Arg,
    Assignment,
    Cmd,
    CommandForm,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Heredoc,
    Instruction,
    Label,
    Maintainer,
    OnBuild,
    Run,
    Shell,
    StopSignal,
    Unknown,
    Word,
)
from dockwright.text.span import Span

_T = TokenType
_EXPANDED = re.compile(r"(?<!\\)\$(?:\{[A-Za-z_][A-Za-z0-9_]*[^}\s]*\}|[A-Za-z_][A-Za-z0-9_]*)")
"""A variable in the body of a here-document, which the builder or the program it feeds replaces."""


@lru_cache(maxsize=8192)
def instruction_tokens(node: Instruction, stages: frozenset[Span], is_posix: bool) -> tuple[Token, ...]:  # noqa: FBT001 - a key of the cache
    """The tokens, relative to the instruction's text; remembered by the instruction.

    `stages` are the spans at which stages are named, relative too; `is_posix`
    tells whether a POSIX shell reads the shell form.
    """
    found = [*_of(node, stages, is_posix=is_posix), *_comments(node)]
    for doc in node.heredocs:
        found.extend(_heredoc(doc, node.text))
    return tuple(_in_order(node, found))


def _of(node: Instruction, stages: frozenset[Span], *, is_posix: bool) -> Iterator[Token]:
    if isinstance(node, Unknown):
        return
    deprecated = Modifier.DEPRECATED if isinstance(node, Maintainer) else Modifier.NONE
    yield token(node.keyword.span, _T.KEYWORD, deprecated)
    for flag in node.flags:
        yield from arguments.flag_tokens(flag, node.text, stages)
    if isinstance(node, OnBuild):
        if node.trigger is not None:
            yield from _of(node.trigger, stages, is_posix=is_posix)
        return
    yield from _rest(node, stages, is_posix=is_posix)


def _rest(node: Instruction, stages: frozenset[Span], *, is_posix: bool) -> Iterator[Token]:
    match node:
        case From():
            yield from _from(node, stages)
        case Env() | Arg():
            yield from _assignments(node.assignments, _T.VARIABLE, Modifier.DECLARATION)
        case Label():
            yield from _assignments(node.assignments, _T.PROPERTY, Modifier.NONE)
        case Run() | Cmd() | Entrypoint() | Shell() | Healthcheck():
            if isinstance(node, Healthcheck) and node.kind is not None:
                yield token(node.kind.span, _T.KEYWORD)
            if node.command is not None:
                yield from _command(node, node.command, is_posix=is_posix)
        case _:
            openers = {doc.opener for doc in node.heredocs}
            for word in node.arguments:
                if word.span not in openers:
                    yield from _word(node, word)


def _assignments(pairs: Iterable[Assignment], key: TokenType, modifiers: Modifier) -> Iterator[Token]:
    for pair in pairs:
        yield from arguments.assignment_tokens(pair, key, modifiers)


def _word(node: Instruction, word: Word) -> Iterator[Token]:
    if isinstance(node, Expose):
        return arguments.port_tokens(word)
    if isinstance(node, StopSignal):
        return arguments.substituted(word, [token(word.span, _T.ENUM_MEMBER)])
    return arguments.word_tokens(word, in_json=node.json)


def _from(node: From, stages: frozenset[Span]) -> Iterator[Token]:
    if node.image is not None:
        yield from arguments.image_tokens(node.image, stages)
    if node.as_word is not None and node.as_word.raw.upper() == "AS":
        yield token(node.as_word.span, _T.KEYWORD)
    if node.alias is not None:
        yield token(node.alias.span, _T.CLASS, Modifier.DECLARATION)


def _command(node: Instruction, command: CommandForm, *, is_posix: bool) -> Iterator[Token]:
    if command.words is not None:
        for word in command.words:
            yield from arguments.word_tokens(word, in_json=True)
    elif command.script is not None and is_posix:
        commands = command.script.commands
        yield from shell_tokens(node.text, _parts(node, command.span), commands)


def _parts(node: Instruction, span: Span) -> Iterator[Span]:
    """`span` without the continuations in it."""
    at = span.start
    for gap in node.continuations:
        if gap.end > at and gap.start < span.end:
            if gap.start > at:
                yield Span(at, gap.start)
            at = gap.end
    if at < span.end:
        yield Span(at, span.end)


def _comments(node: Instruction) -> Iterator[Token]:
    """The comments between continuation lines."""
    text = node.text
    for gap in node.continuations:
        at = text.find("#", *gap)
        while at >= 0:
            end = text.find("\n", at, gap.end)
            yield Token(at, end if end >= 0 else gap.end, _T.COMMENT)
            at = text.find("#", end, gap.end) if end >= 0 else -1


def _heredoc(doc: Heredoc, text: str) -> Iterator[Token]:
    yield token(doc.opener, _T.MACRO)
    if doc.terminator is not None:
        yield token(doc.terminator, _T.MACRO)
    if doc.script is not None:
        yield from shell_tokens(text, (doc.body,), doc.script.commands)
    else:
        at = doc.body.start
        for match in _EXPANDED.finditer(text, *doc.body) if doc.expand else ():
            yield Token(at, match.start(), _T.STRING)
            yield Token(*match.span(), _T.VARIABLE)
            at = match.end()
        yield Token(at, doc.body.end, _T.STRING)


def _in_order(node: Instruction, tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens by position, each on one line; where two overlap, the first and longer counts."""
    at = 0
    starts = [gap.start for gap in node.continuations]
    for found in sorted(tokens, key=_place):
        start = max(found.start, at)
        if start >= found.end:
            continue
        at = found.end
        if node.text.find("\n", start, found.end) < 0 and node.text.find("\r", start, found.end) < 0:
            yield found._replace(start=start)
        else:
            yield from _lines(node, found._replace(start=start), starts)


def _place(found: Token) -> tuple[int, int]:
    return found.start, -found.end


def _lines(node: Instruction, found: Token, starts: list[int]) -> Iterator[Token]:
    """A token of several lines, line by line, without the escape characters."""
    text = node.text
    at = found.start
    while at < found.end:
        index = bisect_left(starts, at)
        gap = node.continuations[index] if index < len(starts) else None
        end = text.find("\n", at, found.end) + 1 or found.end
        cut = gap.start if gap is not None and gap.start < end else end
        while cut > at and text[cut - 1] in "\r\n":
            cut -= 1
        start = at + len(text[at:cut]) - len(text[at:cut].lstrip(" \t"))
        for each in between_returns(text, start, cut):
            yield found._replace(start=each.start, end=each.end)
        at = gap.end if gap is not None and gap.start < end else end


def between_returns(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a line that lone carriage returns, which end a line to an editor, leave."""
    at = start
    while at < end:
        found = text.find("\r", at, end)
        stop = found if found >= 0 else end
        if stop > at:
            yield Span(at, stop)
        at = stop + 1
