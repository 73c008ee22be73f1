"""C and C++: a program made by a compiler, make or CMake from the source of the build context."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.go_system import needs_system
from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan, Start
from dockwright.analysis.ecosystems.native_libraries import is_static, libraries, uses_cxx
from dockwright.analysis.ecosystems.programs import beside, cleans_up, in_cache_mount, placements, start_paths
from dockwright.analysis.ecosystems.users import missing_user
from dockwright.analysis.images import is_alpine, runtime_base
from dockwright.analysis.images import system as system_of
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.starts import Started, started
from dockwright.analysis.transfers import context_copies, context_path_of
from dockwright.knowledge.repositories import canonical
from dockwright.model.commands import calls_of
from dockwright.model.packages.builds import BuildStep, builds_of
from dockwright.model.packages.kinds import Family, Manager
from dockwright.model.references import ImageReference
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run

MANAGERS = frozenset[Manager]()
_COMPILED = "gcc"
_REPOSITORIES = frozenset(
    {_COMPILED, "alpine", "buildpack-deps", "debian", "fedora", "ubuntu", "rockylinux", "almalinux"}
)
_COMPILERS = frozenset({"gcc", "g++", "cc", "c++", "clang", "clang++", "gfortran", "musl-gcc"})
_PREFIXES = ("--prefix=", "-DCMAKE_INSTALL_PREFIX=", "-DCMAKE_INSTALL_PREFIX:PATH=", "PREFIX=", "prefix=", "--prefix")
_LOCAL = "/usr/local"
_RUNTIME_OF_CXX = ("libstdc++.so.6", "libgcc_s.so.1")
_NOBODY = "65532:65532"


class _Step(NamedTuple):
    """A build step and the absolute folder it works in."""

    run: Placed[Run]
    step: BuildStep
    directory: str


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:  # noqa: ARG001 - the same for every ecosystem
    """None: there is no usual package manager."""
    return ()


def manifests(install: Install, project: Project) -> Manifests:  # noqa: ARG001 - the same for every ecosystem
    """Nothing is installed, and so nothing read."""
    return Manifests(())


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """The program on a slim image of the builder's libc; on scratch if it is linked statically."""
    reference = stage.reference
    if reference is None or canonical(reference.repository) not in _REPOSITORIES:
        return None
    steps = tuple(step for step in _steps(stage) if _has_source(stage, step))
    if not steps or cleans_up(stage):
        return None
    start = started(stage)
    if start is None or not start.words:
        has_start = any(placed.node.name in {"CMD", "ENTRYPOINT"} for placed in stage.instructions)
        return Missing("what the container starts is not one plain command") if has_start else None
    if start.is_alone:
        return Missing("the shell of the ENTRYPOINT keeps the CMD from the program")
    found = _made(stage, steps, start, project)
    if found is None:
        compiled = canonical(reference.repository) == _COMPILED
        return (
            Missing(f"the container starts {start.words[0]}, which is not known to be built here") if compiled else None
        )
    if isinstance(found, Missing):
        return found
    return _plan(stage, reference, project, steps, found)


def _steps(stage: Stage) -> Iterator[_Step]:
    for run in stage.every(Run):
        workdir = workdir_at(stage, run.at) or "/"
        for step in builds_of(run.node) if stage.state_at(run.at).is_posix else ():
            if step.family is Family.NATIVE and step.directory is not None:
                yield _Step(run, step, posixpath.normpath(posixpath.join(workdir, step.directory)))


def _has_source(stage: Stage, step: _Step) -> bool:
    """Whether something of the build context is where the step works, or above or below."""
    folders = (copy.folder for copy in context_copies(stage) if copy.placed.at < step.run.at)
    place = f"{step.directory.rstrip('/')}/"
    return any(f"{folder}/".startswith(place) or place.startswith(f"{folder}/") for folder in folders if folder)


class _Made(NamedTuple):
    """The program that is started: the start, its path, and what is copied with it."""

    start: Started
    path: str
    artifacts: tuple[str, ...]
    installed: bool


def _made(stage: Stage, steps: tuple[_Step, ...], start: Started, project: Project) -> _Made | Missing | None:
    copied = {placed.target: placed.source for placed in placements(stage)}
    for path in start_paths(stage, start):
        source = copied.get(path, path)
        maker = next((step for step in steps if _makes(step, source, stage, project)), None)
        if maker is not None:
            if source == path and in_cache_mount(maker.run, path):
                return Missing(f"{path} is in a cache mount, not in a layer: copy it out of there in the same RUN")
            return _Made(start, path, (path,), installed=False)
    installing = next((step for step in steps if _is_install(step.step)), None)
    if installing is None:
        return None
    prefix = _prefix(stage) or _LOCAL
    program = start.words[0]
    paths = (*start_paths(stage, start), *((f"{prefix}/bin/{program}",) if "/" not in program else ()))
    path = next((path for path in paths if path.startswith(f"{prefix}/")), None)
    if path is None:
        return None
    if prefix == _LOCAL and stage.reference is not None and canonical(stage.reference.repository) == _COMPILED:
        return Missing(f"what is installed besides {program} is not known, and {_LOCAL} has the compiler too")
    if prefix in {"/usr", "/"} or "$" in prefix:
        return Missing(f"what is installed in {prefix} besides {program} is not known")
    return _Made(start, path, (prefix,), installed=True)


