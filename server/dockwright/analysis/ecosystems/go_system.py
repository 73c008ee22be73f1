"""What a stage has set up that a Go program would miss on scratch."""

from collections.abc import Iterator

from dockwright.analysis.roles import Role, role
from dockwright.analysis.starts import started
from dockwright.analysis.system_packages import runtime_packages
from dockwright.model.commands import calls_of
from dockwright.model.packages.kinds import Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.syntax import nodes
from dockwright.syntax.nodes import Run

_NOT_FOR_RUNNING = frozenset(
    {"bash", "ca-certificates", "curl", "openssh", "openssh-client", "protobuf", "protobuf-compiler", "tzdata"}
    | {"unzip", "upx", "upx-ucl", "wget", "xz-utils"}
)
"""Packages of the distribution that build, or that scratch gets as files: certificates and time zones."""


def needs_system(stage: Stage, offset: int | None = None) -> str | None:
    """Why the program needs more than scratch; None if nothing says so. Where it is built at `offset`, folders too."""
    start = started(stage)
    check = stage.last(nodes.Healthcheck)
    if check is not None and check.node.command is not None:
        return "a HEALTHCHECK calls another program"
    if start is not None and start.is_alone:
        return "the shell of the ENTRYPOINT keeps the CMD from the program"
    for user in stage.every(nodes.User):
        name = user.node.user.value if user.node.user is not None else ""
        if not all(part.isdigit() for part in name.split(":")):
            return f"the user {name} is known by name"
    for run in stage.every(Run):
        if role(stage, run) is not Role.SET_UP:
            continue
        if not {call.name for call in calls_of(run.node)} <= {"mkdir"}:
            return "users or permissions are set up"
        if offset is not None and run.at > offset:
            return "folders are made after the build"
    package = next((name for name in _packages(stage) if name not in _NOT_FOR_RUNNING), None)
    return f"the program may need {package}" if package is not None else None


def _packages(stage: Stage) -> Iterator[str]:
    for run in stage.every(Run):
        if role(stage, run) is Role.SYSTEM:
            for command in packages_of(run.node):
                if command.verb is Verb.INSTALL_PACKAGES:
                    yield from runtime_packages(command)


def installs_zones(stage: Stage) -> bool:
    """Whether the stage installs time zones."""
    return "tzdata" in set(_packages(stage))
