"""Blank lines inside an instruction."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.swallowed import swallowed_keywords
from dockwright.syntax.nodes import Instruction
from dockwright.text.edit import delete


@rule(Severity.WARNING, on=Instruction, aliases=("NoEmptyContinuation",), onbuild=False)
def empty_continuation(instruction: Instruction) -> Iterator[Finding]:
    r"""Blank line after a continuation.

    The builder skips the line and goes on with the instruction, which is not what the text
    looks like. It says that a later version will refuse it.

    ```dockerfile bad
    FROM alpine:3.22
    RUN apk add \
    ⟦
    ⟧    curl
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN apk add \
        curl
    ```
    """
    lines = instruction.empty_lines
    if lines:
        # What looks like the next instruction should not be joined to this one even more.
        is_swallowed = next(swallowed_keywords(instruction), None) is not None
        fixes = () if is_swallowed else (Fix("Remove the blank lines", tuple(map(delete, lines))),)
        yield Finding(lines[0], "The instruction goes on after this blank line", fixes)
