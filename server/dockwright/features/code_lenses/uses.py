"""How often a stage is used."""

from collections.abc import Iterator

from dockwright.features.code_lenses.model import SHOW_USES, Lens
from dockwright.features.snapshot import Snapshot


def uses(snapshot: Snapshot) -> Iterator[Lens]:
    """`used by 2` on a stage that others use, `not used` on one that nothing needs."""
    facts = snapshot.facts
    for stage in facts.stages[:-1]:
        users = dict.fromkeys(use.user.index for use in facts.users_of(stage) if use.user is not stage)
        if users:
            yield Lens(stage.name_span or stage.from_.span, f"used by {len(users)}", SHOW_USES)
        else:
            yield Lens(stage.from_.span, "not used by another stage")
