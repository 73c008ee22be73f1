"""Who runs what a stage runs."""

from functools import lru_cache

from dockwright.knowledge import images
from dockwright.model.references import ImageReference
from dockwright.model.stages import Stage

_ROOT = frozenset({"", "0", "root"})


def runs_as_root(stage: Stage, offset: int | None = None) -> bool:
    """Whether it is known that the user at `offset`, or at the end of the stage, is root."""
    state = stage.state_at(offset)
    if state.user_by is not None or state.user is not None:
        return state.is_root is True
    reference = stage.root_reference
    return reference is not None and starts_as_root(reference)


@lru_cache(maxsize=256)
def starts_as_root(reference: ImageReference) -> bool:
    """Whether an image is known to run as root where nothing else is said."""
    if reference.digest is not None and reference.tag is None:
        return False
    known = images.defaults(reference.repository, reference.tag)
    if known is not None:
        return known.user in _ROOT
    shipped = images.runtime_user(reference.repository, reference.tag)
    return shipped is not None and not shipped.is_default
