"""The projects that a command of `dotnet` is about, and what restoring them reads."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Manifests
from dockwright.analysis.transfers import context_copies, context_path, context_path_of
from dockwright.model.packages.model import PackageCommand
from dockwright.model.stages import Stage
from dockwright.project.manifests.dotnet import parse_solution
from dockwright.project.paths import ProjectPath, is_inside, join, lineage, name, parent
from dockwright.project.snapshot import Project

_PROJECTS = (".csproj", ".fsproj", ".vbproj")
_SOLUTIONS = (".sln", ".slnx")
_LOCKFILE = "packages.lock.json"
_ABOVE = (
    "Directory.Build.props",
    "Directory.Build.targets",
    "Directory.Packages.props",
    "global.json",
    "nuget.config",
    "NuGet.config",
    "NuGet.Config",
)


def context_folder(stage: Stage, offset: int, directory: str, project: Project) -> ProjectPath | None:
    """The folder of the context that a COPY, of a whole folder or of a project, put at the absolute `directory`."""
    found = _copied_folder(stage, offset, directory, project)
    if found is not None:
        return found
    for path in project.texts:
        if path.endswith((*_PROJECTS, *_SOLUTIONS)):
            place = posixpath.join(directory, name(path))
            if context_path_of(stage, offset, place, project) == path:
                return parent(path)
    return None


def _copied_folder(stage: Stage, offset: int, directory: str, project: Project) -> ProjectPath | None:
    for copy in reversed(context_copies(stage)):
        if copy.placed.at > offset or copy.folder is None or copy.renames is not None:
            continue
        if directory.rstrip("/") != copy.folder and not directory.startswith(f"{copy.folder}/"):
            continue
        rest = directory[len(copy.folder) :]
        for source in copy.sources:
            folder = context_path(source)
            if folder is not None and (project.is_dir(folder) or (not project.known and "." not in name(folder))):
                return join(folder, rest)
    return None


def project_file(command: PackageCommand, folder: ProjectPath, project: Project) -> ProjectPath | None:
    """The project or solution that `command`, run in `folder` of the context, works on."""
    named = [word.value.replace("\\", "/") for word in command.arguments]
    option = command.option("--project")
    if option is not None and option.value is not None:
        named = [option.value]
    target = join(folder, named[0]) if named and "$" not in named[0] else folder
    if named and "$" in named[0]:
        return None
    if target.endswith((*_PROJECTS, *_SOLUTIONS)):
        return target
    children = project.children(target)
    for endings in (_SOLUTIONS, _PROJECTS):
        found = [path for path in children if path.endswith(endings)]
        if len(found) == 1:
            return found[0]
    return None


def members(path: ProjectPath, project: Project) -> tuple[ProjectPath, ...]:
    """The project files that belong to a project or solution: its members, and what they refer to."""
    if path.endswith(_SOLUTIONS):
        text = project.read(path)
        waiting = [join(parent(path), each) for each in parse_solution(text)] if text is not None else []
    else:
        waiting = [path]
    found: dict[ProjectPath, None] = {}
    while waiting:
        each = waiting.pop(0)
        if each in found:
            continue
        found[each] = None
        parsed = project.dotnet_project(each)
        waiting.extend(join(parent(each), reference) for reference in (parsed.references if parsed else ()))
    return tuple(found)


def restore_manifests(path: ProjectPath, project: Project) -> Manifests:
    """What `dotnet restore` of a project or solution reads."""
    projects = members(path, project)
    required = dict.fromkeys((path, *projects))
    optional: dict[ProjectPath, None] = {}
    needs_source: str | None = None
    for each in projects:
        optional.update(dict.fromkeys(_beside(each, project)))
        parsed = project.dotnet_project(each)
        for reference in (*(parsed.references if parsed else ()), *(parsed.imports if parsed else ())):
            if "$" in reference or "*" in reference:
                needs_source = f"{each} names {reference}, which depends on a variable"
        imported = [join(parent(each), file) for file in (parsed.imports if parsed else ()) if "$" not in file]
        optional.update(dict.fromkeys(file for file in imported if project.exists(file)))
    locks = [lock for each in projects if project.exists(lock := join(parent(each), _LOCKFILE))]
    return Manifests(
        required=tuple(required),
        optional=tuple(file for file in optional if file not in required),
        lockfile=locks[0] if locks and len(locks) == len(projects) else None,
        needs_source=needs_source,
    )


def _beside(path: ProjectPath, project: Project) -> Iterator[ProjectPath]:
    """The files that settle things for a project: its own lockfile, and those in the folders above it."""
    lock = join(parent(path), _LOCKFILE)
    if project.exists(lock):
        yield lock
    for folder in (ProjectPath(""), *lineage(parent(path))):
        if is_inside(path, folder):
            yield from (file for each in _ABOVE if project.exists(file := join(folder, each)))


def assembly_name(path: ProjectPath, project: Project) -> str | None:
    """The name of the program that a project makes, None if its file does not say it plainly."""
    parsed = project.dotnet_project(path)
    if parsed is None:
        return None
    given = parsed.assembly
    if given is not None:
        stem = posixpath.splitext(name(path))[0]
        given = given.replace("$(MSBuildProjectName)", stem)
        return None if "$" in given else given
    return posixpath.splitext(name(path))[0]
