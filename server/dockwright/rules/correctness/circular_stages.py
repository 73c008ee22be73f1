"""Stages that need each other."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.stage_order import later_uses


@rule(Severity.ERROR, on=Facts, reads_commands=False)
def circular_stages(facts: Facts) -> Iterator[Finding]:
    r"""Stages that need each other.

    ```dockerfile bad
    FROM alpine:3.22 AS one
    COPY --from=⟦two⟧ /x /x
    FROM alpine:3.22 AS two
    COPY --from=one /y /y
    ```

    ```dockerfile good
    FROM alpine:3.22 AS one
    FROM alpine:3.22 AS two
    COPY --from=one /y /y
    ```
    """
    for use in later_uses(facts, circular=True):
        if use.target is not None:
            message = f"Stages {use.user.label} and {use.target.label} need each other"
            yield Finding(use.span, message)
