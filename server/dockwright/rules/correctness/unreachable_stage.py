"""Stages that the last one does not need."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Severity, Tag, rule


@rule(Severity.HINT, on=Facts, reads_commands=False)
def unreachable_stage(facts: Facts) -> Iterator[Finding]:
    r"""Stage that the last one does not need.

    A plain build leaves it out. With a name it may be built by `--target`; without one it is
    left over.

    ```dockerfile bad
    ⟦FROM⟧ alpine:3.22
    RUN apk add curl
    FROM debian:13
    ```

    ```dockerfile good
    FROM alpine:3.22 AS base
    FROM base
    ```
    """
    for stage in facts.stages:
        if stage.index in facts.needed:
            continue
        if stage.name is None:
            span = stage.from_.place(stage.from_.node.keyword.span)
            yield Finding(span, "No build runs this stage", tags=frozenset({Tag.UNNECESSARY}))
        elif stage.name_span is not None:
            yield Finding(stage.name_span, f"Only --target {stage.name} builds this stage")
