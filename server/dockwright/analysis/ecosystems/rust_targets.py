"""Where cargo puts the programs that it makes."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.transfers import context_path_of
from dockwright.model.packages.model import PackageCommand
from dockwright.model.stages import Stage
from dockwright.project.manifests.cargo import CargoManifest, LockedCrate, parse_cargo_lock, parse_cargo_toml
from dockwright.project.paths import ProjectPath, join, lineage, name, parent
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run

_PROFILES = {"dev": "debug", "test": "debug", "bench": "release"}


class Output(NamedTuple):
    """The folder of the programs that one command makes, and their names, None if those are not known.

    `is_target` tells that it is cargo's own folder, not one that programs are installed in. `triple` is the platform
    that is named, `""` for none.
    """

    run: Placed[Run]
    folder: str
    names: frozenset[str] | None
    is_target: bool
    triple: str

    def has(self, path: str) -> bool:
        """Whether the program at `path` is one of them, or may be."""
        folder, _, last = path.rpartition("/")
        return folder == self.folder and (self.names is None or last in self.names)


def manifest_at(project: Project, folder: ProjectPath) -> CargoManifest | None:
    """The Cargo.toml of a folder of the context."""
    text = project.read(join(folder, "Cargo.toml"))
    return parse_cargo_toml(text) if text is not None else None


def crates(project: Project, folder: ProjectPath) -> tuple[LockedCrate, ...]:
    """What the lockfile of the package or workspace in `folder` pins."""
    text = project.read(join(folder, "Cargo.lock"))
    return parse_cargo_lock(text) if text is not None else ()


def context_of(stage: Stage, run: Placed[Run], command: PackageCommand, project: Project) -> ProjectPath | None:
    """The folder of the context in which a cargo command works, None if that is not known."""
    directory = directory_of(stage, run.at, command)
    if directory is None:
        return None
    manifest = context_path_of(stage, run.at, posixpath.join(directory, "Cargo.toml"), project)
    return parent(manifest) if manifest is not None else None


def workspace_root(project: Project, folder: ProjectPath) -> ProjectPath:
    """The folder of the workspace that the package in `folder` is a member of; the folder itself without one."""
    for above in (*reversed(tuple(lineage(folder))), ProjectPath("")):
        manifest = manifest_at(project, above)
        if manifest is not None and manifest.members is not None:
            return above
    return folder


def output_of(stage: Stage, run: Placed[Run], command: PackageCommand, project: Project) -> Output | None:
    """Where `cargo build` and `cargo install` put what they make; None if a variable tells."""
    directory = directory_of(stage, run.at, command)
    if directory is None:
        return None
    context = context_of(stage, run, command, project)
    names = _wanted(command, project, context)
    if command.verb_name == "install":
        return _installed(stage, run, command, names, directory)
    base = _target_folder(stage, run, command, project, directory)
    triple = _setting(stage, run, command, ("--target",), "CARGO_BUILD_TARGET") or ""
    profile = _profile(command)
    if base is None or "$" in base or "$" in triple or profile is None:
        return None
    return Output(run, posixpath.normpath(posixpath.join(base, triple, profile)), names, is_target=True, triple=triple)


def _setting(
    stage: Stage, run: Placed[Run], command: PackageCommand, options: tuple[str, ...], variable: str
) -> str | None:
    option = command.option(*options)
    if option is not None:
        return option.value
    inline = command.call.variable(variable)
    if inline is not None:
        return inline
    binding = stage.scope.find(variable, run.at)
    return (binding.value if binding.value is not None else "$") if binding is not None else None


def _profile(command: PackageCommand) -> str | None:
    option = command.option("--profile")
    if option is not None:
        return None if option.value is None or "$" in option.value else _PROFILES.get(option.value, option.value)
    return "release" if command.has("--release", "-r") else "debug"


def _target_folder(
    stage: Stage, run: Placed[Run], command: PackageCommand, project: Project, directory: str
) -> str | None:
    said = _setting(stage, run, command, ("--target-dir",), "CARGO_TARGET_DIR")
    if said is not None:
        return posixpath.join(directory, said)
    context = context_of(stage, run, command, project)
    root = workspace_root(project, context) if context is not None else None
    if context is not None and root is not None and root != context:
        up = posixpath.relpath(root or ".", context or ".")
        directory = posixpath.normpath(posixpath.join(directory, up))
    return posixpath.join(directory, "target")


def _installed(
    stage: Stage, run: Placed[Run], command: PackageCommand, names: frozenset[str] | None, directory: str
) -> Output | None:
    root = _setting(stage, run, command, ("--root",), "CARGO_INSTALL_ROOT")
    root = root or _setting(stage, run, command, (), "CARGO_HOME") or "/root/.cargo"
    if "$" in root:
        return None
    triple = _setting(stage, run, command, ("--target",), "CARGO_BUILD_TARGET") or ""
    if command.option("--path") is None:
        names = frozenset(package.name for package in command.packages)
    folder = posixpath.normpath(posixpath.join(directory, root, "bin"))
    return Output(run, folder, names, is_target=False, triple=triple)


def _wanted(command: PackageCommand, project: Project, context: ProjectPath | None) -> frozenset[str] | None:
    """The names of the programs that the command makes."""
    said = command.values("--bin")
    if said:
        return frozenset(said)
    if context is None or manifest_at(project, context) is None:
        return None
    path = command.option("--path")
    if path is not None and path.value is not None:
        context = ProjectPath(posixpath.normpath(posixpath.join(context, path.value)).removeprefix("."))
    folders = (context, *members(project, context))
    found = [(folder, manifest) for folder in folders if (manifest := manifest_at(project, folder)) is not None]
    packages = set(command.workspaces)
    if packages:
        found = [(folder, manifest) for folder, manifest in found if manifest.package in packages]
    return frozenset(name for folder, manifest in found for name in binaries(project, folder, manifest))


def members(project: Project, folder: ProjectPath) -> tuple[ProjectPath, ...]:
    """The folders of the members of the workspace in `folder`."""
    manifest = manifest_at(project, folder)
    globs = manifest.members or () if manifest is not None else ()
    return tuple(parent(path) for glob in globs for path in project.match(f"{join(folder, glob)}/Cargo.toml"))


def binaries(project: Project, folder: ProjectPath, manifest: CargoManifest) -> Iterator[str]:
    """The names of the programs of a package."""
    yield from manifest.binaries
    if manifest.package is not None and manifest.main and project.exists(join(folder, "src/main.rs")):
        yield manifest.package
    if manifest.finds_binaries:
        for path in project.children(join(folder, "src/bin")):
            yield name(path).removesuffix(".rs")
