"""Signals for STOPSIGNAL."""

from collections.abc import Iterator

from dockwright.features.completions.model import Completion, Kind
from dockwright.features.completions.site import Site
from dockwright.knowledge import reference

_USUAL = ("SIGTERM", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGWINCH")


def signal_completions(site: Site) -> Iterator[Completion]:
    """The names of signals, those that programs end on first."""
    if site.keyword != "STOPSIGNAL" or site.words or site.in_flag or "$" in site.token:
        return
    for name, doc in reference.signals().items():
        rank = _USUAL.index(name) if name in _USUAL else len(_USUAL)
        yield Completion(name, Kind.VALUE, site.span(site.token_at), name, str(doc.number), rank, doc=f"signal {name}")
