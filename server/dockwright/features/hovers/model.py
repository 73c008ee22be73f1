"""A hover and where the cursor is."""

from typing import NamedTuple

from dockwright.features.snapshot import Snapshot
from dockwright.syntax.nodes import Instruction, OnBuild, Placed
from dockwright.text.span import Span


class Hover(NamedTuple):
    """Markdown about the text at `span` (absolute)."""

    markdown: str
    span: Span


class Cursor(NamedTuple):
    """A place in a snapshot: the offset and the instruction it is in, the trigger of an ONBUILD for itself."""

    snapshot: Snapshot
    offset: int
    placed: Placed[Instruction] | None

    def on(self, span: Span) -> bool:
        """Whether the cursor is at `span`, which is relative to the instruction."""
        return self.placed is not None and self.placed.place(span).holds(self.offset)


def cursor_at(snapshot: Snapshot, offset: int) -> Cursor:
    """The cursor at `offset` of the snapshot's text."""
    for placed in snapshot.facts.file.instructions:
        if placed.at <= offset < placed.end or (offset == placed.end == len(snapshot.text)):
            node = placed.node
            if isinstance(node, OnBuild) and node.trigger is not None:
                trigger = Placed(placed.at, node.trigger)
                if trigger.span.holds(offset):
                    return Cursor(snapshot, offset, trigger)
            return Cursor(snapshot, offset, placed)
    return Cursor(snapshot, offset, None)
