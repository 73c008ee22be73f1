"""All lenses, and which of them are wanted."""

from collections.abc import Iterator

from dockwright.features.code_lenses.final_stage import final_stage
from dockwright.features.code_lenses.model import Lens, Producer
from dockwright.features.code_lenses.split import split
from dockwright.features.code_lenses.uses import uses
from dockwright.features.snapshot import Snapshot

PRODUCERS: dict[str, Producer] = {"finalStage": final_stage, "uses": uses, "split": split}
"""By the names of the settings that switch them."""


def code_lenses(snapshot: Snapshot, wanted: frozenset[str]) -> Iterator[Lens]:
    """The lenses of the kinds `wanted`."""
    for name, produce in PRODUCERS.items():
        if name in wanted:
            yield from produce(snapshot)
