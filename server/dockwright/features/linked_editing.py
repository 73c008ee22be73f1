"""Linked editing: a stage's name changes with all places that name the stage, as it is typed."""

from dockwright.features.named import Kind, named_at
from dockwright.features.snapshot import Snapshot
from dockwright.text.span import Span

NAME_PATTERN = "[A-Za-z0-9._-]+"
"""What may be typed without the link being broken."""


def linked_ranges(snapshot: Snapshot, offset: int) -> tuple[Span, ...]:
    """The places that change together; none unless every place that names the stage is written the same."""
    named = named_at(snapshot.facts, offset)
    if named is None or named.kind is not Kind.STAGE:
        return ()
    # A number names the stage too, and stays what it is.
    places = [place for place in named.places if not place.span.of(snapshot.text).isdecimal()]
    spans = [place.span for place in places]
    texts = {span.of(snapshot.text) for span in spans}
    is_same = len(texts) == 1 and len(spans) > 1 and all(place.is_literal for place in places)
    return tuple(spans) if is_same else ()
