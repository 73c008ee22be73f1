"""Signals that a program cannot answer."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import StopSignal
from dockwright.text.edit import replace

_UNGRACEFUL = frozenset({"9", "KILL", "19", "STOP"})
_NOTE = "The program is then asked to stop, and has ten seconds for it."


@rule(Severity.INFO, on=Stage)
def ungraceful_signal(stage: Stage) -> Iterator[Finding]:
    r"""Stop signal that a program cannot handle.

    SIGKILL ends it in the middle of its work, SIGSTOP only makes it stand still.

    ```dockerfile bad
    FROM alpine:3.22
    STOPSIGNAL ⟦SIGKILL⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    STOPSIGNAL SIGTERM
    ```
    """
    for placed in stage.every(StopSignal):
        word = placed.node.signal
        if word is not None and word.value.upper().removeprefix("SIG") in _UNGRACEFUL:
            span = placed.place(word.span)
            fix = Fix("Change to SIGTERM", (replace(span, "SIGTERM"),), Safety.UNSAFE, _NOTE)
            yield Finding(span, f"A program cannot handle {word.value}", (fix,))
