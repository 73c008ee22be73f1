"""RUN without the sandbox."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Run

_OPEN = {
    "network": ("host", "The RUN sees the network of the builder"),
    "security": ("insecure", "The RUN has all privileges on the builder"),
}


@rule(Severity.WARNING, on=Run, aliases=("S6431", "S6502"))
def insecure_run(run: Run) -> Iterator[Finding]:
    """RUN leaves the sandbox.

    With `--security=insecure` it may do to the builder what root may, with `--network=host` it reaches whatever
    listens there. A builder allows neither unless it is told to.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦--security=insecure⟧ mount /dev/sda1 /mnt
    RUN ⟦--network=host⟧ curl http://localhost:8080/
    ```

    ```dockerfile good
    FROM debian:13
    RUN --network=none make
    RUN --security=sandbox make test
    ```
    """
    for flag in run.flags:
        value, message = _OPEN.get(flag.name, ("", ""))
        if value and flag.value is not None and flag.value.value == value:
            yield Finding(flag.span, message)
