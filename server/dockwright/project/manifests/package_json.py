"""`package.json`: a Node.js package (documented at docs.npmjs.com, "package.json")."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dockwright.project.manifests.values import Table, json_table, string_at, string_map_at, strings_at, table_at

# Version specifications that are paths: the install then reads those folders too.
_LOCAL = ("file:", "link:", "portal:", "./", "../", "~/", "/")

# Scripts that `npm install` and `npm ci` run in the project itself.
_INSTALL_SCRIPTS = ("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare")


@dataclass(frozen=True, slots=True)
class PackageJson:
    """The parts of a `package.json` that say how to install, build, start and pin.

    `package_manager` is as written (`pnpm@9.1.0`), `overrides` are those of
    npm, yarn ("resolutions") and pnpm, `patched` the patch files that an
    install applies.
    """

    name: str | None
    main: str | None
    type: str | None
    package_manager: str | None
    scripts: Mapping[str, str]
    dependencies: Mapping[str, str]
    dev_dependencies: Mapping[str, str]
    optional_dependencies: Mapping[str, str]
    engines: Mapping[str, str]
    volta: Mapping[str, str]
    overrides: Mapping[str, str]
    workspaces: tuple[str, ...]
    patched: tuple[str, ...]

    @property
    def install_scripts(self) -> tuple[str, ...]:
        """The names of the scripts that an install of the project runs, in the order in which it does."""
        return tuple(name for name in _INSTALL_SCRIPTS if name in self.scripts)

    @property
    def local_dependencies(self) -> Mapping[str, str]:
        """Dependencies that are folders or archives beside the package: name to path as written, scheme taken off."""
        every = {**self.dependencies, **self.dev_dependencies, **self.optional_dependencies, **self.overrides}
        local = {name: spec for name, spec in every.items() if spec.startswith(_LOCAL)}
        return {name: spec.partition(":")[2] if ":" in spec else spec for name, spec in local.items()}


@lru_cache(maxsize=64)
def parse_package_json(text: str) -> PackageJson | None:
    """Read a `package.json`, None if it is not a JSON object."""
    table = json_table(text)
    if table is None:
        return None
    return PackageJson(
        name=string_at(table, "name"),
        main=string_at(table, "main"),
        type=string_at(table, "type"),
        package_manager=string_at(table, "packageManager"),
        scripts=string_map_at(table, "scripts"),
        dependencies=string_map_at(table, "dependencies"),
        dev_dependencies=string_map_at(table, "devDependencies"),
        optional_dependencies=string_map_at(table, "optionalDependencies"),
        engines=string_map_at(table, "engines"),
        volta=string_map_at(table, "volta"),
        overrides=_overrides(table),
        workspaces=strings_at(table, "workspaces") or strings_at(table_at(table, "workspaces"), "packages"),
        patched=_patched(table),
    )


def _overrides(table: Table) -> Mapping[str, str]:
    return {
        **string_map_at(table, "overrides"),
        **string_map_at(table, "resolutions"),
        **string_map_at(table, "pnpm", "overrides"),
    }


def _patched(table: Table) -> tuple[str, ...]:
    pnpm = string_map_at(table, "pnpm", "patchedDependencies")
    bun = string_map_at(table, "patchedDependencies")
    return (*pnpm.values(), *bun.values())
