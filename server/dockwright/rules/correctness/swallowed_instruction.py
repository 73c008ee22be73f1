"""Instructions that a continuation before them made part of another."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.swallowed import swallowed_keywords
from dockwright.syntax.nodes import Instruction
from dockwright.text.edit import delete
from dockwright.text.span import Span

_NOTE = "The instruction was not carried out before: check that the image should have it."


@rule(Severity.WARNING, on=Instruction, onbuild=False)
def swallowed_instruction(instruction: Instruction) -> Iterator[Finding]:
    r"""Instruction that is part of the one before it.

    The line before ends in a continuation, and the blank line between the two does not end it.

    ```dockerfile bad
    FROM alpine:3.22
    RUN apk add curl \

    ⟦WORKDIR⟧ /srv
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN apk add curl

    WORKDIR /srv
    ```
    """
    for span in swallowed_keywords(instruction):
        word = span.of(instruction.text)
        message = f"This {word} is part of the {instruction.name} above, which goes on over the blank line"
        yield Finding(span, message, _fixes(instruction, span))


def _fixes(instruction: Instruction, span: Span) -> tuple[Fix, ...]:
    text = instruction.text
    last = text[: span.start].rstrip()
    if not last.endswith(instruction.escape):
        return ()
    start = len(last) - 1
    while text[start - 1] in {" ", "\t"}:
        start -= 1
    return (Fix("End the instruction above", (delete(Span(start, len(last))),), Safety.UNSAFE, _NOTE),)
