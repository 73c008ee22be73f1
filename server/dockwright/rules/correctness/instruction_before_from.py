"""Instructions above the first FROM."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Arg, Unknown


@rule(Severity.ERROR, on=Facts, reads_commands=False, aliases=("DL3061",))
def instruction_before_from(facts: Facts) -> Iterator[Finding]:
    r"""Instruction above the first FROM.

    Only ARG may stand there: everything else is part of a stage.

    ```dockerfile bad
    ⟦ENV⟧ MODE=production
    FROM alpine:3.22
    ```

    ```dockerfile good
    ARG VERSION=3.22
    FROM alpine:${VERSION}
    ENV MODE=production
    ```
    """
    if not facts.stages:
        return
    for placed in facts.before:
        if not isinstance(placed.node, Arg | Unknown):
            span = placed.place(placed.node.keyword.span)
            yield Finding(span, f"{placed.node.name} must follow a FROM: only ARG may precede the first")
            return
