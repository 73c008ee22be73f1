"""`package-lock.json` and `npm-shrinkwrap.json`, lockfile versions 1 to 3 (docs.npmjs.com, "package-lock.json")."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dockwright.project.manifests.values import Table, flag_at, json_table, string_at, strings_at, table_at

# Packages that are there to find or build a native addon: who depends on them has one.
_ADDON_HELPERS = frozenset(
    {"@mapbox/node-pre-gyp", "bindings", "nan", "node-addon-api", "node-gyp", "node-gyp-build", "prebuild-install"}
)

_MARK = "node_modules/"


class LockedPackage(NamedTuple):
    """One installed package.

    `path` is its folder from the lockfile's. `os`, `cpu` and `libc` are empty
    where any will do. `requires` are the names of what it depends on.
    """

    path: str
    name: str
    version: str | None
    dev: bool
    optional: bool
    has_install_script: bool
    link: bool
    os: tuple[str, ...]
    cpu: tuple[str, ...]
    libc: tuple[str, ...]
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NpmLock:
    """The packages of an npm lockfile; workspace members and the project itself are not among them."""

    version: int
    packages: tuple[LockedPackage, ...]

    @property
    def records_scripts(self) -> bool:
        """Whether the file says which packages run scripts when installed: version 1 does not."""
        return self.version > 1

    @property
    def production(self) -> tuple[LockedPackage, ...]:
        """What `npm ci --omit=dev` installs."""
        return tuple(package for package in self.packages if not package.dev)

    @property
    def install_scripts(self) -> tuple[LockedPackage, ...]:
        """Production packages that run a script when they are installed; binding.gyp counts as one for npm."""
        return tuple(package for package in self.production if package.has_install_script)

    @property
    def native(self) -> tuple[LockedPackage, ...]:
        """Production packages with compiled parts: tied to a libc, or in need of a helper for native addons."""
        return tuple(
            package for package in self.production if package.libc or not _ADDON_HELPERS.isdisjoint(package.requires)
        )


@lru_cache(maxsize=8)
def parse_npm_lock(text: str) -> NpmLock | None:
    """Read an npm lockfile, None if it is not a JSON object."""
    table = json_table(text)
    if table is None:
        return None
    version = table.get("lockfileVersion")
    number = version if isinstance(version, int) else 1
    if "packages" in table:
        return NpmLock(max(number, 2), tuple(_packages(table_at(table, "packages"))))
    return NpmLock(number, tuple(_nested(table_at(table, "dependencies"))))


def _packages(packages: Table) -> Iterator[LockedPackage]:
    for path in packages:
        at = path.rfind(_MARK)
        if at < 0:
            continue  # the project itself or a workspace member
        entry = table_at(packages, path)
        yield LockedPackage(
            path=path,
            name=string_at(entry, "name") or path[at + len(_MARK) :],
            version=string_at(entry, "version"),
            dev=flag_at(entry, "dev") or False,
            # "devOptional": for development, and optional to something that is not.
            optional=flag_at(entry, "optional") or flag_at(entry, "devOptional") or False,
            has_install_script=flag_at(entry, "hasInstallScript") or False,
            link=flag_at(entry, "link") or False,
            os=strings_at(entry, "os"),
            cpu=strings_at(entry, "cpu"),
            libc=strings_at(entry, "libc"),
            requires=(*table_at(entry, "dependencies"), *table_at(entry, "optionalDependencies")),
        )


def _nested(dependencies: Table) -> Iterator[LockedPackage]:
    """Version 1: packages inside the packages that need another version of them."""
    pending = [("", dependencies)]
    while pending:
        folder, level = pending.pop()
        for name in level:
            entry = table_at(level, name)
            path = f"{folder}{_MARK}{name}"
            version = string_at(entry, "version")
            yield LockedPackage(
                path=path,
                name=name,
                version=version,
                dev=flag_at(entry, "dev") or False,
                optional=flag_at(entry, "optional") or False,
                has_install_script=False,
                link=version is not None and version.startswith("file:"),
                os=(),
                cpu=(),
                libc=(),
                requires=tuple(table_at(entry, "requires")),
            )
            pending.append((f"{path}/", table_at(entry, "dependencies")))
