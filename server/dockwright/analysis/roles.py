"""Which instructions of a stage build, and which say how the image runs."""

from enum import Enum

from dockwright.analysis.transfers import ContextCopy, context_copies
from dockwright.model.facts import Facts
from dockwright.model.packages.model import Manager, Verb
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
_SET_UP = frozenset({"adduser", "addgroup", "useradd", "groupadd", "usermod", "mkdir", "chown", "chmod", "ln", "install"})
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


def role(stage: Stage, placed: Placed[Instruction], facts: Facts) -> Role:
    """The role of an instruction of `stage`."""
    node = placed.node
    if isinstance(node, _RUNTIME_ONLY):
        return Role.RUN
    if isinstance(node, nodes.Env | nodes.Arg | nodes.Workdir | nodes.Shell | nodes.User):
        return Role.BOTH
    if isinstance(node, nodes.Run):
        return _run_role(placed, node, facts)
    return Role.BUILD


def _run_role(placed: Placed[Instruction], node: nodes.Run, facts: Facts) -> Role:
    commands = facts.packages_of(node)
    if any(command.manager not in SYSTEM and command.verb is not Verb.OTHER for command in commands):
        return Role.BUILD
    if facts.builds_of(node):
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
