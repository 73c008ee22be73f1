"""Stage numbers that do not exist."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.uses import SourceProblem, UseKind
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.ERROR, on=Facts, reads_commands=False)
def undefined_stage(facts: Facts) -> Iterator[Finding]:
    r"""No stage has that number.

    Stages are counted from 0.

    ```dockerfile bad
    FROM golang:1.25
    RUN go build -o /app .
    FROM scratch
    COPY --from=⟦7⟧ /app /app
    ```

    ```dockerfile good
    FROM golang:1.25
    RUN go build -o /app .
    FROM scratch
    COPY --from=0 /app /app
    ```
    """
    for use in facts.uses:
        if use.kind is UseKind.COPY and use.source.problem is SourceProblem.INDEX:
            last = len(facts.stages) - 1
            yield Finding(use.span, f"There is no stage {use.text}: the stages are numbered 0 to {last}")
