"""STOPSIGNALs that do not exist."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.signals import SIGNALS, is_signal
from dockwright.rules.suggest import did_you_mean, nearest
from dockwright.syntax.nodes import StopSignal
from dockwright.text.edit import replace


@rule(Severity.ERROR, on=Stage)
def invalid_signal(stage: Stage) -> Iterator[Finding]:
    r"""Unknown signal.

    ```dockerfile bad
    FROM alpine:3.22
    STOPSIGNAL ⟦SIGQIUT⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    STOPSIGNAL SIGQUIT
    ```

    ```dockerfile good
    FROM alpine:3.22
    STOPSIGNAL 15
    ```
    """
    for placed in stage.every(StopSignal):
        word = placed.node.signal
        value = stage.scope.expand(word, placed.node.escape, placed.at) if word is not None else None
        if word is None or value is None or is_signal(value) or "#" in value:
            continue
        known = nearest(value.upper(), [f"SIG{name}" for name in SIGNALS])
        span = placed.place(word.span)
        fixes = (Fix(f"Change to {known}", (replace(span, known),)),) if known and word.literal == word.raw else ()
        yield Finding(span, f"There is no signal {value}{did_you_mean(known)}", fixes)
