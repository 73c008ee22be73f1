"""A keyword: what the instruction does, how it is written, and what it means for the cache."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.features.prose import instruction_prose
from dockwright.knowledge import reference


def keyword_hover(cursor: Cursor) -> Iterator[Hover]:
    """The keyword under the cursor; in an ONBUILD that of the trigger too."""
    placed = cursor.placed
    if placed is None:
        return
    doc = reference.instructions().get(placed.node.name)
    if doc is not None and cursor.on(placed.node.keyword.span):
        yield Hover(instruction_prose(doc), placed.place(placed.node.keyword.span))
