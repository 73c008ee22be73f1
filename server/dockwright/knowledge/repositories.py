"""The repositories and tags that are known, what each is built on, and which are kept up no more."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import TypedDict, cast

from dockwright.knowledge.loader import parsed
from dockwright.knowledge.systems import Libc, OperatingSystem, libc_of_system, system_of_base, system_of_tag
from dockwright.knowledge.tag_names import NODE_CODENAMES, shape_of


class Origin(Enum):
    """Who publishes a repository that is known here."""

    OFFICIAL = "Docker Official Image"
    MICROSOFT = "Microsoft Artifact Registry"
    DISTROLESS = "Distroless"
    CHAINGUARD = "Chainguard Containers"


@dataclass(frozen=True, slots=True)
class Repository:
    """A known repository.

    `latest` is the most specific tag of the image that `latest` meant on the day of the
    facts, `""` if there is none. `is_deprecated` repositories get no new images;
    `replaced_by` names repositories to use instead, as far as they are known.
    """

    name: str
    origin: Origin
    url: str
    latest: str
    is_system: bool
    is_deprecated: bool
    deprecation: str
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagFacts:
    """What is known of a tag on the day of the facts.

    `aliases` are all tags of the same image, in the order of the registry's manifest; `exact` is the most specific
    of them. `retired` is the day from which the tag is rebuilt no more, None while it is. `architectures` are those of
    Linux, empty if not told.
    """

    repository: str
    tag: str
    aliases: tuple[str, ...]
    exact: str
    system: OperatingSystem | None
    libc: Libc | None
    flavour: tuple[str, ...]
    architectures: tuple[str, ...]
    retired: date | None


class _Tags(TypedDict):
    bases: list[str]
    architectures: list[str]
    systems: list[str]
    repositories: dict[str, str]


class _Retired(TypedDict):
    endings: list[str]
    repositories: dict[str, str]


class _Catalogue(TypedDict):
    deprecated: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Image:
    """One image of a repository: its tags, and what is told of it."""

    tags: tuple[str, ...]
    base: str
    is_inferred: bool
    architectures: str


_MIRRORS = re.compile(
    r"(?:docker\.io/library|library|public\.ecr\.aws/docker/library|mirror\.gcr\.io/library"
    r"|(?:docker\.io/)?(?:amd64|arm32v[567]|arm64v8|i386|ppc64le|riscv64|s390x))/(?P<name>[^/]+)"
)
_DISTROLESS = "gcr.io/distroless/"
_NEWEST_DISTROLESS = "-debian13"
_NO_LIBC = re.compile(r"(?:.*/)?(?:distroless/static(?:-.*)?|chainguard/static|chainguard/busybox-static|scratch)")
_ELSEWHERE = MappingProxyType(
    {"denoland/deno": Libc.GLIBC, "nginxinc/nginx-unprivileged": Libc.GLIBC, "oven/bun": Libc.GLIBC}
)
_NUMBER = re.compile(r"\d+")


def canonical(repository: str) -> str:
    """The official name of an official image that is named by a mirror or for one architecture."""
    mirror = _MIRRORS.fullmatch(repository)
    return mirror["name"] if mirror and mirror["name"] in _tags()["repositories"] else repository


def repositories() -> tuple[str, ...]:
    """The names of all repositories with tags, official images first."""
    return tuple(name for name, images in _tags()["repositories"].items() if images)


def repository(name: str) -> Repository | None:
    """What is known of a repository, named as `ImageReference.repository` does; None if nothing is."""
    name = canonical(name)
    deprecated = cast("_Catalogue", parsed("catalogue.json"))["deprecated"].get(name)
    if deprecated is None and name.startswith(_DISTROLESS) and name not in _tags()["repositories"]:
        return _old_distroless(name)
    if deprecated is None and name not in _tags()["repositories"]:
        return None
    latest = next((image for image in images(name) if "latest" in image.tags), None)
    return Repository(
        name=name,
        origin=_origin(name),
        url=_url(name),
        latest=most_specific(latest.tags) if latest else "",
        is_system=name in _tags()["systems"],
        is_deprecated=deprecated is not None,
        deprecation=deprecated[0] if deprecated else "",
        replaced_by=tuple(deprecated[1:]) if deprecated else (),
    )


def tags(repository: str) -> tuple[str, ...]:
    """All tags that are kept up, in the order of the manifest: the newest first as a rule."""
    return tuple(tag for image in images(canonical(repository)) for tag in image.tags)


def retired_tags(repository: str) -> dict[str, date]:
    """The tags that are rebuilt no more, with the day from which on; exact versions are left out.

    The mapping is shared: not to be changed.
    """
    return _retired(canonical(repository))


def is_known(repository: str, tag: str) -> bool:
    """Whether the tag is kept up, or was."""
    name = canonical(repository)
    return _image_of(name, tag) is not None or tag in _retired(name)


def tag_facts(repository: str, tag: str | None) -> TagFacts | None:
    """What is known of a tag (`latest` if None); None if it is not known.

    None is no verdict: exact old versions exist and are not listed. Of a
    retired tag the system is known only as far as its name tells.
    """
    name, tag = canonical(repository), tag or "latest"
    image = _image_of(name, tag)
    retired = _retired(name).get(tag)
    if image is None and retired is None:
        return None
    system = system_of(name, tag)
    return TagFacts(
        repository=name,
        tag=tag,
        aliases=image.tags if image else (tag,),
        exact=most_specific(image.tags) if image else tag,
        system=system,
        libc=libc(name, tag),
        flavour=shape_of(name, tag).flavour,
        architectures=tuple(image.architectures.split()) if image else (),
        retired=retired,
    )


@lru_cache(maxsize=1024)
def system_of(repository: str, tag: str | None) -> OperatingSystem | None:
    """The operating system of an image, by the facts or by the words of its tag."""
    name, tag = canonical(repository), tag or "latest"
    image = _image_of(name, tag)
    if image and image.base:
        return system_of_base(image.base, certain=not image.is_inferred)
    if name in _tags()["systems"]:
        return system_of_base(f"{name}:{tag.partition('-')[0]}", certain=False)
    return system_of_tag(tag)


@lru_cache(maxsize=1024)
def libc(repository: str, tag: str | None) -> Libc | None:
    """The C library of an image: by the facts, by the words of its name, else by the repository's default variant."""
    name, tag = canonical(repository), tag or "latest"
    if _NO_LIBC.fullmatch(name):
        return Libc.NONE
    image = _image_of(name, tag)
    if image and (image.base == "scratch" or "scratch" in tag.split("-")):
        return Libc.NONE
    system = system_of(name, tag)
    if system:
        return libc_of_system(system)
    if "musl" in tag:
        return Libc.MUSL
    if name.startswith(_DISTROLESS) or "slim" in tag.split("-"):
        return Libc.GLIBC
    return None if image or shape_of(name, tag).flavour else _ELSEWHERE.get(name) or _default_libc(name)


