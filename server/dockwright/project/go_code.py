"""The Go files of a project taken together."""

from typing import NamedTuple

from dockwright.project.manifests.go_source import parse_go_source
from dockwright.project.paths import ROOT, ProjectPath, is_inside, parent
from dockwright.project.snapshot import Project


class GoCode(NamedTuple):
    """What the Go files under a folder say, tests and files with `//go:build ignore` aside.

    `programs` are the folders with a `package main`, shallow ones first,
    `uses_c` the files that import "C", `imports` everything imported,
    `embeds` the folders with a `//go:embed`. `complete` is false if some
    file was not read, so that what is not found may be there all the same.
    """

    programs: tuple[ProjectPath, ...]
    uses_c: tuple[ProjectPath, ...]
    imports: frozenset[str]
    embeds: tuple[ProjectPath, ...]
    complete: bool


def go_code(project: Project, folder: ProjectPath = ROOT) -> GoCode:
    """Read all Go files under `folder` that the snapshot holds."""
    programs: dict[ProjectPath, None] = {}
    embeds: dict[ProjectPath, None] = {}
    uses_c: list[ProjectPath] = []
    imports: set[str] = set()
    complete = project.known and not project.truncated
    for path in project.entries:
        if not path.endswith(".go") or path.endswith("_test.go") or not is_inside(path, folder):
            continue
        text = project.read(path)
        source = None if text is None else parse_go_source(text)
        if source is None:
            complete = complete and text is not None
            continue
        if source.constraint == "ignore":
            continue
        imports.update(source.imports)
        if source.package == "main":
            programs[parent(path)] = None
        if source.uses_c:
            uses_c.append(path)
        if source.embeds:
            embeds[parent(path)] = None
    return GoCode(tuple(programs), tuple(uses_c), frozenset(imports), tuple(embeds), complete)
