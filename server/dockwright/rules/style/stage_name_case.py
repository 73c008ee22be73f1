"""Stage names with capital letters."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.stage_names import rename_edits


@rule(Severity.WARNING, on=Facts, reads_commands=False, aliases=("StageNameCasing",))
def stage_name_case(facts: Facts) -> Iterator[Finding]:
    r"""Stage name with capital letters.

    The builder knows every stage by its name in lower case: `FROM Build` does not
    find a stage that was called `Build`, while `COPY --from=Build` does.

    ```dockerfile bad
    FROM golang:1.25 AS ⟦Build⟧
    RUN make
    FROM build AS test
    FROM scratch
    COPY --from=Build /app /app
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS build
    RUN make
    FROM build AS test
    FROM scratch
    COPY --from=build /app /app
    ```
    """
    for stage in facts.stages:
        alias, span = stage.from_.node.alias, stage.name_span
        if alias is None or span is None or len(stage.from_.node.arguments) != len("xyz"):
            continue
        name = alias.raw.lower()
        if alias.raw != name:
            fix = Fix(f"Rename to {name}", rename_edits(facts, stage, name))
            yield Finding(span, f"The stage is known as {name!r}: names are in lower case", (fix,))
