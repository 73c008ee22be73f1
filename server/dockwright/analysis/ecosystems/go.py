"""Go: modules, static binaries, and cgo."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.go_binaries import binaries, module_root, program_name
from dockwright.analysis.ecosystems.go_runtime import Program, runtime
from dockwright.analysis.ecosystems.model import Install, Manifests, Missing, RuntimePlan
from dockwright.analysis.ecosystems.programs import placements
from dockwright.analysis.starts import Started, started
from dockwright.analysis.transfers import context_path_of
from dockwright.model.commands import calls_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.references import ImageReference
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.manifests.go_mod import GoMod
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.edit import Edit, insert

MANAGERS = frozenset({Manager.GO})
_ON_PATH = frozenset({"/go/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"})


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """`go mod download`, or the first `go build` where nothing is downloaded apart."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager is Manager.GO and command.verb is Verb.DOWNLOAD and not _vendors(command):
            directory = directory_of(stage, run.at, command)
            if directory is not None:
                manifest = context_path_of(stage, run.at, posixpath.join(directory, "go.mod"), project)
                context = ProjectPath(manifest.rpartition("/")[0]) if manifest is not None else None
                yield Install(run, command, directory, context)


def _vendors(command: PackageCommand) -> bool:
    """Whether it is `go mod vendor`, which copies what the source imports."""
    return any(word.value == "vendor" for word in command.call.words)


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
    if start is not None and start.words[:2] == ("go", "run") and stage.reference.repository == "golang":
        return _run_from_source(stage, stage.reference, project, start)
    if not builds:
        return None
    if start is None or not start.words:
        return Missing("what the container starts is not one plain command")
    made = [
        GoBuild(run, command, binary, start)
        for run, command in builds
        for binary in binaries(stage, run, command, project)
    ]
    if not made:
        return Missing("where `go build` puts the binary is not known")
    made.extend(build for each in made[:] for build in _moved(each, stage))
    found = next((build for build in made if _is_started(build, stage)), None)
    if found is None:
        return Missing(f"the container starts {start.words[0]}, but `go build` makes {made[0].binary}")
    return _plan(stage, stage.reference, project, found)


class GoBuild(NamedTuple):
    """The `go build` whose result is started: its RUN, the absolute path of the binary, and the start.

    `moved_by` is the RUN that puts the binary there, if that is another one.
    """

    run: Placed[Run]
    command: PackageCommand
    binary: str
    start: Started
    moved_by: Placed[Run] | None = None


def _moved(build: GoBuild, stage: Stage) -> Iterator[GoBuild]:
    """The binary where a later RUN that does nothing else copies or moves it to."""
    for placement in placements(stage):
        is_later = placement.run.at > build.run.at
        names = {call.name for call in calls_of(placement.run.node)}
        if is_later and placement.source == build.binary and names <= {"cp", "mv", "install", "chmod"}:
            yield build._replace(binary=placement.target, moved_by=placement.run)


def _is_started(build: GoBuild, stage: Stage) -> bool:
    program = build.start.words[0]
    if "/" in program:
        return posixpath.normpath(posixpath.join(workdir_at(stage, stage.end) or "/", program)) == build.binary
    folder, _, name = build.binary.rpartition("/")
    return name == program and folder in _ON_PATH


def _plan(stage: Stage, reference: ImageReference, project: Project, build: GoBuild) -> RuntimePlan | Missing:
    run, command, binary, start, moved_by = build
    directory = directory_of(stage, run.at, command)
    root = module_root(stage, run.at, directory, project) or ProjectPath("")
    found = runtime(stage, reference, project, Program(run.at, binary, start, root, cgo_setting(stage, run, command)))
    if isinstance(found, Missing):
        return found
    edits = tuple(_static_edits(stage, run, command)) if found.is_static else ()
    builds = frozenset({moved_by.at}) if moved_by is not None else frozenset[int]()
    return found.plan._replace(builder_edits=edits, builds=builds)


def _run_from_source(
    stage: Stage, reference: ImageReference, project: Project, start: Started
) -> RuntimePlan | Missing:
    """`go run`: the program is built at the end of the builder instead."""
    rest = start.words[2:]
    count = next((number for number, word in enumerate(rest) if not word.endswith(".go")), len(rest)) or 1
    package, arguments = rest[:count], rest[count:]
    directory = workdir_at(stage, stage.end)
    name = program_name(stage, stage.end, directory, package[0], project) if package and directory else None
    if name is None or start.own != start.words:
        return Missing("the container compiles the program when it starts (`go run`): build it in a RUN first")
    binary = f"/usr/local/bin/{name}"
    binding = stage.scope.find("CGO_ENABLED")
    program = Program(
        stage.end,
        binary,
        start._replace(own=(name, *arguments), words=(name, *arguments)),
        module_root(stage, stage.end, directory, project) or ProjectPath(""),
        binding.value if binding is not None else None,
    )
    found = runtime(stage, reference, project, program)
    if isinstance(found, Missing):
        return found
    setting = "CGO_ENABLED=0 " if found.is_static and program.cgo != "0" else ""
    notes = ("the program is compiled when the image is built, no longer when it starts", *found.plan.notes)
    build = f"{setting}go build -o {binary} {' '.join(package)}"
    return found.plan._replace(extra_builds=(build,), notes=notes)


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
