"""Java: Maven and Gradle, and the jar that runs."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.java_images import is_java_image, runtime_image
from dockwright.analysis.ecosystems.java_outputs import artifacts, java_start, starts_a_build
from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.transfers import context_path_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ProjectPath, join, parent
from dockwright.project.snapshot import Project
from dockwright.syntax import nodes
from dockwright.syntax.nodes import Placed

MANAGERS = frozenset({Manager.MAVEN, Manager.GRADLE})
_MAVEN_MANIFEST = "pom.xml"
_GRADLE_MANIFESTS = ("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts")
_GRADLE_OPTIONAL = ("gradle.properties", "gradle.lockfile", "settings-gradle.lockfile")
_IN_TEMURIN = frozenset({"curl", "wget"})
"""Programs that the Ubuntu images of Temurin have."""


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """`mvn dependency:go-offline` and the like; a build that fetches on the way is none, for it needs the source."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager not in MANAGERS or command.verb is not Verb.DOWNLOAD:
            continue
        directory = directory_of(stage, run.at, command)
        if directory is None or _also_builds(command):
            continue
        names = (_MAVEN_MANIFEST,) if command.manager is Manager.MAVEN else _GRADLE_MANIFESTS
        found = (context_path_of(stage, run.at, posixpath.join(directory, name), project) for name in names)
        manifest = next((path for path in found if path is not None and project.exists(path)), None)
        yield Install(run, command, directory, parent(manifest) if manifest is not None else None)


def _also_builds(command: PackageCommand) -> bool:
    """Whether one of its other goals needs the source."""
    goals = {word.value for word in command.arguments} - {"clean"}
    return any(
        not goal.rpartition(":")[2].startswith(("go-offline", "resolve", "dependencies", "download")) for goal in goals
    )


def manifests(install: Install, project: Project) -> Manifests:
    """The manifests of every module, the wrapper, and what settles versions."""
    folder = install.context or ProjectPath("")
    if install.command.manager is Manager.MAVEN:
        return _maven(install, folder, project)
    return _gradle(install, folder, project)


def _maven(install: Install, folder: ProjectPath, project: Project) -> Manifests:
    first = join(folder, _MAVEN_MANIFEST)
    members: dict[ProjectPath, None] = {}
    waiting = [folder]
    while waiting:
        at = waiting.pop(0)
        pom = project.pom(at)
        for module in pom.modules if pom is not None else ():
            path = join(at, module)
            manifest = path if path.endswith(".xml") else join(path, _MAVEN_MANIFEST)
            if manifest not in members:
                members[manifest] = None
                waiting.append(parent(manifest))
    settings = [
        join(folder, value) for value in install.command.values("-s", "--settings") if not value.startswith("/")
    ]
    return Manifests(
        required=(first, *_wrapper(install, folder, "mvnw"), *settings),
        optional=tuple(members),
        folders=tuple(path for name in (".mvn",) if project.is_dir(path := join(folder, name))),
        members=tuple(members),
    )


def _wrapper(install: Install, folder: ProjectPath, name: str) -> tuple[ProjectPath, ...]:
    return (join(folder, name),) if install.command.program == name else ()


def _gradle(install: Install, folder: ProjectPath, project: Project) -> Manifests:
    own = [path for name in _GRADLE_MANIFESTS if project.exists(path := join(folder, name))]
    members = [
        path
        for name in (*_GRADLE_MANIFESTS[:2], "gradle.lockfile")
        for path in project.find(name)
        if parent(path) != folder and path.startswith(f"{folder}/" if folder else "")
    ]
    optional = [path for name in _GRADLE_OPTIONAL if project.exists(path := join(folder, name))]
    has_source = project.exists(join(folder, "buildSrc"))
    return Manifests(
        required=(*own, *_wrapper(install, folder, "gradlew")),
        optional=(*optional, *members),
        folders=tuple(path for name in ("gradle",) if project.is_dir(path := join(folder, name))),
        members=tuple(members),
        needs_source="buildSrc holds source that the build itself needs" if has_source else None,
    )


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """The jar on the image of the same Java without a compiler."""
    reference = stage.reference
    if reference is None or not is_java_image(reference):
        return None
    fact = java_start(stage)
    if fact is None:
        return None
    if starts_a_build(fact):
        return Missing("the container builds the program when it starts: build it in a RUN, and start the jar")
    if not any(command.manager in MANAGERS and command.verb is Verb.BUILD for _, command in run_commands(stage)):
        return None
    found = artifacts(stage, fact, project)
    if found is None or isinstance(found, Missing):
        return found
    image = runtime_image(reference)
    if isinstance(image, Missing):
        return image
    return RuntimePlan(
        image=image,
        artifacts=(*found, *_agents(stage)),
        builder_only=frozenset(_builder_only(stage)),
        packages=tuple(name for name in needed_packages(stage, image) if name not in _IN_TEMURIN),
        notes=("check that the program needs no other file at run time, and no compiler or other tool of the JDK",),
    )


def _agents(stage: Stage) -> Iterator[Artifact]:
    """Java agents that the start names and that a RUN or ADD brings."""
    for kind in (nodes.Entrypoint, nodes.Cmd):
        placed = stage.last(kind)
        for word in placed.node.arguments if placed is not None else ():
            flag, colon, rest = word.value.partition("-javaagent:")
            if colon and not flag and "$" not in rest:
                path = rest.partition("=")[0]
                absolute = posixpath.normpath(posixpath.join(workdir_at(stage, stage.end) or "/", path))
                yield Artifact(absolute, absolute)


def _builder_only(stage: Stage) -> Iterator[int]:
    for placed in stage.every(nodes.Env):
        names = [pair.key.value for pair in placed.node.assignments]
        if all(name.startswith(("MAVEN_", "GRADLE_")) for name in names):
            yield Placed(placed.at, placed.node).at
