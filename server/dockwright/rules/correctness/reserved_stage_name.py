"""Stages named `scratch` or `context`."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.stage_names import free_name, rename_edits

_RESERVED = {
    "scratch": "FROM scratch means no base at all",
    "context": "it is the name of the build context",
}


@rule(Severity.ERROR, on=Facts, reads_commands=False, aliases=("ReservedStageName", "DL3063"))
def reserved_stage_name(facts: Facts) -> Iterator[Finding]:
    r"""Stage with a name that means something else.

    ```dockerfile bad
    FROM alpine:3.22 AS ⟦context⟧
    RUN make
    FROM scratch
    COPY --from=context /app /app
    ```

    ```dockerfile fixed
    FROM alpine:3.22 AS context-stage
    RUN make
    FROM scratch
    COPY --from=context-stage /app /app
    ```
    """
    for stage in facts.stages:
        reason = _RESERVED.get(stage.name or "")
        if reason is not None and stage.name_span is not None:
            name = free_name(facts, f"{stage.name}-stage")
            fix = Fix(f"Rename to {name}", rename_edits(facts, stage, name))
            yield Finding(stage.name_span, f"{stage.name!r} is no name for a stage: {reason}", (fix,))