def _makes(step: _Step, path: str, stage: Stage, project: Project) -> bool:
    """Whether the step makes the program at `path`: by its `-o`, or as it is in its folder and not of the context."""
    tool = step.step.tool
    if tool in _COMPILERS or tool.rpartition("-")[0] in _COMPILERS:
        output = step.step.output
        name = output.value if output is not None and output.value is not None else "a.out"
        return posixpath.normpath(posixpath.join(step.directory, name)) == path
    folder = workdir_at(stage, step.run.at) or "/"
    below = [place for place in (step.directory, folder) if place != "/"]
    if not any(path.startswith(f"{place}/") for place in below) or not project.known:
        return False
    context = context_path_of(stage, step.run.at, path, project)
    return context is None or not project.exists(context)


def _is_install(step: BuildStep) -> bool:
    words = {word.value for word in step.call.words}
    return "install" in words or "--install" in words


def _prefix(stage: Stage) -> str | None:
    """The folder that things are installed in, where the file says so."""
    for run in stage.every(Run):
        for call in calls_of(run.node):
            words = [word.value for word in call.words]
            for index, word in enumerate(words):
                for option in _PREFIXES:
                    if word == option and index + 1 < len(words):
                        return words[index + 1].rstrip("/")
                    if option.endswith("=") and word.startswith(option):
                        return word.removeprefix(option).rstrip("/") or "/"
    return None


def _plan(
    stage: Stage,
    reference: ImageReference,
    project: Project,
    steps: tuple[_Step, ...],
    made: _Made,
) -> RuntimePlan | Missing:
    if any(call.name == "ldconfig" for run in stage.every(Run) for call in calls_of(run.node)):
        return Missing("shared libraries are installed (`ldconfig`), and which of them the program needs is not known")
    if system_of(reference) is None:
        return Missing(f"which system {reference.text} is built on is not known")
    start = made.start
    static = is_static(tuple(step.step for step in steps), project) and not made.installed
    reason = needs_system(stage)
    scratch = static and reason is None
    image = "scratch" if scratch else runtime_base(reference)
    stranger = missing_user(stage, image) if not scratch else None
    if stranger is not None:
        return stranger
    copies_cxx = not static and canonical(reference.repository) == _COMPILED and uses_cxx(stage, project)
    target = f"/{posixpath.basename(made.path)}" if scratch else made.path
    programs = tuple(Artifact(path, target if path == made.path else path) for path in made.artifacts)
    shared = tuple(Artifact(f"{_LOCAL}/lib64/{name}", f"{_LOCAL}/lib/{name}") for name in _RUNTIME_OF_CXX)
    folders = tuple(beside(stage, stage.end, project, ProjectPath(""), ("data", "conf", "etc")))
    word = target if scratch else start.own[0]
    changed = start.is_shell or word != start.own[0]
    packages = () if static else tuple(_packages(stage, reference, image, project))
    return RuntimePlan(
        image=image,
        artifacts=(*(shared if copies_cxx else ()), *programs, *folders),
        environment=(("LD_LIBRARY_PATH", f"{_LOCAL}/lib"),) if copies_cxx else (),
        start=Start(start.placed.at, (*(() if scratch else start.init), word, *start.own[1:])) if changed else None,
        packages=packages,
        builds=frozenset(_builds(stage, made)),
        user=_NOBODY if scratch else None,
        has_shell=not scratch,
        keeps_workdir=bool(folders) or not scratch,
        notes=tuple(_notes(reason if static else None)),
    )


def _packages(stage: Stage, reference: ImageReference, image: str, project: Project) -> Iterator[str]:
    yield from needed_packages(stage, image)
    system = system_of(reference)
    if is_alpine(reference) and uses_cxx(stage, project):
        yield from ("libgcc", "libstdc++")
    if system is not None and canonical(reference.repository) in {_COMPILED, "buildpack-deps"}:
        yield from libraries(stage, project, system)


def _builds(stage: Stage, made: _Made) -> Iterator[int]:
    yield from (placed.run.at for placed in placements(stage) if placed.target == made.path)


def _notes(reason: str | None) -> Iterator[str]:
    if reason is not None:
        yield f"not on scratch: {reason}"
    yield "check that the program needs no other file or library at run time"
