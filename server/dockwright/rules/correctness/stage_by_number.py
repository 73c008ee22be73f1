"""Stages called by their number."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.uses import UseKind
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import replace


@rule(Severity.HINT, on=Facts, reads_commands=False)
def stage_by_number(facts: Facts) -> Iterator[Finding]:
    r"""Stage called by its number where it has a name.

    Another stage above it, and the number means another stage.

    ```dockerfile bad
    FROM golang:1.25 AS build
    FROM scratch
    COPY --from=⟦0⟧ /app /app
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS build
    FROM scratch
    COPY --from=build /app /app
    ```
    """
    for use in facts.uses:
        target = use.target
        if use.kind is not UseKind.COPY or target is None or target.name is None or use.source.problem is not None:
            continue
        is_last = [stage for stage in facts.stages if stage.name == target.name][-1] is target
        if use.text.lower() != target.name and is_last:
            fix = Fix(f"Change to {target.name}", (replace(use.span, target.name),))
            yield Finding(use.span, f"Stage {use.text} is called {target.name}", (fix,))
