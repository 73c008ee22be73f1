"""A label key of the OCI image specification."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.features.prose import label_prose
from dockwright.knowledge import reference
from dockwright.syntax.nodes import Label


def label_hover(cursor: Cursor) -> Iterator[Hover]:
    """The key under the cursor, if the specification has it."""
    placed = cursor.placed
    if placed is None or not isinstance(placed.node, Label):
        return
    for pair in placed.node.assignments:
        doc = reference.labels().get(pair.key.value)
        if doc is not None and cursor.on(pair.key.span):
            yield Hover(label_prose(doc), placed.place(pair.key.span))
