"""An image that expects logins by SSH."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Expose

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
                yield Finding(placed.place(word.span), "Use docker exec rather than a login by SSH")
