"""What a FROM with variables in it names in a build without build arguments."""

from collections.abc import Iterator

from dockwright.features.inlay_hints.model import Hint
from dockwright.features.snapshot import Snapshot
from dockwright.text.span import Span


def resolved_image(snapshot: Snapshot, span: Span) -> Iterator[Hint]:
    """`= node:22` after the image of a FROM that has a variable in it and whose value is known."""
    for stage in snapshot.facts.stages:
        image, place = stage.from_.node.image, stage.image_span
        if image is None or place is None or not image.substitutions or not place.meets(span):
            continue
        if stage.base_text:
            yield Hint(place.end, f"= {stage.base_text}")
