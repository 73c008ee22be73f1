"""The parts of a RUN --mount: its type and its keys."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.features.prose import mount_key_prose, mount_type_prose
from dockwright.knowledge import reference
from dockwright.syntax.nodes import Flag, Run

_DEFAULT = "bind"


def mount_hover(cursor: Cursor) -> Iterator[Hover]:
    """The key of a mount under the cursor, or its type."""
    placed = cursor.placed
    if placed is None or not isinstance(placed.node, Run):
        return
    for mount in placed.node.mounts:
        if not cursor.on(mount.span):
            continue
        kind = mount_type(mount)
        keys = reference.mount_keys(kind)
        for field in mount.fields:
            if field.key == "type" and cursor.on(field.span):
                doc = reference.mount_types().get(kind)
                if doc is not None:
                    yield Hover(mount_type_prose(doc), placed.place(field.span))
            elif cursor.on(field.key_span) and field.key in keys:
                yield Hover(mount_key_prose(keys[field.key]), placed.place(field.key_span))


def mount_type(mount: Flag) -> str:
    """The type of a mount in lower case, the default if none is given."""
    for field in mount.fields:
        if field.key == "type" and field.value is not None:
            return field.value.lower()
    return _DEFAULT
