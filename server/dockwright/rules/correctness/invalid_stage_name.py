"""Names that a stage cannot have."""

import re
from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.references import parse_reference
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.stage_names import NAME, free_name, rename_edits

_RUN = re.compile(r"[^a-z0-9]+")


@rule(Severity.ERROR, on=Facts, reads_commands=False)
def invalid_stage_name(facts: Facts) -> Iterator[Finding]:
    r"""Invalid stage name.

    A name begins with a letter and goes on with letters, digits, and single dashes, dots or
    underscores between them.

    ```dockerfile bad
    FROM golang:1.25 AS ⟦1-build⟧
    FROM scratch
    COPY --from=1-build /app /app
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS stage-1-build
    FROM scratch
    COPY --from=stage-1-build /app /app
    ```

    ```dockerfile bad
    FROM golang:1.25 AS ⟦build-⟧
    FROM node:22 AS ⟦"web"⟧
    ```

    ```dockerfile good
    FROM golang:1.25 AS build_1.25-alpine
    ```
    """
    for stage in facts.stages:
        span = stage.name_span
        if stage.name is None or span is None or len(stage.from_.node.arguments) != len("xyz"):
            continue
        if NAME.fullmatch(stage.name) and parse_reference(stage.name) is not None:
            continue
        wanted = _RUN.sub("-", stage.name).strip("-")
        fixes: tuple[Fix, ...] = ()
        if wanted:
            wanted = free_name(facts, wanted if wanted[0].isalpha() else f"stage-{wanted}")
            fixes = (Fix(f"Rename to {wanted}", rename_edits(facts, stage, wanted)),)
        yield Finding(span, f"A stage cannot be called {stage.from_.node.arguments[2].raw}", fixes)
