"""What an image brings: its configuration, its accounts and tools, how large it is."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NotRequired, TypedDict, cast

from dockwright.knowledge.loader import parsed
from dockwright.knowledge.repositories import canonical, libc, system_of, tag_facts
from dockwright.knowledge.systems import Libc, suites
from dockwright.knowledge.tag_names import NODE_CODENAMES, TagShape, shape_of


@dataclass(frozen=True, slots=True)
class EnvironmentVariable:
    """A variable that an image sets; `value` is None where it is not known, or not for this tag."""

    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """A user that ships in an image."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class ImageDefaults:
    """The configuration of an image, and what it has.

    `taken_from` is the image that the facts are of; where `is_exact` is False it is another version of the same
    variant, and values that name a version are left out. `ports` and `volumes` are as EXPOSE and VOLUME
    write them. `shells` are paths, empty if there is no shell. `package_manager` is a command (`apt`, `apk`, `dnf`) or
    `""`. `tools` are commands known to be there, `absent` those known not to be; of all others nothing is known.
    """

    taken_from: str
    is_exact: bool
    environment: tuple[EnvironmentVariable, ...]
    entrypoint: tuple[str, ...]
    cmd: tuple[str, ...]
    workdir: str
    user: str
    ports: tuple[str, ...]
    volumes: tuple[str, ...]
    stop_signal: str
    shells: tuple[str, ...]
    package_manager: str
    accounts: tuple[Account, ...]
    tools: tuple[str, ...]
    absent: tuple[str, ...]
    libc: Libc | None
    note: str

    def has_tool(self, name: str) -> bool | None:
        """Whether the command is there; None if that is not known."""
        if name in self.tools:
            return True
        return False if name in self.absent or not self.shells else None


@dataclass(frozen=True, slots=True)
class CompressedSize:
    """What is transferred for linux/amd64, in bytes, and the day of the newest layer."""

    bytes: int
    measured: date


class _Record(TypedDict):
    env: NotRequired[dict[str, str | None]]
    entrypoint: NotRequired[list[str]]
    cmd: NotRequired[list[str]]
    workdir: NotRequired[str]
    user: NotRequired[str]
    ports: NotRequired[list[str]]
    volumes: NotRequired[list[str]]
    stop: NotRequired[str]
    shells: NotRequired[list[str]]
    packages: NotRequired[str]
    users: NotRequired[list[tuple[str, int, int]]]
    tools: NotRequired[list[str]]
    absent: NotRequired[list[str]]
    libc: NotRequired[str]
    note: NotRequired[str]


class _Defaults(TypedDict):
    images: dict[str, _Record]


class _Catalogue(TypedDict):
    sizes: dict[str, tuple[int, str]]


_VERSION = re.compile(r"\d+\.\d+")
_DIGITS = re.compile(r"\d+")
_FIRST_WITH_USER = "24.04"
_CHANNELS = frozenset({"current", "lts", "mainline", "rolling", "stable"})


def defaults(repository: str, tag: str | None) -> ImageDefaults | None:
    """The configuration of an image: of the tag, an alias of it, or another version of the same variant."""
    name, tag = canonical(repository), tag or "latest"
    source = _source(name)
    records = _records(source)
    if not records:
        return None
    facts = tag_facts(name, tag)
    if source == name:
        for alias in (tag, *(facts.aliases if facts else ())):
            if alias in records:
                return _exactly(name, alias, records[alias], libc(name, tag))
    nearest = _nearest(source, facts.exact if facts else tag)
    if nearest is None:
        return None
    found = _exactly(source, nearest, records[nearest], libc(name, tag))
    return _approximately(found, nearest, has_ubuntu_user=_has_ubuntu_user(name, tag))


def compressed_size(repository: str, tag: str | None) -> CompressedSize | None:
    """The size of the image that the tag named on the day of the facts, if it was measured."""
    name, tag = canonical(repository), tag or "latest"
    sizes = cast("_Catalogue", parsed("catalogue.json"))["sizes"]
    facts = tag_facts(name, tag)
    for alias in (tag, *(facts.aliases if facts else ())):
        if f"{name}:{alias}" in sizes:
            size, day = sizes[f"{name}:{alias}"]
            return CompressedSize(size, date.fromisoformat(day))
    return None


