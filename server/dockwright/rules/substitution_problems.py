"""What the builder refuses in the words that it expands."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.model.mentions import expanded_words
from dockwright.syntax.nodes import Arg, Env, Instruction, Label, Word
from dockwright.syntax.words import problem
from dockwright.text.span import Span

_QUOTE = "-quote"


class WordProblem(NamedTuple):
    """A word that is refused, where in it (relative to the instruction) and why; `quote` if one is not closed."""

    word: Word
    span: Span
    message: str
    quote: bool


def word_problems(instruction: Instruction) -> Iterator[WordProblem]:
    """The words of an instruction that are refused whatever the variables are."""
    if not any(mark in instruction.text for mark in "$\"'"):
        return
    for word in expanded_words(instruction):
        found = problem(word.raw, instruction.escape) if not _is_exec(instruction, word) else None
        if found is None:
            continue
        span, message = found
        place = word.span
        if len(word.raw) == word.span.end - word.span.start:
            place = _closed(span, word.raw).shift(word.span.start)
        yield WordProblem(word, place, message, message.endswith(_QUOTE))


def _closed(span: Span, raw: str) -> Span:
    """The span up to the next closing brace if it is a `${` that was given up half-way."""
    if not span.of(raw).startswith("${") or "}" in span.of(raw):
        return span
    closing = raw.find("}", span.end)
    return span if closing < 0 else Span(span.start, closing + 1)


def _is_exec(instruction: Instruction, word: Word) -> bool:
    """A member of a JSON array: its quotes are JSON's."""
    return instruction.json and not isinstance(instruction, Arg | Env | Label) and word.raw.startswith('"')
