"""Which Java a build image has, and the image that only runs it."""

import re

from dockwright.analysis.ecosystems.model import Missing
from dockwright.analysis.images import is_alpine
from dockwright.knowledge.images import is_known, same_version_variant, shape_of
from dockwright.model.references import ImageReference

_TEMURIN = "eclipse-temurin"
_JDKS = frozenset({_TEMURIN, "openjdk", "amazoncorretto", "ibm-semeru-runtimes", "sapmachine"})
_BUILDERS = frozenset({"maven", "gradle"})
_VERSION = re.compile(r"\d+")
_NAMED = re.compile(
    r"(?:^|-)(?:jdk-?|(?:eclipse-temurin|openjdk|amazoncorretto|sapmachine|ibmjava|ibm-semeru|azulzulu|graalvm[\w-]*?"
    r"|graalvm|microsoft-openjdk|adoptopenjdk|liberica-openjdk[\w-]*?)-)(\d+)"
)


def is_java_image(reference: ImageReference) -> bool:
    """Whether the image is for building Java."""
    tag = reference.tag or ""
    return reference.repository in _BUILDERS or (reference.repository in _JDKS and "jre" not in tag)


def runtime_image(reference: ImageReference) -> str | Missing:
    """The image with the same Java and no compiler; the same libc, and the same release of the distribution."""
    tag = reference.tag or ""
    if reference.repository == _TEMURIN:
        swapped = same_version_variant(_TEMURIN, tag, "jre")
        if swapped is not None:
            return f"{_TEMURIN}:{swapped}"
    version = _java_version(reference)
    if version is None:
        return Missing(f"which Java {reference.text} has is not known: its tag does not say it")
    flavour = [word for word in shape_of(_TEMURIN, tag).flavour if word in {"jammy", "noble", "resolute", "focal"}]
    suffix = "-alpine" if is_alpine(reference) else "".join(f"-{word}" for word in flavour[:1])
    for ending in dict.fromkeys((suffix, "-alpine" if is_alpine(reference) else "")):
        if is_known(_TEMURIN, f"{version}-jre{ending}"):
            return f"{_TEMURIN}:{version}-jre{ending}"
    return Missing(f"there is no {_TEMURIN}:{version}-jre{suffix}")


def _java_version(reference: ImageReference) -> str | None:
    tag = reference.tag or ""
    if reference.repository in _BUILDERS:
        named = _NAMED.search(tag)
        return named[1] if named is not None else None
    first = _VERSION.match(tag)
    return first[0] if first is not None else None
