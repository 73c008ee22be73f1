"""package.json."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dockwright.project.manifests.values import json_table, string_at, string_map_at, strings_at, table_at


@dataclass(frozen=True, slots=True)
class PackageJson:
    """What matters of a package.json; what is missing, or of another type than it should be, is empty.

    `package_manager` is as written: `pnpm@9.1.0`. `workspaces` are globs of folders.
    """

    name: str
    main: str
    type: str
    package_manager: str
    scripts: Mapping[str, str]
    dependencies: Mapping[str, str]
    dev_dependencies: Mapping[str, str]
    optional_dependencies: Mapping[str, str]
    workspaces: tuple[str, ...]


@lru_cache(maxsize=64)
def parse_package_json(text: str) -> PackageJson | None:
    """Read a package.json, None if it is broken."""
    table = json_table(text)
    if table is None:
        return None
    return PackageJson(
        name=string_at(table, "name") or "",
        main=string_at(table, "main") or "",
        type=string_at(table, "type") or "",
        package_manager=string_at(table, "packageManager") or "",
        scripts=string_map_at(table, "scripts"),
        dependencies=string_map_at(table, "dependencies"),
        dev_dependencies=string_map_at(table, "devDependencies"),
        optional_dependencies=string_map_at(table, "optionalDependencies"),
        workspaces=strings_at(table, "workspaces") or strings_at(table_at(table, "workspaces"), "packages"),
    )
