"""Stages that are used above their FROM."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Related, Severity, rule
from dockwright.rules.stage_order import later_uses


@rule(Severity.ERROR, on=Facts, reads_commands=False)
def stage_used_before_defined(facts: Facts) -> Iterator[Finding]:
    r"""Stage used above its FROM.

    A stage can only use those above it: move the other one up.

    ```dockerfile bad
    FROM scratch AS app
    COPY --from=⟦build⟧ /app /app
    FROM golang:1.25 AS build
    ```

    ```dockerfile good
    FROM golang:1.25 AS build
    FROM scratch AS app
    COPY --from=build /app /app
    ```
    """
    for use in later_uses(facts, circular=False):
        if use.target is not None:
            related = Related(use.target.from_.span, "It is defined here")
            yield Finding(use.span, f"Stage {use.target.label} must be defined above this one", (), (related,))
