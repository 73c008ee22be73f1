"""The shapes of the gathered facts that refresh-images.py reads."""

from typing import NotRequired, TypedDict


class OfficialRepository(TypedDict):
    """The tags of one repository: parallel lists, one place a manifest entry."""

    groups: list[list[str]]
    arch: list[int]
    base: NotRequired[list[int]]
    how: str
    shared: NotRequired[dict[str, list[int]]]
    os: NotRequired[bool]
    note: NotRequired[str]


class ExtraRepository(TypedDict):
    """The tags of a repository outside the official images."""

    groups: list[list[str]]
    os: list[str]


class Official(TypedDict):
    """official-images.json."""

    snapshot: str
    archSets: list[list[str]]
    bases: list[str]
    repositories: dict[str, OfficialRepository]
    extra: dict[str, ExtraRepository]


class Retired(TypedDict):
    """retired-tags.json."""

    snapshot: str
    repositories: dict[str, dict[str, list[str]]]


class Account(TypedDict):
    """A user that ships in an image."""

    name: str
    uid: int
    gid: int


class Defaults(TypedDict):
    """The configuration of one image."""

    workdir: str
    user: str
    shell: list[str]
    libc: NotRequired[str | None]
    packageManager: str
    env: NotRequired[dict[str, str]]
    envKeys: NotRequired[list[str]]
    cmd: NotRequired[list[str] | str]
    entrypoint: NotRequired[list[str]]
    expose: NotRequired[list[str]]
    volume: NotRequired[list[str]]
    stopsignal: NotRequired[str]
    users: NotRequired[list[Account]]
    tools: NotRequired[list[str]]
    absent: NotRequired[list[str]]
    note: NotRequired[str]
    tags: NotRequired[list[str]]


class ImageDefaults(TypedDict):
    """image-defaults.json."""

    official: dict[str, Defaults]
    distroless: dict[str, Defaults]
    dotnet: dict[str, Defaults]
    chainguard: dict[str, dict[str, Defaults]]


class Size(TypedDict):
    """A compressed size and the day it was measured."""

    bytes: int
    date: str


class Sizes(TypedDict):
    """image-sizes.json."""

    sizes: dict[str, Size]


class Cycle(TypedDict):
    """A release line of a product."""

    cycle: str
    release: str
    eol: str | bool
    eoas: NotRequired[str | bool]
    eoes: NotRequired[str | bool]
    lts: NotRequired[str | bool]
    latest: NotRequired[str]
    codename: NotRequired[str]


class Product(TypedDict):
    """A product with its release lines, the newest first."""

    label: str
    cycles: list[Cycle]


class ImageProduct(TypedDict):
    """Which product an image carries, and how its tags name the release line."""

    product: str
    tag: str


class Suffix(TypedDict):
    """The names of distribution releases."""

    debianCodenames: dict[str, str]
    ubuntuCodenames: dict[str, str]


class DistrolessSupport(TypedDict):
    """Until when distroless images are kept up; the key `java*` stands for all that begin so."""

    debian12: dict[str, str]
    published: dict[str, list[str]]


class Lifetimes(TypedDict):
    """eol.json."""

    snapshot: str
    images: dict[str, ImageProduct]
    osSuffix: Suffix
    distroless: DistrolessSupport
    products: dict[str, Product]


class Choice(TypedDict):
    """A recommended tag and the most specific alias of the same image."""

    tag: str
    exact: NotRequired[str | None]


class Advice(TypedDict):
    """The recommended tags of one image."""

    cycle: NotRequired[str | None]
    lts: NotRequired[bool | None]
    variants: NotRequired[dict[str, Choice]]
    note: NotRequired[str]
    replacedBy: NotRequired[str]


class Recommended(TypedDict):
    """recommended-tags.json."""

    now: str
    images: dict[str, Advice]
