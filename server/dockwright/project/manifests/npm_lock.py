"""package-lock.json and npm-shrinkwrap.json."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dockwright.project.manifests.values import Table, table, text, texts


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """One package of a lockfile.

    `dev` is True if only development needs it, `optional` if the install goes on without it.
    `libc` is what the package says it is built for: `glibc`, `musl`.
    """

    name: str
    version: str
    dev: bool
    optional: bool
    has_install_script: bool
    libc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NpmLock:
    """A lockfile: its format's version and its packages."""

    version: int
    packages: tuple[LockedPackage, ...]


@lru_cache(maxsize=16)
def parse_npm_lock(source: str) -> NpmLock | None:
    """The lockfile `source`; None if it is no JSON object. Version 1 does not tell install scripts: none is assumed."""
    try:
        data: object = json.loads(source.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    root = table(data)
    version = root.get("lockfileVersion")
    packages = tuple(_packages(table(root.get("packages")))) or tuple(_nested(table(root.get("dependencies"))))
    return NpmLock(version if isinstance(version, int) else 1, packages) if root else None


def _packages(packages: Table) -> Iterator[LockedPackage]:
    for path, value in packages.items():
        if not path or "node_modules/" not in path:
            continue
        entry = table(value)
        yield _package(text(entry.get("name")) or path.rpartition("node_modules/")[2], entry)


def _nested(dependencies: Table) -> Iterator[LockedPackage]:
    for name, value in dependencies.items():
        entry = table(value)
        yield _package(name, entry)
        yield from _nested(table(entry.get("dependencies")))


def _package(name: str, entry: Table) -> LockedPackage:
    return LockedPackage(
        name=name,
        version=text(entry.get("version")),
        dev=entry.get("dev") is True or entry.get("devOptional") is True,
        optional=entry.get("optional") is True,
        has_install_script=entry.get("hasInstallScript") is True,
        libc=texts(entry.get("libc")),
    )
