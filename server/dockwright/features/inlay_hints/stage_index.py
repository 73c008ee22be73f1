"""The numbers of stages."""

from collections.abc import Iterator

from dockwright.features.inlay_hints.model import Hint
from dockwright.features.snapshot import Snapshot
from dockwright.text.span import Span


def stage_index(snapshot: Snapshot, span: Span) -> Iterator[Hint]:
    """`stage 0` at the end of each FROM, where there are several."""
    stages = snapshot.facts.stages
    for stage in stages if len(stages) > 1 else ():
        place = stage.from_.span
        if place.meets(span):
            yield Hint(place.end, f"stage {stage.index}")