def most_specific(aliases: tuple[str, ...]) -> str:
    """The alias that says most: the longest version, then the most words."""
    return max(aliases, key=lambda tag: (len(_NUMBER.findall(tag.partition("-")[0])), tag.count("-"), len(tag)))


@lru_cache(maxsize=256)
def images(name: str) -> tuple[_Image, ...]:
    """The images of a repository, canonically named."""
    data = _tags()
    found: list[_Image] = []
    for row in data["repositories"].get(name, "").split("\n"):
        if row:
            base, architectures, how, *names = row.split()
            found.append(
                _Image(
                    tags=tuple(names),
                    base="" if base == "-" else data["bases"][int(base)],
                    is_inferred=how == "t",
                    architectures="" if architectures == "-" else data["architectures"][int(architectures)],
                )
            )
    return tuple(found)


def _tags() -> _Tags:
    return cast("_Tags", parsed("tags.json"))


def _image_of(name: str, tag: str) -> _Image | None:
    return _by_tag(name).get(tag)


@lru_cache(maxsize=256)
def _by_tag(name: str) -> dict[str, _Image]:
    return {tag: image for image in images(name) for tag in image.tags}


@lru_cache(maxsize=64)
def _retired(name: str) -> dict[str, date]:
    """The retired tags of a repository, unpacked: `20*3` is `20` with each ending of the third set, `.` for none."""
    data = cast("_Retired", parsed("retired.json"))
    found: dict[str, date] = {}
    for row in data["repositories"].get(name, "").split("\n"):
        day, *heads = row.split() or ("",)
        for packed in heads:
            head, _, number = packed.rpartition("*")
            for ending in data["endings"][int(number)].split():
                found[head + ending.removeprefix(".")] = date.fromisoformat(day)
    return found


@lru_cache(maxsize=256)
def _default_libc(name: str) -> Libc | None:
    """The C library that all variants without a system in their name share, if they do."""
    plain = (image for image in images(name) if any(_is_plain(name, tag) for tag in image.tags))
    systems = [system_of_base(image.base, certain=False) for image in plain if image.base]
    found = {libc_of_system(system) for system in systems if system and system.family != "windows"}
    return found.pop() if len(found) == 1 else None


def _is_plain(name: str, tag: str) -> bool:
    return not shape_of(name, tag).flavour and tag not in NODE_CODENAMES


def _old_distroless(name: str) -> Repository:
    """A distroless name without a release, or of an old one: no longer among those that are published."""
    base = name.removeprefix(_DISTROLESS).partition("-debian")[0]
    newest = f"{_DISTROLESS}{base}{_NEWEST_DISTROLESS}"
    return Repository(
        name=name,
        origin=Origin.DISTROLESS,
        url=_url(name),
        latest="",
        is_system=False,
        is_deprecated=True,
        deprecation="not among the distroless images that are still published",
        replaced_by=(newest,) if newest in _tags()["repositories"] else (),
    )


def _origin(name: str) -> Origin:
    if name.startswith("mcr."):
        return Origin.MICROSOFT
    if name.startswith(_DISTROLESS):
        return Origin.DISTROLESS
    return Origin.CHAINGUARD if name.startswith("cgr.") else Origin.OFFICIAL


def _url(name: str) -> str:
    """The page that a person would read."""
    if name.startswith("mcr.microsoft.com/"):
        return f"https://mcr.microsoft.com/artifact/mar/{name.removeprefix('mcr.microsoft.com/')}/about"
    if name.startswith(_DISTROLESS):
        return "https://github.com/GoogleContainerTools/distroless"
    if name.startswith("cgr.dev/chainguard/"):
        return f"https://images.chainguard.dev/directory/image/{name.rpartition('/')[2]}/overview"
    return f"https://hub.docker.com/_/{name}"
