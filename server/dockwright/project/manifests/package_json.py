"""package.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dockwright.project.manifests.values import table, text, text_table, texts


@dataclass(frozen=True, slots=True)
class PackageJson:
    """What matters of a package.json; what is missing, or of another type than it should be, is empty.

    `package_manager` is as written: `pnpm@9.1.0`. `engines_node` and `volta_node` are version ranges.
    """

    name: str
    main: str
    type: str
    package_manager: str
    scripts: Mapping[str, str]
    dependencies: Mapping[str, str]
    dev_dependencies: Mapping[str, str]
    optional_dependencies: Mapping[str, str]
    engines_node: str
    volta_node: str
    workspaces: tuple[str, ...]


@lru_cache(maxsize=64)
def parse_package_json(source: str) -> PackageJson | None:
    """The package.json `source`; None if it is no JSON object."""
    try:
        data: object = json.loads(source.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    root = table(data)  # pyright: ignore[reportUnknownArgumentType]
    workspaces = root.get("workspaces")
    return PackageJson(
        name=text(root.get("name")),
        main=text(root.get("main")),
        type=text(root.get("type")),
        package_manager=text(root.get("packageManager")),
        scripts=text_table(root.get("scripts")),
        dependencies=text_table(root.get("dependencies")),
        dev_dependencies=text_table(root.get("devDependencies")),
        optional_dependencies=text_table(root.get("optionalDependencies")),
        engines_node=text(table(root.get("engines")).get("node")),
        volta_node=text(table(root.get("volta")).get("node")),
        workspaces=texts(workspaces) or texts(table(workspaces).get("packages")),
    )
