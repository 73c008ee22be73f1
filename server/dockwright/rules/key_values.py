"""The words of ENV, LABEL and ARG that are no `key=value`."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.syntax.nodes import Arg, Assignment, Env, Instruction, Label
from dockwright.text.span import Span

_CODE = "malformed-key-value"


class Token(NamedTuple):
    """One word: its key, its value and where it stands. `key` is None if the word has no equals sign."""

    text: str
    key: str | None
    value: str | None
    span: Span


def tokens(instruction: Instruction) -> tuple[Token, ...]:
    """The words of an instruction of keys and values, in order; nothing for the form without equals signs."""
    if not isinstance(instruction, Env | Label | Arg):
        return ()
    found = [_token(instruction, pair) for pair in instruction.assignments if not pair.legacy]
    found += [Token(bad.detail, None, None, bad.span) for bad in instruction.problems if bad.code == _CODE]
    return tuple(sorted(found, key=lambda token: token.span))


def _token(instruction: Arg | Env | Label, pair: Assignment) -> Token:
    if pair.value is None:
        return Token(pair.key.raw, None, None, pair.span)
    return Token(pair.span.of(instruction.text), pair.key.raw, pair.value.raw, pair.span)


class Spaced(NamedTuple):
    """Blanks around an equals sign: `gap` is the sign with them, `parts` are the spans of the words it joins."""

    gap: Span
    parts: tuple[Span, ...]


def spaced(instruction: Instruction) -> Iterator[Spaced]:
    """The equals signs with a blank before or after."""
    words = tokens(instruction)
    at = 0
    while at < len(words):
        taken = _spaced_at(words, at)
        if taken is None:
            at += 1
            continue
        yield taken
        at += len(taken.parts)


def _spaced_at(words: tuple[Token, ...], at: int) -> Spaced | None:
    first = words[at]
    second = words[at + 1] if at + 1 < len(words) else None
    third = words[at + 2] if at + 2 < len(words) else None
    if second is None or first.text.startswith("#"):
        return None
    if first.key and first.value == "" and second.key is None and not second.text.startswith("#"):
        return Spaced(Span(first.span.end - 1, second.span.start), (first.span, second.span))
    if first.key is not None or second.key != "":
        return None
    if second.value:
        return Spaced(Span(first.span.end, second.span.start + 1), (first.span, second.span))
    if third is None or third.key is not None:
        return None
    return Spaced(Span(first.span.end, third.span.start), (first.span, second.span, third.span))
