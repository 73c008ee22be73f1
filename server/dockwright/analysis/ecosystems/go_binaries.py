"""Where `go build` and `go install` put the programs they make."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.transfers import context_path_of
from dockwright.model.packages.model import PackageCommand
from dockwright.model.stages import Stage
from dockwright.project.manifests.go_sources import go_sources
from dockwright.project.paths import ProjectPath, is_inside, join, name, normalise
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run

_GO_BIN = "/go/bin"


def binaries(stage: Stage, run: Placed[Run], command: PackageCommand, project: Project) -> tuple[str, ...]:
    """The absolute paths of the binaries that `command` makes, as far as they are known."""
    directory = directory_of(stage, run.at, command)
    if directory is None:
        return ()
    names = tuple(dict.fromkeys(_names(stage, run, command, directory, project)))
    if command.verb_name == "install":
        folder = _install_folder(stage, run)
        return tuple(posixpath.join(folder, name) for name in names) if folder is not None else ()
    output = command.option("-o", "--o")
    if output is None:
        # Several packages are only checked, and nothing is written.
        return (posixpath.join(directory, names[0]),) if len(names) == 1 else ()
    if output.value is None or "$" in output.value:
        return ()
    path = posixpath.normpath(posixpath.join(directory, output.value))
    if output.value.endswith("/") or output.value in {".", ".."} or len(command.arguments) > 1:
        return tuple(posixpath.join(path, name) for name in names)
    return (path,)


def _install_folder(stage: Stage, run: Placed[Run]) -> str | None:
    for variable, folder in (("GOBIN", ""), ("GOPATH", "bin")):
        binding = stage.scope.find(variable, run.at)
        if binding is not None:
            return posixpath.join(binding.value, folder).rstrip("/") if binding.value is not None else None
    return _GO_BIN


def _names(stage: Stage, run: Placed[Run], command: PackageCommand, directory: str, project: Project) -> Iterator[str]:
    """The names of the programs: a package is called like its folder, the root of a module like the module."""
    packages = [word.value for word in command.arguments] or ["."]
    manifest = context_path_of(stage, run.at, posixpath.join(directory, "go.mod"), project)
    root = ProjectPath(manifest.rpartition("/")[0]) if manifest is not None else None
    if packages[0].endswith(".go"):
        yield name(ProjectPath(packages[0])).removesuffix(".go")
        return
    for package in packages:
        path = posixpath.normpath(package.removesuffix("...").rstrip("/") or ".")
        if package.endswith("..."):
            yield from _programs(root, path, project)
        elif path != ".":
            yield path.rpartition("/")[2]
        elif root is not None:
            yield from _module_name(project, root)


def _programs(root: ProjectPath | None, path: str, project: Project) -> Iterator[str]:
    if root is None:
        return
    below = normalise(join(root, path))
    for folder in go_sources(project, root).programs:
        if folder == root:
            yield from _module_name(project, root)
        elif is_inside(folder, below):
            yield name(folder)


def _module_name(project: Project, folder: ProjectPath) -> Iterator[str]:
    module = project.go_mod(folder)
    if module is None or not module.module:
        return
    before, _, last = module.module.rpartition("/")
    # A major version is no name: example.org/tool/v2 is built as `tool`.
    is_version = last[:1] == "v" and last[1:].isdigit()
    yield before.rpartition("/")[2] if is_version else last
