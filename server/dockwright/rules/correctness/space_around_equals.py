"""`ENV A = 1`, as in a program."""

from collections.abc import Iterator

from dockwright.rules.key_values import spaced
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Instruction
from dockwright.text.edit import replace


@rule(Severity.ERROR, on=Instruction, aliases=("S6574",))
def space_around_equals(instruction: Instruction) -> Iterator[Finding]:
    r"""Blank beside an equals sign.

    Keys and values are words of their own: nothing may stand around the sign.

    ```dockerfile bad
    FROM alpine:3.22
    ARG A⟦ = ⟧1
    ENV B=2 C⟦= ⟧3
    LABEL d=4 e⟦ =⟧5
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    ARG A=1
    ENV B=2 C=3
    LABEL d=4 e=5
    ```

    ```dockerfile good
    FROM alpine:3.22
    ENV EMPTY=
    ENV A= B=
    ```
    """
    for found in spaced(instruction):
        fix = Fix("Remove the blanks", (replace(found.gap, "="),))
        yield Finding(found.gap, "No blank may stand beside the equals sign", (fix,))
