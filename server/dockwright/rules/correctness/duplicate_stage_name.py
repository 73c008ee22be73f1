"""Two stages of one name."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Related, Severity, rule
from dockwright.rules.stage_names import free_name, rename_edits


@rule(
    Severity.ERROR,
    on=Facts,
    reads_commands=False,
    aliases=("DuplicateStageName", "DL3024", "DS-0012", "CKV_DOCKER_11"),
)
def duplicate_stage_name(facts: Facts) -> Iterator[Finding]:
    r"""Stage name used twice.

    FROM then means the latest stage above it, `COPY --from` and `--target` mean the last
    one in the file. Names are compared without regard to case.

    ```dockerfile bad
    FROM golang:1.25 AS build
    FROM node:22 AS ⟦build⟧
    RUN npm run build
    FROM nginx:1.29
    COPY --from=build /app/dist /srv
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS build
    FROM node:22 AS build-2
    RUN npm run build
    FROM nginx:1.29
    COPY --from=build-2 /app/dist /srv
    ```
    """
    first: dict[str, Stage] = {}
    for stage in facts.stages:
        span = stage.name_span
        if stage.name is None or span is None:
            continue
        earlier = first.setdefault(stage.name, stage)
        if earlier is stage:
            continue
        name = free_name(facts, stage.name)
        fix = Fix(f"Rename to {name}", rename_edits(facts, stage, name))
        related = Related(earlier.name_span or earlier.from_.span, "The other stage of that name")
        yield Finding(span, f"There is a stage {stage.name!r} already", (fix,), (related,))
