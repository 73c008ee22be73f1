"""What makes a RUN, COPY or ADD run again."""

from collections.abc import Iterator

from dockwright.analysis.cache_map import cache_map
from dockwright.features.cache_phrases import described, is_told_by_itself, label
from dockwright.features.inlay_hints.model import Hint
from dockwright.features.snapshot import Snapshot
from dockwright.syntax.nodes import Run, Transfer
from dockwright.text.span import Span


def cache(snapshot: Snapshot, span: Span) -> Iterator[Hint]:
    """`cached until package.json changes` at the end of the first line, where the line does not say so itself."""
    for step in cache_map(snapshot.facts, snapshot.project).values():
        place = step.placed.span
        if not isinstance(step.placed.node, Run | Transfer) or not place.meets(span):
            continue
        text = "" if is_told_by_itself(step) else label(step)
        if text:
            lines = snapshot.document.lines
            end = min(place.end, lines.content_end(lines.line_of(place.start)))
            yield Hint(end, text, described(step))
