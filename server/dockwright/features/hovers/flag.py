"""A flag of an instruction, and its value where the reference tells of it."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.features.prose import flag_prose
from dockwright.knowledge import reference
from dockwright.text.span import Span


def flag_hover(cursor: Cursor) -> Iterator[Hover]:
    """The flag whose name, or well-known value, is under the cursor."""
    placed = cursor.placed
    if placed is None or not placed.node.flags:
        return
    docs = reference.flags(placed.node.name)
    for flag in placed.node.flags:
        doc = docs.get(f"--{flag.name}")
        if doc is None:
            continue
        name = Span(flag.span.start, flag.name_span.end)
        if cursor.on(name):
            yield Hover(flag_prose(doc), placed.place(name))
        elif flag.value is not None and cursor.on(flag.value.span):
            for value in doc.values:
                if value.value == flag.value.value:
                    yield Hover(f"`{value.value}`: {value.summary}.", placed.place(flag.value.span))
