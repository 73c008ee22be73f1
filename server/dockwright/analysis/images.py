"""What the bundled facts say of base images, in the shapes that the model and the refactorings want."""

from functools import lru_cache

from dockwright.knowledge import images
from dockwright.knowledge.images import Libc, OperatingSystem
from dockwright.model.references import ImageReference
from dockwright.model.stages import Stage
from dockwright.model.variables import Assumptions, BaseConfig

_DEBIAN = "debian"


@lru_cache(maxsize=256)
def base_config(reference: ImageReference) -> BaseConfig | None:
    """What a known image brings: its variables, working directory, user and commands; None for an unknown one.

    A tag that is not known gives way to the nearest of the same repository, as names of variables and users rarely
    change.
    """
    found = images.defaults(reference.repository, reference.tag)
    if found is None or (reference.digest is not None and reference.tag is None):
        return None
    return BaseConfig(
        env={variable.name: variable.value for variable in found.environment},
        workdir=found.workdir,
        user=found.user,
        cmd=found.cmd,
        entrypoint=found.entrypoint,
        shell=(),
    )


KNOWN_IMAGES = Assumptions(images=base_config)
"""What is assumed of a build in an editor: the official images are as the bundled facts say."""


@lru_cache(maxsize=256)
def is_alpine(reference: ImageReference) -> bool:
    """Whether programs in the image are linked to musl."""
    return images.libc(reference.repository, reference.tag) is Libc.MUSL


def system(reference: ImageReference) -> OperatingSystem | None:
    """The distribution in the image, None if it is not known."""
    return images.system_of(reference.repository, reference.tag)


def slim_image(reference: ImageReference) -> str:
    """The `-slim` image of the same version and suite; the image itself if it is small already or has none."""
    if reference.digest is not None or is_alpine(reference) or "slim" in (reference.tag or ""):
        return reference.text
    tag = images.same_version_variant(reference.repository, reference.tag, "slim")
    return reference.with_tag(tag) if tag is not None else reference.text


def runtime_base(reference: ImageReference) -> str:
    """A small system image with the libc of `reference`, for a program that needs a libc or a shell."""
    known = system(reference)
    if is_alpine(reference):
        return f"alpine:{known.version}" if known is not None and known.version else "alpine:3"
    if known is not None and known.family == _DEBIAN and known.suite:
        return f"debian:{known.suite}-slim"
    if known is not None and known.family != _DEBIAN:
        repository = images.repository(reference.repository)
        if repository is not None and repository.is_system:
            return reference.text
        return f"{known.family}:{known.version}" if known.version else known.family
    return "debian:stable-slim"


def stage_defaults(stage: Stage) -> images.ImageDefaults | None:
    """What is known of the image that a stage is built on in the end; nothing of one that only a digest names."""
    reference = stage.root_reference
    if reference is None or (reference.digest is not None and reference.tag is None):
        return None
    return images.defaults(reference.repository, reference.tag)
