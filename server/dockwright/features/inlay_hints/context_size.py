"""How much `COPY . .` takes."""

from collections.abc import Iterator

from dockwright.analysis.transfers import context_copies
from dockwright.features.hovers.copied import readable
from dockwright.features.inlay_hints.model import Hint
from dockwright.features.snapshot import Snapshot
from dockwright.text.span import Span


def context_size(snapshot: Snapshot, span: Span) -> Iterator[Hint]:
    """`212 files, 3.4 MB` at a COPY or ADD of the whole build context."""
    if snapshot.measure is None:
        return
    for stage in snapshot.facts.stages:
        for copy in context_copies(stage):
            place = copy.placed.span
            if copy.takes_everything and place.meets(span):
                size = snapshot.measure()
                least = "" if size.complete else "at least "
                yield Hint(place.end, f"{least}{size.files:,} files, {readable(size.bytes)}")
