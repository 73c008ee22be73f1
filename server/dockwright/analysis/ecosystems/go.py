"""Go: modules, static binaries, and cgo."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.go_binaries import binaries
from dockwright.analysis.ecosystems.go_system import installs_zones, needs_system
from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan, Start
from dockwright.analysis.images import runtime_base
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.starts import Started, started
from dockwright.analysis.transfers import context_path_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.references import ImageReference
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.manifests.go_mod import GoMod
from dockwright.project.manifests.go_sources import cgo_evidence
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project
from dockwright.syntax import nodes
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.edit import Edit, insert

MANAGERS = frozenset({Manager.GO})
_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
_RUNTIME_FOLDERS = (
    "templates",
    "static",
    "public",
    "views",
    "migrations",
    "locales",
    "web",
    "assets",
    "config",
    "configs",
)
_ZONES = "/usr/share/zoneinfo"
_ON_PATH = frozenset({"/go/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"})
_NOBODY = "65532:65532"
_LOWEST_FREE_PORT = 1024


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """`go mod download`, or the first `go build` where nothing is downloaded apart."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager is Manager.GO and command.verb is Verb.DOWNLOAD:
            directory = directory_of(stage, run.at, command)
            if directory is not None:
                manifest = context_path_of(stage, run.at, posixpath.join(directory, "go.mod"), project)
                context = ProjectPath(manifest.rpartition("/")[0]) if manifest is not None else None
                yield Install(run, command, directory, context)


def manifests(install: Install, project: Project) -> Manifests:
    """go.mod and go.sum, those of every member of a workspace, and the vendor folder's absence."""
    folder = install.context or ProjectPath("")
    required = [join(folder, "go.mod")]
    optional = [path for name in ("go.sum", "go.work", "go.work.sum") if project.exists(path := join(folder, name))]
    module = _module(project, folder)
    needs_source = None
    if module is not None:
        local = next((replacement for replacement in module.replacements if replacement.startswith((".", "/"))), None)
        if local is not None:
            needs_source = f"go.mod replaces a module by the local folder {local}"
    if project.exists(join(folder, "go.work")):
        needs_source = needs_source or "go.work names modules in other folders"
    lock = join(folder, "go.sum")
    return Manifests(
        required=tuple(required),
        optional=tuple(optional),
        lockfile=lock if project.exists(lock) else None,
        needs_source=needs_source,
    )


def _module(project: Project, folder: ProjectPath) -> GoMod | None:
    return project.go_mod(folder)


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """A static binary on scratch; on a small image of the builder's libc where cgo is used or a shell is needed."""
    if stage.reference is None:
        return None
    builds = [
        (run, command)
        for run, command in run_commands(stage)
        if command.manager is Manager.GO and command.verb is Verb.BUILD
    ]
    start = started(stage)
    if not builds:
        return _run_from_source(stage, start)
    if start is None or not start.words:
        return Missing("what the container starts is not one plain command")
    made = [
        GoBuild(run, command, binary, start)
        for run, command in builds
        for binary in binaries(stage, run, command, project)
    ]
    if not made:
        return Missing("where `go build` puts the binary is not known")
    found = next((build for build in made if _is_started(build, stage)), None)
    if found is None:
        return Missing(f"the container starts {start.words[0]}, but `go build` makes {made[-1].binary}")
    return _plan(stage, stage.reference, project, found)


def _run_from_source(stage: Stage, start: Started | None) -> Missing | None:
    if stage.reference is None or stage.reference.repository != "golang":
        return None
    if start is not None and start.words[:2] == ("go", "run"):
        return Missing("the container compiles the program when it starts (`go run`): build it in a RUN first")
    return None


class GoBuild(NamedTuple):
    """The `go build` whose result is started: its RUN, the absolute path of the binary, and the start."""

    run: Placed[Run]
    command: PackageCommand
    binary: str
    start: Started


def _is_started(build: GoBuild, stage: Stage) -> bool:
    program = build.start.words[0]
    if "/" in program:
        return posixpath.normpath(posixpath.join(workdir_at(stage, stage.end) or "/", program)) == build.binary
    folder, _, name = build.binary.rpartition("/")
    return name == program and folder in _ON_PATH


def _plan(stage: Stage, reference: ImageReference, project: Project, build: GoBuild) -> RuntimePlan:
    run, command, binary, start = build
    evidence = cgo_evidence(project)
    setting = cgo_setting(stage, run, command)
    static = setting == "0" or (project.known and evidence is None and setting != "1")
    reason = needs_system(stage)
    scratch = static and reason is None
    name = binary.rpartition("/")[2]
    target = f"/{name}" if scratch else binary
    folders = tuple(_folders(stage, run, project))
    image = "scratch" if scratch else runtime_base(reference)
    zones = (Artifact(_ZONES, _ZONES),) if scratch and installs_zones(stage) else ()
    notes = ["check that the program needs no other file at run time"]
    if not static:
        why = evidence or (f"CGO_ENABLED={setting}" if setting else "the build context is not known")
        notes.insert(0, f"the binary may use cgo ({why}), so it keeps the builder's libc")
    elif reason is not None:
        notes.insert(0, f"not on scratch: {reason}")
    words = (*(() if scratch else start.init), target, *start.own[1:])
    return RuntimePlan(
        image=image,
        artifacts=(Artifact(_CERTIFICATES, _CERTIFICATES), *zones, Artifact(binary, target), *folders),
        start=Start(start.placed.at, words) if scratch or "/" not in start.own[0] else None,
        builder_edits=tuple(_static_edits(stage, run, command)) if static else (),
        packages=needed_packages(stage, image) if not scratch else (),
        user=_NOBODY if scratch and not _needs_low_port(stage) else None,
        has_shell=not scratch,
        keeps_workdir=bool(folders) or not scratch,
        notes=tuple(notes),
    )


def _folders(stage: Stage, run: Placed[Run], project: Project) -> Iterator[Artifact]:
    """Folders of the context that programs read at run time, where the build copies them to the working directory."""
    workdir = workdir_at(stage, stage.end)
    if workdir is None:
        return
    for name in _RUNTIME_FOLDERS:
        path = posixpath.join(workdir, name)
        context = ProjectPath(name)
        if project.is_dir(context) and context_path_of(stage, run.at, f"{path}/x", project) is not None:
            yield Artifact(path, path)


def _needs_low_port(stage: Stage) -> bool:
    ports = (word.value.partition("/")[0] for placed in stage.every(nodes.Expose) for word in placed.node.arguments)
    return any(port.isdigit() and 0 < int(port) < _LOWEST_FREE_PORT for port in ports)


def cgo_setting(stage: Stage, run: Placed[Run], command: PackageCommand) -> str | None:
    """What CGO_ENABLED is for the build, as far as the file says."""
    for word in command.command.assignments:
        name, _, value = word.value.partition("=")
        if name == "CGO_ENABLED":
            return value
    binding = stage.scope.find("CGO_ENABLED", run.at)
    return binding.value if binding is not None else None


def _static_edits(stage: Stage, run: Placed[Run], command: PackageCommand) -> Iterator[Edit]:
    form = run.node.command
    if cgo_setting(stage, run, command) != "0" and form is not None and not form.is_exec:
        yield insert(run.at + command.name_span.start, "CGO_ENABLED=0 ")
