"""Quotes without a partner."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.substitution_problems import WordProblem, word_problems
from dockwright.syntax.nodes import Instruction
from dockwright.text.edit import insert
from dockwright.text.span import Span


@rule(Severity.ERROR, on=Instruction)
def unclosed_quote(instruction: Instruction) -> Iterator[Finding]:
    r"""Quote that is not closed.

    ```dockerfile bad
    FROM alpine:3.22
    ENV MODE=⟦"⟧fast
    WORKDIR ⟦"⟧/srv
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    ENV MODE="fast"
    WORKDIR "/srv"
    ```

    COPY and ADD split at blanks before they look at quotes. Only a JSON array can hold a
    name with a blank:

    ```dockerfile bad
    FROM alpine:3.22
    COPY ⟦"⟧my file⟦"⟧ /srv/
    ```

    ```dockerfile good
    FROM alpine:3.22
    COPY ["my file", "/srv/"]
    ```
    """
    for found in word_problems(instruction):
        if found.quote:
            yield _finding(instruction, found)


def _finding(instruction: Instruction, found: WordProblem) -> Finding:
    quote = instruction.text[found.span.start : found.span.start + 1]
    span = Span(found.span.start, found.span.start + 1) if quote in {"'", '"'} else found.span
    fixes: tuple[Fix, ...] = ()
    value = found.word.raw
    is_first = found.word.span.start == found.span.start
    is_lone = value.count(quote) == 1 and instruction.rest.raw.count(quote) % 2 == 1
    if is_first and is_lone and not any(map(str.isspace, value)) and len(value) > 1:
        fixes = (Fix(f"Close it with {quote}", (insert(found.word.span.end, quote),)),)
    return Finding(span, "The quote is not closed", fixes)
