"""Stages that take files from themselves."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.uses import SourceProblem
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.ERROR, on=Facts, reads_commands=False, aliases=("DL3023", "DS-0006"))
def stage_copies_itself(facts: Facts) -> Iterator[Finding]:
    r"""Stage that takes files from itself.

    It is not finished while it is built. Within a stage, RUN copies files.

    ```dockerfile bad
    FROM alpine:3.22 AS app
    COPY --from=⟦app⟧ /etc/hosts /hosts
    ```

    ```dockerfile good
    FROM alpine:3.22 AS app
    RUN cp /etc/hosts /hosts
    ```
    """
    for use in facts.uses:
        if use.source.problem is SourceProblem.SELF:
            yield Finding(use.span, f"Stage {use.user.label} cannot take files from itself")
