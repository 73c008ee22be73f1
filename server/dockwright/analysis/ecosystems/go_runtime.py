"""The image in which a Go program runs: scratch, or a small one where something says that more is needed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.go_files import read_files
from dockwright.analysis.ecosystems.go_system import installs_zones, needs_system
from dockwright.analysis.ecosystems.model import Artifact, Missing, RuntimePlan, Start
from dockwright.analysis.ecosystems.programs import CERTIFICATES
from dockwright.analysis.images import runtime_base
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.starts import Started
from dockwright.model.references import ImageReference
from dockwright.model.stages import Stage
from dockwright.project.manifests.go_behaviour import GoBehaviour, go_behaviour
from dockwright.project.manifests.go_sources import cgo_evidence
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.syntax import nodes

_ZONES = "/usr/share/zoneinfo"
_GO_ZONES = "/usr/local/go/lib/time/zoneinfo.zip"
"""Where a program looks for time zones by itself: in the Go that has built it, wherever it is run."""
_NOBODY = "65532:65532"
_LOWEST_FREE_PORT = 1024
_PORT = re.compile(r"(?:.*[:=])?(\d{1,3})")
_VARIABLE = re.compile(r"\$\{?(\w+)")
_BUILD_VARIABLES = frozenset(
    {"CGO_ENABLED", "GO111MODULE", "GOAMD64", "GOARCH", "GOARM", "GOARM64", "GOBIN", "GOCACHE", "GOEXPERIMENT"}
    | {"GOFLAGS", "GOINSECURE", "GOMODCACHE", "GONOPROXY", "GONOSUMDB", "GOOS", "GOPRIVATE", "GOPROXY"}
    | {"GOSUMDB", "GOTMPDIR", "GOTOOLCHAIN", "GOWORK"}
)


class Program(NamedTuple):
    """A program that is made by the RUN at the offset `at`: its absolute path, its start, and its module's folder.

    `cgo` is what CGO_ENABLED is for the build, None if nothing sets it.
    """

    at: int
    binary: str
    start: Started
    root: ProjectPath
    cgo: str | None


class Runtime(NamedTuple):
    """A plan, and whether it is for a program without cgo."""

    plan: RuntimePlan
    is_static: bool


def runtime(stage: Stage, reference: ImageReference, project: Project, program: Program) -> Runtime | Missing:
    """The last stage for `program`; refused if it starts other programs, which are in the builder's image."""
    behaviour = go_behaviour(project, program.root)
    if behaviour.starts_programs is not None:
        return Missing(f"{behaviour.starts_programs} starts other programs, and which the image must have is not known")
    evidence = cgo_evidence(project, program.root)
    static = program.cgo == "0" or (project.known and evidence is None and program.cgo != "1")
    reason = needs_system(stage, program.at)
    if reason is None and behaviour.temporary is not None:
        reason = f"{behaviour.temporary} may keep temporary files, and scratch has no /tmp"
    scratch = static and reason is None
    start = program.start
    target = f"/{program.binary.rpartition('/')[2]}" if scratch else program.binary
    image = "scratch" if scratch else runtime_base(reference)
    files = read_files(stage, program.at, project, program.root)
    words = (*(() if scratch else start.init), target, *start.own[1:])
    notes = list(_notes(program, behaviour, evidence, "" if static else image, reason or ""))
    plan = RuntimePlan(
        image=image,
        artifacts=(*_system_files(stage, behaviour, scratch=scratch), Artifact(program.binary, target), *files),
        start=Start(start.placed.at, words) if scratch or "/" not in start.own[0] else None,
        packages=needed_packages(stage, image) if not scratch else (),
        user=_NOBODY if scratch and _may_be_anyone(stage, start, behaviour) else None,
        has_shell=not scratch,
        keeps_workdir=bool(files) or not scratch or behaviour.writes is not None,
        build_variables=_BUILD_VARIABLES - _used_by_others(stage),
        notes=tuple(notes),
    )
    return Runtime(plan, static)


def _notes(program: Program, behaviour: GoBehaviour, evidence: str | None, dynamic: str, reason: str) -> Iterator[str]:
    if dynamic:
        why = evidence or (f"CGO_ENABLED={program.cgo}" if program.cgo else "the build context is not known")
        yield f"the binary may use cgo ({why}), so it keeps the builder's libc"
    elif reason:
        yield f"not on scratch: {reason}"
    yield "check that the program needs no other file at run time"
    if behaviour.writes is not None and not dynamic and not reason:
        yield f"it runs as root, as before, because {behaviour.writes} writes files"


def _system_files(stage: Stage, behaviour: GoBehaviour, *, scratch: bool) -> Iterator[Artifact]:
    yield Artifact(CERTIFICATES, CERTIFICATES)
    if scratch and installs_zones(stage):
        yield Artifact(_ZONES, _ZONES)
    elif behaviour.zones is not None or (scratch and stage.scope.find("TZ") is not None):
        yield Artifact(_GO_ZONES, _GO_ZONES)


def _may_be_anyone(stage: Stage, start: Started, behaviour: GoBehaviour) -> bool:
    """Whether nothing says that the program must be root: it writes no files and listens on no low port."""
    if behaviour.writes is not None or behaviour.low_port is not None or stage.last(nodes.Volume) is not None:
        return False
    ports = [word.value.partition("/")[0] for placed in stage.every(nodes.Expose) for word in placed.node.arguments]
    given = [found[1] for word in start.words[1:] if (found := _PORT.fullmatch(word)) is not None]
    return not any(port.isdigit() and 0 < int(port) < _LOWEST_FREE_PORT for port in (*ports, *given))


def _used_by_others(stage: Stage) -> set[str]:
    """The variables that others are made of."""
    return {
        name
        for placed in stage.every(nodes.Env)
        for pair in placed.node.assignments
        if pair.value is not None
        for name in _VARIABLE.findall(pair.value.raw)
    }
