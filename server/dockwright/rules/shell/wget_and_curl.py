"""Two programs for one task."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.runs import run_calls

_TOOLS = {"curl": "wget", "wget": "curl"}


@rule(Severity.OFF, on=Stage, aliases=("DL4001", "DS-0014"))
def wget_and_curl(stage: Stage) -> Iterator[Finding]:
    """A stage uses both wget and curl.

    Either can fetch what the other does, and the image needs to have only one of them.

    ```dockerfile bad
    FROM debian:13
    RUN curl -fsSLO https://example.com/a
    RUN ⟦wget⟧ https://example.com/b && curl -fsSLO https://example.com/c
    ```

    ```dockerfile good
    FROM debian:13 AS build
    RUN curl -fsSLO https://example.com/a
    FROM debian:13
    RUN wget https://example.com/b
    ```
    """
    seen: set[str] = set()
    for run, call in run_calls(stage):
        other = _TOOLS.get(call.name)
        if other is None:
            continue
        if other in seen and call.name not in seen:
            yield Finding(run.place(call.words[0].span), f"This stage uses {other} already: one of them is enough")
        seen.add(call.name)
