"""Which image runs what another has built: same version, same libc, less in it."""

import re

from dockwright.model.references import ImageReference

_SLIM_REPOSITORIES = frozenset({"node", "python", "ruby", "php", "perl", "openjdk", "rust", "debian"})
_SUITE = re.compile(r"-(?P<suite>trixie|bookworm|bullseye|buster|stretch)(?=-|$)")
_ALPINE = re.compile(r"alpine(?P<version>\d+\.\d+)?")
_SMALL = re.compile(r"slim|alpine|distroless")


def is_alpine(reference: ImageReference) -> bool:
    """Whether the image is made of Alpine Linux, by its name or tag."""
    return reference.name.startswith("alpine") or "alpine" in (reference.tag or "")


def is_small(reference: ImageReference) -> bool:
    """Whether the tag already is a small variant."""
    return _SMALL.search(f"{reference.repository}:{reference.tag or ''}") is not None


def slim_image(reference: ImageReference) -> str:
    """The `-slim` image of the same version and suite; the image itself if it is small or has none.

    The official language images have a `-slim` beside each full tag: `22`,
    `22-slim`; `22-bookworm`, `22-bookworm-slim`. Without a tag it is `slim`.
    """
    if is_small(reference) or reference.repository not in _SLIM_REPOSITORIES or reference.digest is not None:
        return reference.text
    if reference.tag in {None, "latest"}:
        return f"{reference.written_name}:slim"
    return reference.with_tag(f"{reference.tag}-slim")


def runtime_base(reference: ImageReference) -> str:
    """A small system image with the libc of `reference`, for a program that needs a libc or a shell."""
    alpine = _ALPINE.search(reference.tag or "")
    if alpine is not None:
        return f"alpine:{alpine['version']}" if alpine["version"] else "alpine:3"
    suite = _SUITE.search(f"-{reference.tag or ''}")
    return f"debian:{suite['suite']}-slim" if suite is not None else "debian:stable-slim"
