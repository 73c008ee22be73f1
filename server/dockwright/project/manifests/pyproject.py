"""`pyproject.toml` (packaging.python.org, "pyproject.toml specification") with the tables of poetry, uv and pdm."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dockwright.project.manifests.requirements import normalise_name
from dockwright.project.manifests.values import (
    Table,
    string_at,
    string_map_at,
    strings_at,
    table_at,
    toml_table,
)

_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class PyProject:
    """The parts of a `pyproject.toml` that say how to install and pin.

    `dependencies` are written as in the file, `groups` are optional
    dependencies and dependency groups. `tools` are the names of the tables
    under `tool`. `poetry_python` is poetry's constraint on Python.
    `is_package` is false where the project itself is not to be installed. `has_dev_group` tells that there are
    development dependencies which are installed unless that is forbidden.
    """

    name: str | None
    requires_python: str | None
    dependencies: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    scripts: Mapping[str, str]
    build_backend: str | None
    build_requires: tuple[str, ...]
    tools: frozenset[str]
    poetry_python: str | None
    local_paths: tuple[str, ...]
    readme: str | None
    is_package: bool
    has_dev_group: bool

    @property
    def names(self) -> frozenset[str]:
        """The run-time dependencies' names, normalised."""
        found = (_NAME.match(dependency) for dependency in self.dependencies)
        return frozenset(normalise_name(match[0]) for match in found if match)


@lru_cache(maxsize=32)
def parse_pyproject(text: str) -> PyProject | None:
    """Read a `pyproject.toml`, None if it is broken."""
    table = toml_table(text)
    if table is None:
        return None
    project = table_at(table, "project")
    poetry = table_at(table, "tool", "poetry")
    poetry_dependencies = table_at(poetry, "dependencies")
    return PyProject(
        name=string_at(project, "name") or string_at(poetry, "name"),
        requires_python=string_at(project, "requires-python"),
        dependencies=strings_at(project, "dependencies")
        + tuple(name for name in poetry_dependencies if name != "python"),
        groups=_groups(table),
        scripts={**string_map_at(poetry, "scripts"), **string_map_at(project, "scripts")},
        build_backend=string_at(table_at(table, "build-system"), "build-backend"),
        build_requires=strings_at(table_at(table, "build-system"), "requires"),
        tools=frozenset(table_at(table, "tool")),
        poetry_python=string_at(poetry_dependencies, "python"),
        local_paths=_local_paths(table),
        readme=string_at(project, "readme") or string_at(poetry, "readme"),
        is_package=_is_package(table),
        has_dev_group=_has_dev_group(table),
    )


def _groups(table: Table) -> Mapping[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for source in (table_at(table, "project", "optional-dependencies"), table_at(table, "dependency-groups")):
        groups.update({name: strings_at(source, name) for name in source})
    poetry = table_at(table, "tool", "poetry", "group")
    groups.update({name: tuple(table_at(poetry, name, "dependencies")) for name in poetry})
    return groups


def _local_paths(table: Table) -> tuple[str, ...]:
    """Folders that an install reads beside the project itself."""
    sources = (table_at(table, "tool", "poetry", "dependencies"), table_at(table, "tool", "uv", "sources"))
    paths = [string_at(table_at(source, name), "path") for source in sources for name in source]
    members = strings_at(table_at(table, "tool", "uv", "workspace"), "members")
    return (*(path for path in paths if path is not None), *members)


def _is_package(table: Table) -> bool:
    uv = table_at(table, "tool", "uv").get("package")
    poetry = table_at(table, "tool", "poetry")
    if uv is False or poetry.get("package-mode") is False:
        return False
    return uv is True or bool(poetry) or "build-system" in table


def _has_dev_group(table: Table) -> bool:
    """Whether a `dev` group is there by which poetry and uv install more than the program needs."""
    poetry = table_at(table, "tool", "poetry")
    groups = ("dependency-groups", "dev"), ("tool", "uv", "dev-dependencies")
    return (
        any(strings_at(table_at(table, *path[:-1]), path[-1]) for path in groups)
        or bool(table_at(poetry, "dev-dependencies"))
        or bool(table_at(poetry, "group", "dev", "dependencies"))
    )
