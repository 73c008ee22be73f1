"""Which instructions of a stage build, and which say how the image runs."""

from enum import Enum

from dockwright.analysis.transfers import ContextCopy, context_copies
from dockwright.model.commands import calls_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.syntax import nodes
from dockwright.syntax.nodes import Instruction, Placed

SYSTEM = frozenset({Manager.APT, Manager.APK, Manager.DNF, Manager.YUM, Manager.MICRODNF, Manager.ZYPPER})
"""The package managers of distributions: what they install may be needed to build, to run, or both."""

_RUNTIME_ONLY = (
    nodes.Cmd,
    nodes.Entrypoint,
    nodes.Expose,
    nodes.Healthcheck,
    nodes.Label,
    nodes.OnBuild,
    nodes.StopSignal,
    nodes.Volume,
    nodes.Maintainer,
)
_SET_UP = frozenset(
    {"adduser", "addgroup", "useradd", "groupadd", "usermod", "mkdir", "chown", "chmod", "ln", "install"}
)
_BUILDERS = frozenset(
    {"tsc", "webpack", "vite", "esbuild", "rollup", "make", "cmake", "gcc", "g++", "cc", "javac", "ng", "next", "nest"}
    | {"c++", "clang", "clang++", "configure", "autoreconf", "autogen.sh", "meson", "ninja", "rustc", "scons"}
)
_NEUTRAL = frozenset({"set", "cd", "true", ":", "echo", "export", "umask"})


class Role(Enum):
    """Where an instruction belongs when a stage is split.

    BUILD: in the builder only. RUN: in the last stage only. BOTH: in both. SYSTEM: a RUN that installs
    packages of the distribution, to be divided. SET_UP: makes users or folders. UNKNOWN: a RUN
    whose effect is not known.
    """

    BUILD = "build"
    RUN = "run"
    BOTH = "both"
    SYSTEM = "system"
    SET_UP = "set-up"
    UNKNOWN = "unknown"


def role(stage: Stage, placed: Placed[Instruction]) -> Role:
    """The role of an instruction of `stage`."""
    node = placed.node
    if isinstance(node, _RUNTIME_ONLY):
        return Role.RUN
    if isinstance(node, nodes.Env | nodes.Arg | nodes.Workdir | nodes.Shell | nodes.User):
        return Role.BOTH
    if isinstance(node, nodes.Run):
        return _run_role(node) if stage.state_at(placed.at).is_posix else Role.UNKNOWN
    return Role.BUILD


def _run_role(node: nodes.Run) -> Role:
    commands = packages_of(node)
    if any(command.manager not in SYSTEM and command.verb is not Verb.OTHER for command in commands):
        return Role.BUILD
    if any(call.name in _BUILDERS for call in calls_of(node)):
        return Role.BUILD
    names = {command.name for script in node.scripts for command in script.commands if command.words}
    rest = names - _NEUTRAL
    if commands and rest <= {"apt-get", "apt", "apk", "dnf", "yum", "microdnf", "zypper", "rm", "test", "["}:
        return Role.SYSTEM
    if rest and rest <= _SET_UP:
        return Role.SET_UP
    return Role.UNKNOWN


def last_source_copy(stage: Stage) -> ContextCopy | None:
    """The last COPY from the build context that takes a whole folder."""
    copies = [copy for copy in context_copies(stage) if copy.renames is None]
    return copies[-1] if copies else None
