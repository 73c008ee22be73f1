"""`# SYNTAX=` and the like."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import replace


@rule(Severity.WARNING, on=Facts, reads_commands=False)
def directive_case(facts: Facts) -> Iterator[Finding]:
    r"""Directive with capital letters.

    The builder does not mind, but people and simpler tools look for `# syntax=`.

    ```dockerfile bad
    # ⟦Syntax⟧=docker/dockerfile:1
    FROM alpine:3.22
    ```

    ```dockerfile fixed
    # syntax=docker/dockerfile:1
    FROM alpine:3.22
    ```
    """
    for directive in facts.file.directives:
        if directive.name_span.of(facts.file.text) != directive.name:
            fix = Fix(f"Change to {directive.name}", (replace(directive.name_span, directive.name),))
            yield Finding(directive.name_span, "Directives are written in lower case", (fix,))
