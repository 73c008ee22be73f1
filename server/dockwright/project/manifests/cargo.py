"""`Cargo.toml` and `Cargo.lock` (doc.rust-lang.org/cargo/reference)."""

import re
from functools import lru_cache
from typing import NamedTuple

from dockwright.project.manifests.values import flag_at, list_at, string_at, strings_at, table_at, toml_table

_CRATE = re.compile(
    r'\[\[package\]\]\s+name = "([^"]+)"\s+version = "([^"]+)"'
    r'(?:\s+source = "([^"]+)")?(?:\s+checksum = "[^"]*")?(?:\s+dependencies = \[([^\]]*))?'
)
_NAME = re.compile(r'"([^" ]+)')


class CargoManifest(NamedTuple):
    """A package, a workspace, or both.

    `package` is the package's name, None in a mere workspace. `binaries` are the names of its `[[bin]]` tables;
    `finds_binaries` tells whether `src/main.rs` and `src/bin` make programs besides, `main` whether `src/main.rs` does
    under the package's name: no `[[bin]]` has it under another one. `members` are the workspace's folders, as
    globs, None if there is no workspace. `default_run` is the program of `cargo run`.
    """

    package: str | None
    binaries: tuple[str, ...]
    finds_binaries: bool
    main: bool
    members: tuple[str, ...] | None
    default_run: str | None


class LockedCrate(NamedTuple):
    """A crate of a lockfile; `source` is None for the project's own. `listed` is the text between the brackets."""

    name: str
    version: str
    source: str | None
    listed: str = ""

    @property
    def dependencies(self) -> frozenset[str]:
        """The names of the crates that it depends on; read when asked, as few are."""
        return frozenset(_NAME.findall(self.listed))


@lru_cache(maxsize=64)
def parse_cargo_toml(text: str) -> CargoManifest | None:
    """Read a `Cargo.toml`, None if it is broken."""
    table = toml_table(text)
    if table is None:
        return None
    package = table_at(table, "package")
    bins = [table_at({"": found}, "") for found in list_at(table, "bin")]
    workspace = table.get("workspace") is not None
    taken = {string_at(each, "path") for each in bins}
    finds = flag_at(package, "autobins") is not False
    name = string_at(package, "name")
    return CargoManifest(
        package=name,
        binaries=tuple(found for each in bins if (found := string_at(each, "name"))),
        finds_binaries=finds,
        main=finds and "src/main.rs" not in taken,
        members=strings_at(table_at(table, "workspace"), "members") if workspace else None,
        default_run=string_at(package, "default-run"),
    )


@lru_cache(maxsize=8)
def parse_cargo_lock(text: str) -> tuple[LockedCrate, ...]:
    """The crates of a `Cargo.lock`."""
    return tuple(
        LockedCrate(name, version, source or None, listed) for name, version, source, listed in _CRATE.findall(text)
    )
