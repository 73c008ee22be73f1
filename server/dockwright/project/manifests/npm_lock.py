"""package-lock.json and npm-shrinkwrap.json."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dockwright.project.manifests.values import Table, json_table, string_at, strings_at, table_at


class LockedPackage(NamedTuple):
    """One package of a lockfile.

    `dev` is True if only development needs it, `optional` if the install goes on
    without it. `libc` is what the package says it is built for: `glibc`, `musl`.
    """

    name: str
    version: str
    dev: bool
    optional: bool
    has_install_script: bool
    libc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NpmLock:
    """A lockfile: the version of its format and its packages."""

    version: int
    packages: tuple[LockedPackage, ...]

    @property
    def records_scripts(self) -> bool:
        """Whether the lockfile tells which packages have install scripts: formats before 2 do not."""
        return self.version > 1

    @property
    def production_scripts(self) -> tuple[LockedPackage, ...]:
        """The packages with install scripts that production needs."""
        return tuple(package for package in self.packages if package.has_install_script and not package.dev)


@lru_cache(maxsize=16)
def parse_npm_lock(text: str) -> NpmLock | None:
    """Read a lockfile of npm, None if it is broken."""
    table = json_table(text)
    if table is None:
        return None
    version = table.get("lockfileVersion")
    packages = tuple(_packages(table_at(table, "packages"))) or tuple(_nested(table_at(table, "dependencies")))
    return NpmLock(version if isinstance(version, int) else 1, packages)


def _packages(packages: Table) -> Iterator[LockedPackage]:
    for path in packages:
        if "node_modules/" in path:
            entry = table_at(packages, path)
            yield _package(string_at(entry, "name") or path.rpartition("node_modules/")[2], entry)


def _nested(dependencies: Table) -> Iterator[LockedPackage]:
    for name in dependencies:
        entry = table_at(dependencies, name)
        yield _package(name, entry)
        yield from _nested(table_at(entry, "dependencies"))


def _package(name: str, entry: Table) -> LockedPackage:
    return LockedPackage(
        name=name,
        version=string_at(entry, "version") or "",
        dev=entry.get("dev") is True or entry.get("devOptional") is True,
        optional=entry.get("optional") is True,
        has_install_script=entry.get("hasInstallScript") is True,
        libc=strings_at(entry, "libc"),
    )
