"""`EXPOSE 8080:80`."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.ports import exposed_ports
from dockwright.text.edit import delete


@rule(Severity.WARNING, on=Stage, aliases=("ExposeInvalidFormat",))
def expose_host_port(stage: Stage) -> Iterator[Finding]:
    r"""EXPOSE with an address or a port of the host.

    An image cannot choose where it is published: the builder drops that part. It belongs to
    `docker run --publish` or the `ports` of a compose file.

    ```dockerfile bad
    FROM alpine:3.22
    EXPOSE ⟦8080:⟧80 443
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    EXPOSE 80 443
    ```
    """
    for port in exposed_ports(stage):
        if port.published.rstrip(":"):
            span = port.part(0, len(port.published))
            fixes = (Fix("Remove the host's part", (delete(span),)),) if port.is_literal else ()
            yield Finding(span, "EXPOSE names ports of the container only", fixes)
