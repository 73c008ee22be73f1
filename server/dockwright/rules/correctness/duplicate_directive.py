"""A directive given twice."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import delete
from dockwright.text.span import Span

_CODE = "duplicate-directive"


@rule(Severity.ERROR, on=Facts, reads_commands=False)
def duplicate_directive(facts: Facts) -> Iterator[Finding]:
    r"""Directive given twice.

    ```dockerfile bad
    # syntax=docker/dockerfile:1
    ⟦# syntax=docker/dockerfile:1⟧
    FROM alpine:3.22
    ```

    ```dockerfile fixed
    # syntax=docker/dockerfile:1
    FROM alpine:3.22
    ```
    """
    text = facts.file.text
    for problem in facts.file.problems:
        if problem.code == _CODE:
            start = text.rfind("\n", 0, problem.span.start) + 1
            end = text.find("\n", problem.span.end) + 1 or len(text)
            fix = Fix("Remove it", (delete(Span(start, end)),))
            yield Finding(problem.span, f"There is a {problem.detail} directive already", (fix,))
