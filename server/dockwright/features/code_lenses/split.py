"""Whether the stage can be split into one that builds and one that runs."""

from collections.abc import Iterator

from dockwright.analysis.split import Split, split_of
from dockwright.features.code_lenses.model import SPLIT, Lens
from dockwright.features.snapshot import Snapshot


def split(snapshot: Snapshot) -> Iterator[Lens]:
    """`split this stage`, where the refactoring applies."""
    found = split_of(snapshot.facts, snapshot.project)
    if isinstance(found, Split):
        yield Lens(found.stage.from_.span, "split this stage", SPLIT)
