"""The signal of a STOPSIGNAL."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.features.prose import signal_prose
from dockwright.knowledge import reference
from dockwright.syntax.nodes import StopSignal


def signal_hover(cursor: Cursor) -> Iterator[Hover]:
    """What the signal under the cursor, by name or number, does."""
    placed = cursor.placed
    if placed is None or not isinstance(placed.node, StopSignal) or placed.node.signal is None:
        return
    doc = reference.signal(placed.node.signal.value)
    if doc is not None and cursor.on(placed.node.signal.span):
        yield Hover(signal_prose(doc), placed.place(placed.node.signal.span))
