"""`${…}` of a kind that only shells know."""

import re
from collections.abc import Iterator

from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.substitution_problems import word_problems
from dockwright.syntax.nodes import Instruction

_DOUBLE = re.compile(r"\$\{\{")


@rule(Severity.ERROR, on=Instruction)
def unsupported_substitution(instruction: Instruction) -> Iterator[Finding]:
    r"""Substitution that the builder does not know.

    The builder replaces variables itself, outside RUN, and knows fewer forms than a shell:
    `${x:-default}`, `${x:+other}`, `${x:?message}`, the same without the colon, `${x#prefix}`,
    `${x%suffix}` and `${x/from/to}`.

    ```dockerfile bad
    FROM alpine:3.22
    ENV NAME=⟦${USER^^}⟧ OTHER=x
    ENV OTHER=⟦${}⟧
    ```

    ```dockerfile good
    FROM alpine:3.22
    ENV NAME=${USER:-nobody}
    RUN echo ${USER^^}
    ```
    """
    for found in word_problems(instruction):
        if not found.quote:
            yield Finding(found.span, _message(found.span.of(instruction.text), found.message))


def _message(text: str, reason: str) -> str:
    if _DOUBLE.match(text):
        return "The builder has no ${{…}}: write ${…}"
    if "missing '/'" in reason:
        return "A replacement is written ${name/from/to}"
    if "missing" in reason or "end of text" in reason:
        return "The substitution is not closed with }"
    if "bad substitution" in reason:
        return "A name must follow ${"
    return f"The builder does not know this substitution: {reason.removesuffix(' in substitution')}"
