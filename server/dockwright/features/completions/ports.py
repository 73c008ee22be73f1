"""Ports for EXPOSE: those of the base image first."""

from collections.abc import Iterator

from dockwright.analysis.images import stage_defaults
from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site
from dockwright.knowledge import reference

_USUAL = (8080, 3000, 80, 443, 8000, 5000, 9000)
_AFTER_BASE = 20


def port_completions(site: Site) -> Iterator[Completion]:
    """The ports of the base image, and well-known ones that begin as typed; none that is exposed already."""
    if site.keyword != "EXPOSE" or site.in_flag or "$" in site.token:
        return
    span = site.span(site.token_at)
    typed = site.token
    if "/" in typed:
        yield from _protocols(site)
        return
    own = {word.value.partition("/")[0] for word in site.node.arguments if not word.span.shift(site.at).meets(span)}
    stage = site.stage
    image = stage_defaults(stage) if stage is not None else None
    base = {port.removesuffix("/tcp"): "of the base image" for port in (image.ports if image is not None else ())}
    known = reference.ports()
    numbers = [*_USUAL, *(number for number in known if number not in _USUAL)] if typed else () if base else _USUAL
    usual = {str(number): known[number] for number in numbers if str(number).startswith(typed)}
    for rank, (port, detail) in enumerate({**base, **usual, **base}.items()):
        if port.partition("/")[0] not in own:
            last = 0 if port in base else _AFTER_BASE
            yield Completion(port, Kind.VALUE, span, port, detail, last + rank)


def _protocols(site: Site) -> Iterator[Completion]:
    port, _, protocol = site.token.partition("/")
    if not port:
        return
    for rank, name in enumerate(("tcp", "udp", "sctp")):
        yield Completion(name, Kind.VALUE, site.span(len(site.text) - len(protocol)), name, rank=rank)
