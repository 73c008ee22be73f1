"""`EXPOSE 80/TCP`."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.ports import exposed_ports
from dockwright.text.edit import replace


@rule(Severity.WARNING, on=Stage, aliases=("ExposeProtoCasing",))
def expose_protocol_case(stage: Stage) -> Iterator[Finding]:
    r"""Protocol in capital letters.

    ```dockerfile bad
    FROM alpine:3.22
    EXPOSE 80/⟦TCP⟧ 53/⟦Udp⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    EXPOSE 80/tcp 53/udp
    ```
    """
    for port in exposed_ports(stage):
        if port.protocol is None or port.protocol == port.protocol.lower():
            continue
        span = port.part(len(port.text) - len(port.protocol), len(port.text))
        wanted = port.protocol.lower()
        fixes = (Fix(f"Change to {wanted}", (replace(span, wanted),)),) if port.is_literal else ()
        yield Finding(span, f"Protocols are written in lower case: {wanted}", fixes)
