"""Shell text inside a word: what `sh -c "…"` runs, with its spans in the instruction."""

from collections.abc import Iterator
from dataclasses import replace

from dockwright.syntax.nodes import Word
from dockwright.syntax.shell.nodes import Command, Script, ShellWord
from dockwright.syntax.shell.parser import parse_script
from dockwright.text.span import Span


def exec_word(word: Word) -> ShellWord:
    """A member of an exec form as a word; its span is what stands between the quotes.

    If the JSON has escapes in it, the span is the whole literal.
    """
    value, span = word.value, word.span
    if len(value) + len('""') == span.end - span.start:
        span = Span(span.start + 1, span.end - 1)
    return ShellWord(value, value, span)


def exec_script(word: ShellWord, *, coarse: bool) -> Script | None:
    """The shell text that is a member of an exec form.

    None if its code points cannot be found in the instruction one by one,
    unless `coarse`: then all its spans are that of the whole word.
    """
    start, end = word.span
    if len(word.value) == end - start:
        return parse_script(word.value, lambda offset, _: start + offset)
    return parse_script(word.value, lambda _, at_end: end if at_end else start) if coarse else None


def word_script(word: ShellWord, continuations: tuple[Span, ...]) -> Script | None:
    """The shell text that is one word of a script, quoted as a whole or not at all; None for any other word."""
    inside = [gap for gap in continuations if word.span.start < gap.end and gap.start < word.span.end]
    gaps = sum(gap.end - gap.start for gap in inside)
    if len(word.text) + gaps != word.span.end - word.span.start:
        return None
    positions = _positions(word)
    if positions is None:
        return None
    start = word.span.start

    def to_source(offset: int, at_end: bool) -> int:  # noqa: FBT001 - the parser calls it with two positions
        found = start + positions[offset]
        for gap in inside:
            if gap.start > found or (at_end and gap.start == found):
                break
            found += gap.end - gap.start
        return found

    script = parse_script(word.value, to_source)
    if word.text[0] == '"' and ("$(" in word.value or "`" in word.value):
        return replace(script, commands=tuple(_own(script.commands)))
    return script


def _own(commands: tuple[Command, ...]) -> Iterator[Command]:
    """The commands of text in double quotes but those in substitutions, which the shell outside runs."""
    end = -1
    for command in commands:
        if command.span.end > end:
            end = command.span.end
            if not command.words or not command.words[0].text.startswith(("$(", "`")):
                yield command


def _positions(word: ShellWord) -> list[int] | None:
    """For each code point of the word's value, and its end, where it stands in the word's text."""
    text = word.text
    quote = text[:1]
    if quote not in {"'", '"'}:
        return list(range(len(text) + 1)) if text == word.value else None
    if len(text) < len("''") or not text.endswith(quote):
        return None
    if len(word.value) + len("''") == len(text):
        return list(range(1, len(text)))
    if quote == "'":
        return None
    positions: list[int] = []
    at = 1
    while at < len(text) - 1:
        if text[at] == '"':
            return None
        positions.append(at)
        at += 2 if text[at] == "\\" and text[at + 1] in '"\\$`' else 1
    positions.append(at)
    return positions if len(positions) - 1 == len(word.value) else None
