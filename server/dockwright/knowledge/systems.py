"""Operating systems of images and their C libraries, by the base that is known or by the tag's words."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import TypedDict, cast

from dockwright.knowledge.loader import parsed


class Libc(Enum):
    """The C library that programs of an image are linked to; NONE has none, so only static ones run."""

    GLIBC = "glibc"
    MUSL = "musl"
    UCLIBC = "uclibc"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class OperatingSystem:
    """What an image is built on: `debian` `12` `bookworm`.

    `family` is the name of the official image; `version` and `suite` are `""`
    where they are not known or do not exist. `certain` is False where it was
    inferred from the tag.
    """

    family: str
    version: str
    suite: str
    certain: bool

    @property
    def label(self) -> str:
        """As people say it: `Debian 12 (bookworm)`."""
        name = _LABELS.get(self.family, self.family.capitalize())
        suite = f" ({self.suite})" if self.suite and self.version else self.suite and f" {self.suite}"
        return f"{name} {self.version}{suite}" if self.version else f"{name}{suite}"


class _Suites(TypedDict):
    suites: dict[str, str]


_LABELS = {
    "almalinux": "AlmaLinux",
    "alpine": "Alpine",
    "amazonlinux": "Amazon Linux",
    "archlinux": "Arch Linux",
    "azurelinux": "Azure Linux",
    "busybox": "BusyBox",
    "oraclelinux": "Oracle Linux",
    "rockylinux": "Rocky Linux",
    "ubi": "Red Hat UBI",
    "wolfi": "Wolfi",
}
_GLIBC = frozenset(
    {
        "almalinux", "alt", "amazonlinux", "archlinux", "azurelinux", "centos", "clearlinux", "debian", "fedora",
        "mageia", "oraclelinux", "photon", "rockylinux", "ubi", "ubuntu", "wolfi",
    }
)  # fmt: skip
_UNRELEASED = frozenset({"experimental", "forky", "rc-buggy", "sid"})
_ALPINE = re.compile(r"alpine-?(\d+\.\d+)?")
_NUMBERED = re.compile(r"(amazonlinux|oraclelinux|fedora|photon|azurelinux|ubi|al|centos)-?(\d[\d.]*)")
_LEADING_NUMBER = re.compile(r"\d+(\.\d+)?")
_NAMED = {"al": "amazonlinux"}


def suites() -> dict[str, str]:
    """The code names of Debian and Ubuntu releases: `bookworm` is `debian 12`."""
    return cast("_Suites", parsed("tags.json"))["suites"]


def system_of_base(base: str, *, certain: bool) -> OperatingSystem | None:
    """The system that a base of the data means: `debian:trixie`, `oraclelinux:9-slim`, `alpine:?`."""
    family, _, release = base.partition(":")
    if family == "scratch":
        return None
    if family.startswith("ubi"):
        family, release = "ubi", family.removeprefix("ubi")
    if family.startswith("windows/"):
        return OperatingSystem("windows", release, "", certain)
    if family == "busybox":
        return OperatingSystem(family, "", release, certain)
    if release in suites():
        version = suites()[release].partition(" ")[2]
        return OperatingSystem(family, version, release, certain)
    if release in _UNRELEASED:
        return OperatingSystem(family, "", release, certain)
    number = _LEADING_NUMBER.match(release)
    version = number[0] if number else ""
    suite = next((name for name, known in suites().items() if known == f"{family} {version}"), "")
    return OperatingSystem(family, version, suite, certain)


def system_of_tag(tag: str) -> OperatingSystem | None:
    """The system that the words of a tag name: `3.12-slim-bookworm`, `20-alpine3.19`; None if they name none."""
    for word in tag.split("-"):
        if word in suites() or word in _UNRELEASED:
            family = suites().get(word, "debian 0").partition(" ")[0]
            return system_of_base(f"{family}:{word}", certain=False)
    alpine = _ALPINE.search(tag)
    if alpine:
        return OperatingSystem("alpine", alpine[1] or "", "", certain=False)
    for word in tag.split("-"):
        numbered = _NUMBERED.fullmatch(word)
        if numbered:
            return OperatingSystem(_NAMED.get(numbered[1], numbered[1]), numbered[2], "", certain=False)
    return None


def libc_of_system(system: OperatingSystem) -> Libc | None:
    """The C library of a system; None where it is not known or not one of these."""
    if system.family == "alpine":
        return Libc.MUSL
    if system.family == "busybox":
        return {"musl": Libc.MUSL, "glibc": Libc.GLIBC, "uclibc": Libc.UCLIBC}.get(system.suite, Libc.GLIBC)
    return Libc.GLIBC if system.family in _GLIBC else None
