"""A lens, and what makes the lenses of one kind."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dockwright.features.snapshot import Snapshot
from dockwright.text.span import Span

SHOW_USES = "dockwright.showUses"
SPLIT = "dockwright.splitStage"


class Lens(NamedTuple):
    """`title` is shown above the line of `span` (absolute); `command` is what a click does, None if nothing."""

    span: Span
    title: str
    command: str | None = None


Producer = Callable[[Snapshot], Iterator[Lens]]
