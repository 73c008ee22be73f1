"""An image that expects logins by SSH."""

from collections.abc import Iterator

from dockwright.analysis.removal import without_instruction, without_word
from dockwright.analysis.safety import Safety
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Expose, Placed
from dockwright.text.span import Span

_SSH = "22"


@rule(Severity.INFO, on=Stage, aliases=("DS-0004", "CKV_DOCKER_1", "S6473"))
def ssh_port(stage: Stage) -> Iterator[Finding]:
    """EXPOSE of the SSH port.

    A container with a login of its own has passwords or keys of its own, and a second program to keep
    up to date. `docker exec` and `kubectl exec` need neither.

    ```dockerfile bad
    FROM debian:13
    EXPOSE 80 ⟦22⟧
    ```

    ```dockerfile fixed
    FROM debian:13
    EXPOSE 80
    ```

    ```dockerfile good
    FROM debian:13 AS test
    EXPOSE 22
    FROM debian:13
    EXPOSE 2222 8022/tcp
    ```
    """
    if not stage.ships:
        return
    for placed in stage.every(Expose):
        for word in placed.node.arguments:
            port = stage.scope.expand(word, placed.node.escape, placed.at) or ""
            if port.partition("/")[0].rpartition(":")[2] == _SSH and not port.endswith("/udp"):
                message = "Use docker exec rather than a login by SSH"
                yield Finding(placed.place(word.span), message, tuple(_fixes(placed, word.span)))


def _fixes(placed: Placed[Expose], port: Span) -> Iterator[Fix]:
    if len(placed.node.arguments) == 1:
        edit = without_instruction(placed)
    else:
        edit = without_word(placed.node.text, port)
        edit = edit.shift(placed.at) if edit is not None else None
    if edit is not None:
        note = "`docker run -P` no longer publishes it: check that nobody logs in by SSH"
        yield Fix("Remove the port", (edit,), Safety.UNSAFE, note)
