"""Ports that EXPOSE does not take."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.ports import HIGHEST, PROTOCOLS, Port, exposed_ports, port_range
from dockwright.rules.suggest import did_you_mean, nearest
from dockwright.text.edit import replace
from dockwright.text.span import Span


@rule(Severity.ERROR, on=Stage, aliases=("DL3011", "DS-0008"))
def invalid_port(stage: Stage) -> Iterator[Finding]:
    r"""Invalid port.

    A port is a number up to 65535, or two with a dash between them, the lower one first, and `/tcp`,
    `/udp` or `/sctp` after it.

    ```dockerfile bad
    FROM alpine:3.22
    EXPOSE ⟦70000⟧ 80/⟦http⟧
    EXPOSE ⟦90-80⟧ ⟦web⟧
    ```

    Ports are separated by blanks:

    ```dockerfile bad
    FROM alpine:3.22
    EXPOSE ⟦80,443⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    EXPOSE 80 443
    ```

    ```dockerfile good
    FROM alpine:3.22
    EXPOSE 80 8000-8010/udp
    ```
    """
    for port in exposed_ports(stage):
        if port.text.startswith("#"):
            return
        yield from _problems(port)


def _problems(port: Port) -> Iterator[Finding]:
    start = len(port.published)
    end = start + len(port.port)
    if not port.port:
        yield Finding(port.part(0, len(port.text)), "There is no port")
        return
    numbers = port_range(port.port)
    if numbers is None:
        yield Finding(port.part(start, end), _message(port.port), _fixes(port, start, end))
        return
    host = _host(port)
    if host:
        published = port_range(host)
        if published is None:
            yield Finding(port.part(0, start - 1), f"{host} is no port of the host")
        elif published[1] - published[0] != numbers[1] - numbers[0] and numbers[0] != numbers[1]:
            yield Finding(port.part(0, end), f"{host} and {port.port} have not the same number of ports")
    if port.protocol and port.protocol.lower() not in PROTOCOLS:
        near = nearest(port.protocol, PROTOCOLS)
        span = port.part(len(port.text) - len(port.protocol), len(port.text))
        fixes = (Fix(f"Change to {near}", (replace(span, near),)),) if near and port.is_literal else ()
        yield Finding(span, f"The protocol is tcp, udp or sctp{did_you_mean(near)}", fixes)


def _host(port: Port) -> str:
    """The port of the host, without an address before it."""
    head = port.published.removesuffix(":")
    address, colon, host = head.rpartition(":")
    return host if colon and address else head.removeprefix(":")


def _message(text: str) -> str:
    first, dash, last = text.partition("-")
    if dash and first.isdigit() and last.isdigit() and int(first) > int(last):
        return "The lower port comes first"
    if "," in text:
        return "Ports are separated by blanks"
    return f"{text} is no port: a number up to {HIGHEST}"


def _fixes(port: Port, start: int, end: int) -> tuple[Fix, ...]:
    parts = port.port.split(",")
    if not port.is_literal or len(parts) == 1 or not all(port_range(part) for part in parts):
        return ()
    tail = f"/{port.protocol}" if port.protocol else ""
    wanted = " ".join(f"{part}{tail}" for part in parts)
    span: Span = port.part(start, end + len(tail))
    return (Fix(f"Change to {wanted}", (replace(span, wanted),)),)
