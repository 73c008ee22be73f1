"""Base images that are repaired no more, and what to use instead.

All is judged on the day of the bundled facts and not on the day of the build, so that the same file has the same
findings wherever and whenever it is checked.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dockwright.knowledge import images
from dockwright.knowledge.images import Support
from dockwright.model.references import ImageReference

_ROLLING = frozenset({"gradle", "maven", "rust"})
"""Tools whose lines all end with the next one: the age of one says little."""
_CODENAME_DOTS = -1
_UNNUMBERED = re.compile(r"gcr\.io/distroless/(?:(?!-debian\d).)+")
"""Distroless images whose name has no release of Debian: they go on to be those of some release."""


class Ended(NamedTuple):
    """A release line that has ended: `what` it is, the last day `since` if it is known.

    `of_system` tells that it is the operating system below and not what the image is for.
    """

    what: str
    since: date | None
    of_system: bool


class Deprecated(NamedTuple):
    """An image that is no longer made: why, and an image to use instead, or None."""

    reason: str
    instead: str | None


@lru_cache(maxsize=512)
def ended(reference: ImageReference) -> Ended | None:
    """The line of the image, or of the system below it, that has ended; None if it gets repairs or is unknown.

    Of Windows nothing is said: its images are repaired for longer than the product.
    """
    if reference.tag is None or deprecated(reference) is not None:
        return None
    name, tag = reference.repository, reference.tag
    if images.classify_tag(name, tag) is images.TagKind.LATEST or _is_windows(name, tag):
        return None
    status = images.supported(name, tag, images.SNAPSHOT_DATE)
    if status.state is Support.ENDED and name not in _ROLLING:
        return Ended(f"{status.product} {status.cycle}".strip(), status.ends, of_system=False)
    system = images.supported_system(name, tag, images.SNAPSHOT_DATE)
    if system.state is Support.ENDED:
        return Ended(f"{system.product} {system.cycle}".strip(), system.ends, of_system=True)
    return None


def _is_windows(name: str, tag: str) -> bool:
    return name.startswith("mcr.microsoft.com/windows") or images.shape_of(name, tag).is_windows


@lru_cache(maxsize=512)
def deprecated(reference: ImageReference) -> Deprecated | None:
    """Whether the whole repository gets no new images."""
    found = images.repository(reference.repository)
    if found is None or not found.is_deprecated or _UNNUMBERED.fullmatch(reference.repository):
        return None
    for other in found.replaced_by:
        tag = _same_tag(other, reference.tag)
        if ":" in other.rpartition("/")[2]:
            return Deprecated(found.deprecation, other)
        if tag is not None:
            return Deprecated(found.deprecation, f"{other}:{tag}" if reference.tag is not None else other)
    return Deprecated(found.deprecation, None)


def _same_tag(repository: str, tag: str | None) -> str | None:
    """The tag, without words that the other repository does not know, as far as it is kept up there."""
    words = (tag or "latest").split("-")
    while words:
        if "-".join(words) in images.tags(repository):
            return "-".join(words)
        words.pop()
    return None


@lru_cache(maxsize=512)
def newer_tag(reference: ImageReference) -> str | None:
    """A tag of the newest recommended line in the same variant, as exact as the old one; None if there is none.

    Where only the system below has ended the version stays and the system is another.
    """
    tag, name = reference.tag, reference.repository
    found = ended(reference)
    if tag is None or found is None:
        return None
    pool = images.tags(name)
    return next((new for new in _candidates(name, tag, keeps=found.of_system) if new in pool and new != tag), None)


def _candidates(name: str, tag: str, *, keeps: bool) -> Iterator[str]:
    shape = images.shape_of(name, tag)
    old = shape.version or next(iter(shape.line), "")
    systems = shape.system_words
    for version in (old,) if keeps else tuple(_versions(name, old)):
        words = [version if word == old else word for word in tag.split("-")]
        if not keeps:
            yield "-".join(words)
        general = ["alpine" if word.startswith("alpine") else word for word in words if word not in systems]
        yield "-".join(general)


def _versions(name: str, old: str) -> Iterator[str]:
    """The names of the recommended line, those as exact as `old` first."""
    best = next(iter(images.recommended(name)), None)
    facts = images.tag_facts(name, best) if best is not None else None
    if facts is None:
        return
    names = dict.fromkeys(_first_words(name, facts.aliases))
    wanted = _dots(old)
    yield from sorted(names, key=lambda version: (abs(_dots(version) - wanted), -_dots(version)))


def _first_words(name: str, aliases: tuple[str, ...]) -> Iterator[str]:
    for alias in aliases:
        shape = images.shape_of(name, alias)
        word = shape.version or next(iter(shape.line), "")
        if word:
            yield word


def _dots(version: str) -> int:
    """How exact a version is; a code name is not a version."""
    return version.count(".") if version[:1].isdigit() else _CODENAME_DOTS
