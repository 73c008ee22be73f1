"""What the words of a tag say: how far it pins the image, and which variant it is."""

import re
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TypedDict, cast

from dockwright.knowledge.loader import parsed
from dockwright.knowledge.systems import suites

# The code names of the release lines of Node.js; each is a tag.
NODE_CODENAMES = MappingProxyType(
    {
        "argon": "4", "boron": "6", "carbon": "8", "dubnium": "10", "erbium": "12", "fermium": "14",
        "gallium": "16", "hydrogen": "18", "iron": "20", "jod": "22", "krypton": "24",
    }
)  # fmt: skip


class TagKind(Enum):
    """How far a tag pins the image.

    LATEST is no tag or `latest`: nothing is pinned. FLOATING names a variant or
    a channel (`lts`, `slim`, `bookworm`) whose version moves. VERSIONED names at least a
    release line.
    """

    LATEST = "latest"
    FLOATING = "floating"
    VERSIONED = "versioned"


@dataclass(frozen=True, slots=True)
class TagShape:
    """A tag taken apart: `3.12-slim-bookworm` is the version `3.12` in the flavour `slim`, `bookworm`.

    `line` are the words that say what runs in the image, `flavour` those that
    say what it is built on.
    """

    line: tuple[str, ...]
    flavour: tuple[str, ...]

    @property
    def system_words(self) -> frozenset[str]:
        """The words of the flavour that name a release of Debian or Ubuntu."""
        return frozenset(word for word in self.flavour if word in suites())

    @property
    def is_windows(self) -> bool:
        """Whether the image is for Windows."""
        return not _WINDOWS.isdisjoint(self.flavour)

    @property
    def version(self) -> str:
        """The first word that is a version, `""` if none is."""
        return next((word for word in self.line if _VERSION.match(word)), "")


class _Names(TypedDict):
    systems: list[str]


_WINDOWS = frozenset({"nanoserver", "windowsservercore"})
_VERSION = re.compile(r"v?\d")
_COMMIT = re.compile(r"(?=[a-f]*\d)[0-9a-f]{7,64}")
_FLAVOUR = re.compile(
    r"slim|alpine(-?\d+\.\d+)?|musl|glibc|uclibc|distroless|chiseled|extra|composite|minimal"
    r"|windowsservercore|nanoserver|ltsc\d+|al2|al2023|ubi\d+(_minimal)?|azurelinux[\d.]+|cbl|mariner[\d.]+"
    r"|(amazonlinux|centos|fedora|oraclelinux)\d*|oracle|debian|ubuntu|sid|forky"
)
_ALPINE_RELEASE = re.compile(r"\balpine-(?=\d+\.\d+)")
_PINNED_BY_NAME = re.compile(r"gcr\.io/distroless/.*-debian\d+")
_ALSO_SYSTEMS = frozenset({"buildpack-deps"})


def classify_tag(repository: str, tag: str | None) -> TagKind:
    """How far `tag` pins an image of `repository` (as `ImageReference.repository` writes it).

    Distroless images carry the release in the repository's name and have no versioned tags, so they
    count as VERSIONED; so does `scratch`, which never changes.
    """
    if repository == "scratch" or _PINNED_BY_NAME.fullmatch(repository):
        return TagKind.VERSIONED
    if not tag or tag == "latest":
        return TagKind.LATEST
    shape = shape_of(repository, tag)
    named = suites() if is_system(repository) else ()
    for word in shape.line:
        if _VERSION.match(word) or _COMMIT.fullmatch(word) or word in named:
            return TagKind.VERSIONED
        if repository == "node" and word in NODE_CODENAMES:
            return TagKind.VERSIONED
    return TagKind.FLOATING


def shape_of(repository: str, tag: str | None) -> TagShape:
    """The words of `tag` by what they say; `latest` and no tag say nothing."""
    line: list[str] = []
    flavour: list[str] = []
    of_system = is_system(repository)
    for word in _ALPINE_RELEASE.sub("alpine", tag or "").split("-"):
        is_flavour = _FLAVOUR.fullmatch(word) or (word in suites() and not of_system)
        (flavour if is_flavour else line).append(word)
    return TagShape(tuple(word for word in line if word not in {"", "latest"}), tuple(flavour))


def is_system(repository: str) -> bool:
    """Whether the repository is an operating system, whose code names are its versions."""
    return repository in _ALSO_SYSTEMS or repository in cast("_Names", parsed("tags.json"))["systems"]
