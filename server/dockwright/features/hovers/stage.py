"""A stage: what it is built on, who uses it, and whether it ships."""

from collections.abc import Iterator

from dockwright.features.hovers.model import Cursor, Hover
from dockwright.model.stages import Stage
from dockwright.model.uses import UseKind

_USES = {UseKind.FROM: "is built on it", UseKind.COPY: "copies from it", UseKind.MOUNT: "mounts it"}


def stage_hover(cursor: Cursor) -> Iterator[Hover]:
    """The stage whose name is under the cursor, where it is defined or used."""
    facts = cursor.snapshot.facts
    for stage in facts.stages:
        span = stage.name_span
        if span is not None and span.holds(cursor.offset):
            yield Hover(_described(cursor, stage), span)
    for use in facts.uses:
        if use.target is not None and use.span.holds(cursor.offset):
            yield Hover(_described(cursor, use.target), use.span)


def _described(cursor: Cursor, stage: Stage) -> str:
    chain = " → ".join(found.label for found in stage.chain)
    root = stage.root.base_text or "an image that the build decides"
    lines = [f"Stage **{stage.label}** (number {stage.index}): {chain} → `{root}`"]
    users = [
        f"{use.user.name or f'stage {use.user.index}'} {_USES[use.kind]}"
        for use in cursor.snapshot.facts.uses
        if use.target is stage and use.user is not stage
    ]
    if users:
        lines.append(f"Used: {', '.join(dict.fromkeys(users))}.")
    if stage.ships:
        lines.append("Ships: its files are in the final image.")
    elif users:
        lines.append("Does not ship: only what is copied from it is in the final image.")
    else:
        lines.append("Not needed by any other stage: a build of the final image skips it.")
    return "\n\n".join(lines)
