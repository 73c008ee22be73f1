"""Files beside the source of a compiled program that it may read when it runs."""

import re
from collections.abc import Iterator

from dockwright.project.paths import ProjectPath, join, name
from dockwright.project.snapshot import Project

_FOR_BUILDING = frozenset(
    {"benches", "build", "charts", "ci", "deploy", "deployment", "dist", "doc", "docker", "docs", "examples", "fuzz"}
    | {
        "helm",
        "k8s",
        "kubernetes",
        "node_modules",
        "scripts",
        "src",
        "target",
        "terraform",
        "test",
        "testdata",
        "tests",
    }
    | {"tools", "vendor", "xtask"}
)
"""Folders that build, test or tell of the program."""
_DATA = re.compile(r"[\w.-]+\.(?:csv|db|html|ini|json|log|pem|sqlite3?|toml|txt|xml|ya?ml)", re.IGNORECASE)
_NO_DATA = re.compile(
    r"(?:Cargo|Cross|cliff|clippy|deny|diesel|fly|mise|release|rust-toolchain|rustfmt|taplo|typos|\w*tarpaulin)\.toml"
    r"|(?:LICENSE|COPYING|NOTICE|README|CHANGELOG|requirements)[\w.-]*"
    r"|(?:docker-)?compose[\w.-]*\.ya?ml|(?:cloudbuild|codecov|mkdocs|render|renovate|skaffold|app|package[\w-]*)\.(?:json|ya?ml)"
    r"|Taskfile\.ya?ml|justfile",
    re.IGNORECASE,
)
"""Files of tools, by name."""


def data_beside(project: Project, context: ProjectPath) -> Iterator[str]:
    """The names in a folder of the context that are neither source nor for tools: folders, and files of data."""
    for path in project.children(context):
        last = name(path)
        if last.startswith(".") or project.is_ignored(path):
            continue
        if project.is_dir(path):
            is_crate = project.exists(join(path, "Cargo.toml")) or project.exists(join(path, "package.json"))
            if last not in _FOR_BUILDING and not is_crate and not _holds_crates(project, path):
                yield last
        elif _DATA.fullmatch(last) is not None and _NO_DATA.fullmatch(last) is None:
            yield last


def _holds_crates(project: Project, folder: ProjectPath) -> bool:
    return any(project.exists(join(child, "Cargo.toml")) for child in project.children(folder))
