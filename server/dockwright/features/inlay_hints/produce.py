"""All hints, and which of them are wanted."""

from collections.abc import Iterator

from dockwright.features.inlay_hints.cache import cache
from dockwright.features.inlay_hints.context_size import context_size
from dockwright.features.inlay_hints.model import Hint, Producer
from dockwright.features.inlay_hints.resolved_image import resolved_image
from dockwright.features.inlay_hints.stage_index import stage_index
from dockwright.features.inlay_hints.workdir import workdir
from dockwright.features.snapshot import Snapshot
from dockwright.text.span import Span

PRODUCERS: dict[str, Producer] = {
    "resolvedImage": resolved_image,
    "workdir": workdir,
    "stageIndex": stage_index,
    "contextSize": context_size,
    "cache": cache,
}
"""By the names of the settings that switch them."""


def inlay_hints(snapshot: Snapshot, span: Span, wanted: frozenset[str]) -> Iterator[Hint]:
    """The hints of the kinds `wanted` for what `span` meets."""
    for name, produce in PRODUCERS.items():
        if name in wanted:
            yield from produce(snapshot, span)
