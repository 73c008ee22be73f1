""".NET: what `dotnet publish` makes, on the image with the runtime it needs."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.dotnet_images import SDKS, runtime_image, with_nothing_but_dependencies
from dockwright.analysis.ecosystems.dotnet_images import notes as image_notes
from dockwright.analysis.ecosystems.dotnet_projects import (
    assembly_name,
    context_folder,
    members,
    project_file,
    restore_manifests,
)
from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan, Start
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.starts import Started, started
from dockwright.model.packages.kinds import Manager
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ProjectPath, name
from dockwright.project.snapshot import Project

MANAGERS = frozenset({Manager.DOTNET})
_PUBLISHED = "/app/publish"


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """`dotnet restore`, with the folder of the context in which it runs."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager is not Manager.DOTNET or command.verb_name != "restore":
            continue
        directory = directory_of(stage, run.at, command)
        if directory is None:
            continue
        context = context_folder(stage, run.at, directory, project)
        if context is not None and project.known and project_file(command, context, project) is None:
            context = None
        yield Install(run, command, directory, context)


def manifests(install: Install, project: Project) -> Manifests:
    """The project files, each for its own folder, and what settles versions."""
    folder = install.context or ProjectPath("")
    path = project_file(install.command, folder, project)
    return restore_manifests(path, project) if path is not None else Manifests(())


class _Published(NamedTuple):
    """A `dotnet publish`: the absolute folder it writes to, and the project file, None if it is not known."""

    folder: str | None
    path: ProjectPath | None
    is_self_contained: bool


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """What is published, on the image with the runtime."""
    reference = stage.reference
    if reference is None or reference.repository not in SDKS or stage.state_at(stage.end).is_posix is False:
        return None
    start = started(stage)
    if start is None or not start.words:
        return None
    if start.words[0] == "dotnet" and start.words[1:2] in {("run",), ("watch",)}:
        return _plan_of_run(stage, project, start)
    published = tuple(_published(stage, project))
    return _plan_of_published(stage, project, start, published) if published else None


def _plan_of_published(
    stage: Stage, project: Project, start: Started, published: tuple[_Published, ...]
) -> RuntimePlan | Missing:
    """The plan for the one of `published` that `start` starts."""
    workdir = workdir_at(stage, stage.end)
    if workdir is None and not _started_file(start).startswith("/"):
        return Missing("the working directory is not known: that of the base image is not")
    path = posixpath.join(workdir or "/", _started_file(start))
    folder = posixpath.normpath(path).rpartition("/")[0]
    program = posixpath.splitext(path.rpartition("/")[2])[0] if path.endswith(".dll") else path.rpartition("/")[2]
    found = next((each for each in published if each.folder in {folder, None} and _makes(each, program, project)), None)
    if found is None:
        return Missing(f"which `dotnet publish` makes {program} in {folder} is not known")
    if found.folder is None and "/publish" not in folder:
        return Missing(f"which step makes {path} is not known")
    new = _start_in(folder, start)
    made = new if isinstance(new, Missing) else _plan(stage, project, found.path, folder, path, new)
    if isinstance(made, RuntimePlan) and found.is_self_contained and not path.endswith(".dll"):
        return made._replace(image=with_nothing_but_dependencies(made.image))
    return made


def _started_file(start: Started) -> str:
    is_dotnet = start.words[0].rpartition("/")[2] == "dotnet"
    return next((word for word in start.words[1:] if word.endswith(".dll")), "") if is_dotnet else start.words[0]


def _start_in(folder: str, start: Started) -> Start | Missing | None:
    """The command that starts the program from its own folder, None if it does already."""
    file = _started_file(start)
    if file.startswith("/") or "/" not in file.removeprefix("./"):
        return None
    if file not in start.own:
        return Missing(f"ENTRYPOINT and CMD together start {file} in {folder}")
    last = file.rpartition("/")[2]
    new = last if file.endswith(".dll") else f"./{last}"
    return Start(start.placed.at, (*start.init, *(new if word == file else word for word in start.own)))


def _published(stage: Stage, project: Project) -> Iterator[_Published]:
    for run, command in run_commands(stage):
        if command.manager is not Manager.DOTNET or command.verb_name != "publish":
            continue
        directory = directory_of(stage, run.at, command)
        if directory is None:
            continue
        output = command.option("-o", "--output")
        folder = None
        if output is not None and output.value is not None and "$" not in output.value:
            folder = posixpath.normpath(posixpath.join(directory, output.value))
        context = context_folder(stage, run.at, directory, project)
        path = project_file(command, context, project) if context is not None else None
        yield _Published(folder, path, command.has("--self-contained", "--sc"))


def _makes(published: _Published, program: str, project: Project) -> bool:
    """Whether the program may come from there."""
    if published.path is None:
        return True
    return any(assembly_name(path, project) in {None, program} for path in members(published.path, project))


def _plan_of_run(stage: Stage, project: Project, start: Started) -> RuntimePlan | Missing:
    """`dotnet run` compiles when the container starts: the program is published instead."""
    commands = [(run, command) for run, command in run_commands(stage) if command.manager is Manager.DOTNET]
    workdir = workdir_at(stage, stage.end)
    context = context_folder(stage, stage.end, workdir, project) if workdir is not None else None
    words = start.words[2:]
    at = words.index("--project") + 1 if "--project" in words else 0
    rest = words[words.index("--") + 1 :] if "--" in words else ()
    if context is None or start.words[1] == "watch" or not commands or (at and at >= len(words)):
        return Missing("the container compiles the program when it starts (`dotnet run`): publish it in a RUN first")
    folder = ProjectPath(posixpath.normpath(posixpath.join(context, words[at]))) if at else context
    path = folder if folder.endswith("proj") else None
    if path is None:
        found = [child for child in project.children(folder) if child.endswith(("csproj", "fsproj", "vbproj"))]
        path = found[0] if len(found) == 1 else None
    program = assembly_name(path, project) if path is not None else None
    if path is None or program is None:
        return Missing("which project `dotnet run` starts is not known")
    named = f" {words[at]}" if at else f" {name(path)}"
    build = f"dotnet publish{named} -c Release -o {_PUBLISHED}"
    new = Start(start.placed.at, (*start.init, "dotnet", f"{program}.dll", *rest))
    note = "`dotnet run` took the port and environment from launchSettings.json: set them by ENV"
    made = _plan(stage, project, path, _PUBLISHED, f"{program}.dll", new)
    return made if isinstance(made, Missing) else made._replace(extra_builds=(build,), notes=(note, *made.notes))


def _plan(  # noqa: PLR0913, PLR0917 - the facts that make a plan
    stage: Stage, project: Project, path: ProjectPath | None, folder: str, file: str, start: Start | None
) -> RuntimePlan | Missing:
    """The plan for the program `file` of the project at `path`, published to `folder`."""
    reference = stage.reference
    last = file.rpartition("/")[2]
    program = last.removesuffix(".dll")
    own = next((each for each in _members(path, project) if assembly_name(each, project) == program), None)
    if own is None or reference is None:
        return Missing(f"which project makes {last} is not known")
    image = runtime_image(reference, own, project)
    if isinstance(image, Missing):
        return image
    return RuntimePlan(
        image=image,
        artifacts=(Artifact(folder, folder),),
        start=start,
        packages=needed_packages(stage, image),
        workdir=folder,
        notes=tuple(image_notes(stage, image)),
    )


def _members(path: ProjectPath | None, project: Project) -> tuple[ProjectPath, ...]:
    return members(path, project) if path is not None else ()
