"""Where `go build` and `go install` put the programs they make."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.transfers import context_path_of
from dockwright.model.commands import calls_of
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
    for package in packages if not packages[0].endswith(".go") else packages[:1]:
        path = posixpath.normpath(package.removesuffix("...").rstrip("/") or ".")
        if package.endswith("..."):
            yield from _programs(module_root(stage, run.at, directory, project), path, project)
        else:
            name_ = program_name(stage, run.at, directory, package, project)
            if name_ is not None:
                yield name_


def module_root(stage: Stage, offset: int, directory: str | None, project: Project) -> ProjectPath | None:
    """The folder of the context with the go.mod that the COPYs before `offset` put into `directory`."""
    if directory is None:
        return None
    manifest = context_path_of(stage, offset, posixpath.join(directory, "go.mod"), project)
    if manifest is None or not project.may_exist(manifest):
        return None
    return ProjectPath(manifest.rpartition("/")[0])


def program_name(stage: Stage, offset: int, directory: str, package: str, project: Project) -> str | None:
    """What `go build` in `directory` calls the program of a package or of the first of some files."""
    if package.startswith("-") or "$" in package or "@" in package:
        return None
    if package.endswith(".go"):
        return name(ProjectPath(package)).removesuffix(".go")
    path = posixpath.normpath(package.rstrip("/") or ".")
    if path != ".":
        return path.rpartition("/")[2]
    root = module_root(stage, offset, directory, project)
    if root is not None:
        return next(_module_name(project, root), None)
    return _made_module(stage, offset) or (_name_in_gopath(directory) if project.known else None)


def _made_module(stage: Stage, offset: int) -> str | None:
    """The name that `go mod init` in the stage has given."""
    for run in stage.every(Run):
        for call in calls_of(run.node) if run.at < offset else ():
            words = [word.value for word in call.arguments]
            if call.name == "go" and words[:2] == ["mod", "init"] and len(words) > len(("mod", "init")):
                return next(_last_name(words[2]), None)
    return None


def _name_in_gopath(directory: str) -> str | None:
    """Without modules a package is named like its folder, which lies in GOPATH."""
    return directory.rpartition("/")[2] if directory.startswith("/go/src/") else None


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
    if module is not None and module.module:
        yield from _last_name(module.module)


def _last_name(module: str) -> Iterator[str]:
    before, _, last = module.rpartition("/")
    # A major version is no name: example.org/tool/v2 is built as `tool`.
    is_version = last[:1] == "v" and last[1:].isdigit()
    yield before.rpartition("/")[2] if is_version else last
