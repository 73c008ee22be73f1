"""What makes a RUN, COPY or ADD run again."""

from collections.abc import Iterator

from dockwright.analysis.cache_map import cache_map
from dockwright.features.cache_phrases import described, label
from dockwright.features.inlay_hints.model import Hint
from dockwright.features.snapshot import Snapshot
from dockwright.syntax.nodes import Run, Transfer
from dockwright.text.span import Span


def cache(snapshot: Snapshot, span: Span) -> Iterator[Hint]:
    """`cached until package.json changes` at the end of the first line."""
    for step in cache_map(snapshot.facts, snapshot.project).values():
        place = step.placed.span
        if not isinstance(step.placed.node, Run | Transfer) or not place.meets(span):
            continue
        text = label(step)
        if text:
            lines = snapshot.document.lines
            end = min(place.end, lines.content_end(lines.line_of(place.start)))
            yield Hint(end, text, described(step))
