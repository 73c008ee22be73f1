"""Where a WORKDIR that is relative or has variables leads."""

from collections.abc import Iterator

from dockwright.features.inlay_hints.model import Hint
from dockwright.features.snapshot import Snapshot
from dockwright.syntax.nodes import Workdir
from dockwright.text.span import Span


def workdir(snapshot: Snapshot, span: Span) -> Iterator[Hint]:
    """`= /srv/app` after the path, where the path does not say so itself."""
    for stage in snapshot.facts.stages:
        for placed in stage.every(Workdir):
            path = placed.node.path
            if path is None or not placed.span.meets(span):
                continue
            result = stage.state_at(placed.end).workdir
            if result is not None and result != path.value.rstrip("/") and result != path.value:
                yield Hint(placed.place(path.span).end, f"= {result}")
