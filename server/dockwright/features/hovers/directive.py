"""A parser directive at the top of the file."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.features.prose import directive_prose
from dockwright.knowledge import reference


def directive_hover(cursor: Cursor) -> Iterator[Hover]:
    """The directive whose name is under the cursor; for `syntax` and `escape` the value too."""
    if cursor.placed is not None:
        return
    for directive in cursor.snapshot.facts.file.directives:
        doc = reference.directives().get(directive.name)
        on_value = directive.name != "check" and directive.value_span.holds(cursor.offset)
        if doc is not None and (on_value or directive.name_span.holds(cursor.offset)):
            yield Hover(directive_prose(doc), directive.span)
