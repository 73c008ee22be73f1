"""Words of ENV and LABEL that are no `key=value`."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.rules.key_values import Token, spaced, tokens
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Instruction
from dockwright.text.edit import Edit, insert
from dockwright.text.span import Span

_NOTE = "Check that it is one value and not two variables."
_QUOTES = ('"', "'")


@rule(Severity.ERROR, on=Instruction)
def malformed_key_value(instruction: Instruction) -> Iterator[Finding]:
    r"""Word that is no key=value.

    A value with a blank in it must be in quotes.

    ```dockerfile bad
    FROM alpine:3.22
    ENV GREETING=hello ⟦world⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    ENV GREETING="hello world"
    ```

    ```dockerfile bad
    FROM alpine:3.22
    ENV ⟦MODE⟧
    ARG ⟦=x⟧
    ```

    ```dockerfile good
    FROM alpine:3.22
    ENV MODE="" GREETING=hello\ world
    ARG MODE
    ```
    """
    words = tokens(instruction)
    handled = {span for found in spaced(instruction) for span in found.parts}
    for at, word in enumerate(words):
        if word.text.startswith("#"):
            return
        if word.span in handled:
            continue
        if word.key == "" or word.text in {'""=', "''="}:
            yield Finding(word.span, "A name must stand before the equals sign")
        elif word.key is None and instruction.name != "ARG":
            before = words[at - 1] if at else None
            fixes = _fixes(instruction, before, word) if before is not None and at + 1 == len(words) else ()
            yield Finding(word.span, _message(instruction, word, before), fixes)


def _message(instruction: Instruction, word: Token, before: Token | None) -> str:
    if before is None:
        return f"{instruction.name} {word.text} lacks a value: write {word.text}=…"
    return f"{word.text} is no key=value: put a value with a blank in quotes"


def _fixes(instruction: Instruction, before: Token, word: Token) -> tuple[Fix, ...]:
    """Quotes around the value before and this word."""
    if not before.value or any(quote in before.text + word.text for quote in _QUOTES):
        return ()
    gap = Span(before.span.end, word.span.start).of(instruction.text)
    if gap.strip(" \t"):
        return ()
    start = before.span.end - len(before.value)
    edits: tuple[Edit, ...] = (insert(start, '"'), insert(word.span.end, '"'))
    return (Fix("Put the value in quotes", edits, Safety.UNSAFE, _NOTE),)