def _exactly(name: str, tag: str, record: _Record, library: Libc | None) -> ImageDefaults:
    return ImageDefaults(
        taken_from=f"{name}:{tag}",
        is_exact=True,
        environment=tuple(EnvironmentVariable(key, value) for key, value in record.get("env", {}).items()),
        entrypoint=tuple(record.get("entrypoint", ())),
        cmd=tuple(record.get("cmd", ())),
        workdir=record.get("workdir", "/"),
        user=record.get("user", "root"),
        ports=tuple(record.get("ports", ())),
        volumes=tuple(record.get("volumes", ())),
        stop_signal=record.get("stop", ""),
        shells=tuple(record.get("shells", ())),
        package_manager=record.get("packages", ""),
        accounts=tuple(Account(*user) for user in record.get("users", ())),
        tools=tuple(tool.partition("(")[0] for tool in record.get("tools", ())),
        absent=tuple(record.get("absent", ())),
        libc=library or Libc(record.get("libc", "none")),
        note=record.get("note", ""),
    )


def _approximately(found: ImageDefaults, tag: str, *, has_ubuntu_user: bool) -> ImageDefaults:
    """The facts of another version: without values that name its version, and without an account that is newer."""
    own = re.compile(rf"\b{tag.partition('-')[0]}\b")
    environment = (
        EnvironmentVariable(name, None if value and (_VERSION.search(value) or own.search(value)) else value)
        for name, value in ((variable.name, variable.value) for variable in found.environment)
    )
    accounts = (account for account in found.accounts if has_ubuntu_user or account.name != "ubuntu")
    return replace(found, is_exact=False, environment=tuple(environment), accounts=tuple(accounts))


def _has_ubuntu_user(name: str, tag: str) -> bool:
    """Ubuntu's images have a user `ubuntu` since 24.04; an unknown release is taken for a newer one."""
    system = system_of(name, tag)
    return system is None or system.family != "ubuntu" or system.version >= _FIRST_WITH_USER


def _source(name: str) -> str:
    """The repository whose records tell of `name`: for an older distroless image, the newest of its kind."""
    if not name.startswith("gcr.io/distroless/") or _records(name):
        return name
    kind = _DIGITS.sub("", name.partition("-debian")[0])
    images = cast("_Defaults", parsed("defaults.json"))["images"]
    alike = (image.rpartition(":")[0] for image in images if _DIGITS.sub("", image.partition("-debian")[0]) == kind)
    return next(alike, name)


@lru_cache(maxsize=64)
def _records(name: str) -> dict[str, _Record]:
    """The configurations of one repository by tag."""
    found: dict[str, _Record] = {}
    for image, record in cast("_Defaults", parsed("defaults.json"))["images"].items():
        repository, _, tag = image.rpartition(":")
        if repository == name:
            found[tag] = record
    return found


def _nearest(name: str, tag: str) -> str | None:
    """The record of the same variant with the newest version that is not newer, else with the oldest."""
    wanted = shape_of(name, tag)
    same = [other for other in _records(name) if _variant(name, shape_of(name, other)) == _variant(name, wanted)]
    older = [other for other in same if _version(name, other) <= _version(name, tag)]
    if older:
        return max(older, key=lambda other: _version(name, other))
    return min(same, key=lambda other: _version(name, other), default=None)


def _variant(name: str, shape: TagShape) -> frozenset[str]:
    """The words that make the variant: without versions and releases of the distribution."""
    words = {word.partition("3.")[0] if word.startswith("alpine") else word for word in shape.flavour}
    kinds = {word for word in shape.line if not _is_version(name, word)}
    return frozenset(words | kinds) - shape.system_words


def _is_version(name: str, word: str) -> bool:
    if word in _CHANNELS or word in NODE_CODENAMES or any(char.isdigit() for char in word):
        return True
    return name in {"debian", "ubuntu"} and word in suites()


def _version(name: str, tag: str) -> tuple[int, ...]:
    system = system_of(name, tag) if name in {"debian", "ubuntu"} else None
    text = system.version if system else tag.partition("-")[0]
    return tuple(int(part) for part in _DIGITS.findall(text))
