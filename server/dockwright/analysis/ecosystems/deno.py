"""Deno: programs made by `deno compile`; whatever else runs needs Deno itself."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan, Start
from dockwright.analysis.ecosystems.programs import beside, placements, start_paths
from dockwright.analysis.ecosystems.users import missing_user
from dockwright.analysis.starts import started
from dockwright.analysis.transfers import context_path_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath, join, parent
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run

MANAGERS = frozenset({Manager.DENO})
_REPOSITORY = "denoland/deno"
_IMAGE = "debian:stable-slim"
_MANIFESTS = ("deno.json", "deno.jsonc", "package.json")
_OPTIONAL = ("deno.lock", "package.json", "import_map.json", ".npmrc")
_VARIABLES = frozenset({"DENO_DIR", "DENO_INSTALL_ROOT"})


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """The `deno install`s of the project's own dependencies."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager is not Manager.DENO or command.verb is not Verb.INSTALL_PROJECT or command.is_global:
            continue
        directory = directory_of(stage, run.at, command)
        if directory is None:
            continue
        found = (context_path_of(stage, run.at, posixpath.join(directory, name), project) for name in _MANIFESTS)
        manifest = next((path for path in found if path is not None and project.exists(path)), None)
        yield Install(run, command, directory, parent(manifest) if manifest is not None else None)


def manifests(install: Install, project: Project) -> Manifests:
    """deno.json, deno.lock, and package.json where there is one."""
    folder = install.context or ProjectPath("")
    lock = join(folder, "deno.lock")
    first = next((path for name in _MANIFESTS if project.exists(path := join(folder, name))), join(folder, "deno.json"))
    others = (join(folder, name) for name in _OPTIONAL)
    return Manifests(
        required=(first,),
        optional=tuple(path for path in others if project.exists(path) and path != first),
        lockfile=lock if project.exists(lock) else None,
        needs_source="it reads the entry point" if install.command.has("--entrypoint", "-e") else None,
    )


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """The compiled program on a slim Debian, which has the libc that it needs."""
    reference = stage.reference
    if reference is None or reference.repository != _REPOSITORY:
        return None
    builds = [
        (run, command)
        for run, command in run_commands(stage)
        if command.manager is Manager.DENO and command.verb_name == "compile"
    ]
    start = started(stage)
    if not builds or start is None or not start.words:
        return None
    if any(word in (reference.tag or "") for word in ("alpine", "distroless")):
        return Missing(f"what a program compiled in {reference.text} needs at run time is not known")
    made = {path for run, command in builds if (path := _output(stage, run, command)) is not None}
    copied = {placed.target: placed for placed in placements(stage)}
    for path in start_paths(stage, start):
        placed = copied.get(path)
        if path in made or (placed is not None and placed.source in made):
            stranger = missing_user(stage, _IMAGE)
            if stranger is not None:
                return stranger
            folders = tuple(beside(stage, stage.end, project, ProjectPath("")))
            return RuntimePlan(
                image=_IMAGE,
                artifacts=(Artifact(path, path), *folders),
                start=Start(start.placed.at, (*start.init, *start.own)) if start.is_shell else None,
                packages=("ca-certificates",),
                builds=frozenset((placed.run.at,)) if placed is not None else frozenset(),
                build_variables=_VARIABLES,
                notes=("check that the program needs no other file at run time",),
            )
    return Missing(f"the container starts {start.words[0]}, which is not known to be made by `deno compile`")


def _output(stage: Stage, run: Placed[Run], command: PackageCommand) -> str | None:
    directory = directory_of(stage, run.at, command)
    option = command.option("-o", "--output")
    if directory is None:
        return None
    if option is not None:
        known = option.value is not None and "$" not in option.value
        return posixpath.normpath(posixpath.join(directory, option.value or "")) if known else None
    name = posixpath.basename(command.arguments[0].value).partition(".")[0] if command.arguments else ""
    return posixpath.join(directory, name) if name not in {"", "main", "mod", "index", "cli"} else None
