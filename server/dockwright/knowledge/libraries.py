"""System packages: which a runtime stage needs in place of headers, and which serve a build only."""

from functools import cache
from typing import TypedDict, cast

from dockwright.knowledge.loader import table
from dockwright.knowledge.systems import OperatingSystem


class _Libraries(TypedDict):
    debian: dict[str, list[str]]
    bookworm: dict[str, list[str]]
    trixie: dict[str, list[str]]
    alpine: dict[str, list[str]]
    build_only: dict[str, list[str]]
    fetching: dict[str, list[str]]


def runtime_libraries(package: str, system: OperatingSystem | None) -> tuple[str, ...] | None:
    """The packages that a program built with `package` (headers: `libpq-dev`) needs to run on `system`.

    None if that is not known: for another system, or a release of Debian with other names. Of Debian without a
    release (`debian:stable`) only names that are the same in each are told.
    """
    if system is None:
        return None
    data = _data()
    if system.family == "alpine":
        return _told(data["alpine"].get(package))
    if system.family != "debian":
        return None
    if system.suite == "bookworm":
        return _told(data["bookworm"].get(package) or data["debian"].get(package))
    if system.suite == "trixie":
        return _told(data["trixie"].get(package) or data["debian"].get(package))
    return None if system.suite else _told(data["debian"].get(package))


def is_build_only(package: str) -> bool:
    """Whether a package is of use only while something is built: compilers, `make`, `git`, `python3-dev`."""
    return package in _build_only()


def is_fetching(package: str) -> bool:
    """Whether a package fetches or unpacks things: a build's tool too, unless a health check or entrypoint calls it."""
    return package in _data()["fetching"]["tools"]


def is_headers(package: str) -> bool:
    """Whether a package is there to compile against: `libpq-dev`, `openssl-devel`."""
    return package.endswith(("-dev", "-devel", "-headers")) or package in _data()["build_only"]["headers"]


def _told(packages: list[str] | None) -> tuple[str, ...] | None:
    return None if packages is None else tuple(packages)


@cache
def _build_only() -> frozenset[str]:
    return frozenset(name for names in _data()["build_only"].values() for name in names)


def _data() -> _Libraries:
    return cast("_Libraries", table("libraries.toml"))
