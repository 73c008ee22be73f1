"""References and highlights: all places of the name under the cursor."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.features.named import Named, named_at
from dockwright.features.snapshot import Snapshot
from dockwright.text.span import Span


class Highlight(NamedTuple):
    """A place of the name; `is_write` if it gets its meaning or a value there."""

    span: Span
    is_write: bool


def references(snapshot: Snapshot, offset: int, *, with_definitions: bool) -> tuple[Span, ...]:
    """Where the name at `offset` is used, in order; where it is defined too if that is wanted."""
    named = named_at(snapshot.facts, offset)
    return tuple(_references(named, with_definitions=with_definitions)) if named is not None else ()


def _references(named: Named, *, with_definitions: bool) -> Iterator[Span]:
    for place in named.places:
        if with_definitions or not place.is_write:
            yield place.span


def highlights(snapshot: Snapshot, offset: int) -> tuple[Highlight, ...]:
    """The places of the name at `offset`, in order."""
    named = named_at(snapshot.facts, offset)
    return tuple(Highlight(place.span, place.is_write) for place in named.places) if named is not None else ()
