"""Which tag a base image without one should get, and on what evidence."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.knowledge import images
from dockwright.knowledge.images import TagKind
from dockwright.model.facts import Facts
from dockwright.model.references import ImageReference, parse_reference
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.project.versions import version_evidence

_LANGUAGES = {
    "bun": "node",
    "golang": "go",
    "eclipse-temurin": "java",
    "maven": "java",
    "gradle": "java",
    "mcr.microsoft.com/dotnet/sdk": "dotnet",
    "mcr.microsoft.com/dotnet/aspnet": "dotnet",
    "mcr.microsoft.com/dotnet/runtime": "dotnet",
    "node": "node",
    "php": "php",
    "python": "python",
    "ruby": "ruby",
    "rust": "rust",
}
_VARIANTS = ("", "slim", "alpine")


class Pin(NamedTuple):
    """A tag to pin to and why; `variant` is `""`, `slim` or `alpine`."""

    tag: str
    variant: str
    reason: str


def is_unpinned(reference: ImageReference) -> bool:
    """Whether the image is whatever is newest: no digest, and no tag or `latest`."""
    return reference.digest is None and reference.tag in {None, "latest"}


def pins(stage: Stage, facts: Facts, project: Project) -> tuple[Pin, ...]:
    """The tags to offer, one for each variant, the best first; none for an image that is not known."""
    reference = stage.reference
    if reference is None:
        return ()
    repository = reference.repository
    for version, reason in _versions(stage, facts, project):
        found = tuple(_of_version(repository, version, reason))
        if found:
            return found
    newest = f"the newest supported line on {images.RECOMMENDED_DATE}"
    return tuple(_of_version(repository, None, newest))


def _of_version(repository: str, version: str | None, reason: str) -> Iterator[Pin]:
    for variant in _VARIANTS:
        tag = _recommended(repository, variant, version)
        if tag is not None:
            yield Pin(tag, variant, reason)


@lru_cache(maxsize=256)
def _recommended(repository: str, variant: str, version: str | None) -> str | None:
    return next(iter(images.recommended(repository, variant, version)), None)


def _versions(stage: Stage, facts: Facts, project: Project) -> Iterator[tuple[str, str]]:
    """Versions that there is evidence for: the project's word, the file's other stages, the neighbours' Dockerfiles."""
    repository = stage.reference.repository if stage.reference is not None else ""
    language = _LANGUAGES.get(repository)
    if language is not None and project.known:
        for evidence in version_evidence(project, language):
            if evidence.version is not None:
                where = f"{evidence.where} in {evidence.path}" if evidence.where else evidence.path
                yield evidence.version, f"{where} says {evidence.written}"
    for other in facts.stages:
        yield from _tagged(other.reference, repository, f"stage {other.label} uses it")
    for used in project.images_in_use():
        yield from _tagged(parse_reference(used.image), repository, f"{used.dockerfile} uses it")


def _tagged(reference: ImageReference | None, repository: str, reason: str) -> Iterator[tuple[str, str]]:
    if reference is None or reference.repository != repository or reference.tag is None:
        return
    if images.classify_tag(repository, reference.tag) is TagKind.VERSIONED:
        line = images.shape_of(repository, reference.tag).line
        yield ".".join(line) if line else reference.tag, reason
