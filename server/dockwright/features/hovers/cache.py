"""The cache effect of a whole instruction: what makes it run again."""

from collections.abc import Iterator

from dockwright.analysis.cache_map import cache_map
from dockwright.features.cache_phrases import described
from dockwright.features.hovers.model import Cursor, Hover
from dockwright.syntax.nodes import Run, Transfer


def cache_hover(cursor: Cursor) -> Iterator[Hover]:
    """On the keyword of a RUN, COPY or ADD."""
    placed = cursor.placed
    if placed is None or not isinstance(placed.node, Run | Transfer) or not cursor.on(placed.node.keyword.span):
        return
    step = cache_map(cursor.snapshot.facts, cursor.snapshot.project).get(placed.at)
    if step is not None and step.placed.node is placed.node:
        yield Hover(described(step), placed.place(placed.node.keyword.span))
