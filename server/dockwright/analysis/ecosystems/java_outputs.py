"""Which file Java starts, and whether the build makes it."""

import posixpath
import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Artifact, Missing
from dockwright.analysis.transfers import context_path_of
from dockwright.model.commands import calls_of
from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.starts import StartFact, StartKind, start_of
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.manifests.pom import Pom
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Cmd, Entrypoint, Run

_OUTPUT = re.compile(r"(?P<module>/.*?|)/(?:target|build)/.+")
_DISTRIBUTION = re.compile(r"(?P<folder>/.*/build/install/[^/]+)/bin/[^/]+")
_NAMED_OUTSIDE = re.compile(r"-D[\w.]*(?:name|revision|version|changelist)\b", re.IGNORECASE)
"""A property given to Maven that may go into the name of the jar."""
_LAST_PATH = 2


def java_start(stage: Stage) -> StartFact | None:
    """What the stage starts, behind all that only starts others."""
    for placed in (stage.last(Entrypoint), stage.last(Cmd)):
        fact = start_of(placed.node.command) if placed is not None and placed.node.command is not None else None
        if fact is not None and (fact.target is not None or fact.package is not None or fact.kind is StartKind.BINARY):
            return fact
    return None


def artifacts(stage: Stage, fact: StartFact, project: Project) -> tuple[Artifact, ...] | Missing | None:
    """What the last stage takes so that it can start what `fact` says; None if that is not made by a build."""
    target = fact.target if fact.target is not None else fact.call.words[0]
    workdir = workdir_at(stage, stage.end)
    if workdir is None and not target.value.startswith("/"):
        return Missing("the working directory is not known: that of the base image is not")
    path = posixpath.normpath(posixpath.join(workdir or "/", target.value))
    if fact.kind is StartKind.BINARY:
        found = _DISTRIBUTION.fullmatch(path)
        return (Artifact(found["folder"], found["folder"]),) if found is not None else None
    if fact.kind is not StartKind.JAR:
        return None
    if "$" in target.value:
        return Missing(f"which file {target.value} is depends on a variable")
    if path in set(_made_by_hand(stage)):
        return (Artifact(path, path),)
    if _OUTPUT.fullmatch(path) is None:
        return Missing(f"which step makes {target.value} is not known")
    return _of_output(stage, path, project)


def _made_by_hand(stage: Stage) -> Iterator[str]:
    """Where a RUN copies or moves something to: `cp target/*.jar app.jar`."""
    for run in stage.every(Run):
        for call in calls_of(run.node):
            words = [word.value for word in call.arguments if not word.value.startswith("-")]
            if call.name not in {"cp", "mv", "ln"} or len(words) < _LAST_PATH or call.directory is None:
                continue
            base = posixpath.join(workdir_at(stage, run.at) or "/", call.directory)
            last = posixpath.normpath(posixpath.join(base, words[-1]))
            yield last
            if len(words) == _LAST_PATH and "*" not in words[0]:
                yield f"{last}/{words[0].rpartition('/')[2]}"


def _of_output(stage: Stage, path: str, project: Project) -> tuple[Artifact, ...] | Missing:
    """The jar in `target` or `build/libs`, or the folder below in which it is one of many."""
    folder, _, name = path.rpartition("/")
    if name.endswith(("-plain.jar", "-sources.jar", "-javadoc.jar")):
        return Missing(f"{name} is not the jar that runs")
    parts = folder.split("/")
    at = max((number for number, part in enumerate(parts) if part in {"target", "build"}), default=0)
    top = "/".join(parts[: at + 1])
    if folder not in {top, f"{top}/libs"}:
        return (Artifact(folder, folder),)
    pom = _pom(stage, "/".join(parts[:at]), project)
    is_renamed = any(_NAMED_OUTSIDE.search(run.node.text) for run in stage.every(Run))
    reason = _other_name(pom, name) if parts[at] == "target" and not is_renamed else None
    if reason is not None:
        return Missing(reason)
    beside = pom.copies_to if pom is not None and parts[at] == "target" else ()
    target = f"{folder}/" if "*" in name else path
    return (Artifact(path, target), *(Artifact(f"{top}/{each}", f"{top}/{each}") for each in beside))


def _pom(stage: Stage, module: str, project: Project) -> Pom | None:
    manifest = context_path_of(stage, stage.end, f"{module}/pom.xml", project)
    return project.pom(ProjectPath(manifest.rpartition("/")[0])) if manifest is not None else None


def _other_name(pom: Pom | None, name: str) -> str | None:
    """Why the build does not make a jar of that name, as far as pom.xml says."""
    if pom is None or pom.final_name is None or "*" in name or name.startswith(pom.final_name):
        return None
    if {"maven-shade-plugin", "maven-assembly-plugin"} & pom.plugins:
        return None
    return f"the container starts {name}, but pom.xml makes {pom.final_name}.jar"


def starts_a_build(fact: StartFact) -> bool:
    """Whether a container builds the program anew each time it starts: `mvn spring-boot:run`."""
    package = fact.package
    return package is not None and package.manager in {Manager.MAVEN, Manager.GRADLE}
