"""What the final stage is made of."""

from collections.abc import Iterator

from dockwright.features.code_lenses.model import Lens
from dockwright.features.hovers.copied import readable
from dockwright.features.snapshot import Snapshot
from dockwright.knowledge import images
from dockwright.model.stages import Stage


def final_stage(snapshot: Snapshot) -> Iterator[Lens]:
    """`final image: node:22 (389 MB compressed) + deps, build` on the last stage."""
    stage = snapshot.facts.final
    if stage is None:
        return
    given = dict.fromkeys(
        use.target.label
        for link in stage.chain
        for use in snapshot.facts.uses
        if use.user is link and use.target is not None and not use.target.ships
    )
    copied = f", with files of {', '.join(given)}" if given else ""
    yield Lens(stage.from_.span, f"final image: {_base(stage)}{copied}")


def _base(stage: Stage) -> str:
    root = stage.root
    if root.is_scratch:
        return "from scratch"
    reference = root.reference
    if reference is None:
        return f"on {root.base_text or 'an image that the build decides'}"
    size = images.compressed_size(reference.repository, reference.tag)
    known = f" ({readable(size.bytes)} compressed)" if size is not None else ""
    return f"on {reference.text}{known}"
