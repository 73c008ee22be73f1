"""apt-get update in a RUN of its own."""

from collections.abc import Iterator

from dockwright.model.commands import calls_of
from dockwright.model.packages.caches import is_mounted
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.run_commands import RunCommand, run_commands
from dockwright.model.stages import Stage
from dockwright.rules.lines import line_end
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.edit import replace
from dockwright.text.span import Span

_LISTS = "/var/lib/apt/lists"
_HARMLESS = frozenset({"apt", "apt-get", "set", "echo", "rm", "true", "export"})
_INSTALLS = frozenset({Verb.INSTALL_PACKAGES, Verb.UPGRADE, Verb.DOWNLOAD})


@rule(Severity.WARNING, on=Stage, aliases=("DS-0017", "CKV_DOCKER_5", "DF028"))
def apt_update_alone(stage: Stage) -> Iterator[Finding]:
    r"""`apt-get update` stands in a RUN of its own.

    Its layer is cached and the install's is not: when the list of packages changes, apt looks them up in an index from
    long ago, and asks for versions that are no longer there. In one RUN they are run together.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦apt-get update⟧
    RUN apt-get install -y --no-install-recommends curl
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && \
        apt-get install -y --no-install-recommends curl
    ```

    ```dockerfile good
    FROM debian:13
    RUN apt-get update && apt-get install -y curl
    RUN apt-get update && ./install-tools.sh
    RUN --mount=type=cache,target=/var/lib/apt apt-get update
    ```
    """
    commands = list(run_commands(stage))
    for index, (run, command) in enumerate(commands):
        if command.manager is not Manager.APT or command.verb is not Verb.UPDATE_INDEX:
            continue
        if is_mounted(run.node, _LISTS) or not _is_alone(run.node):
            continue
        following = _install_after(commands, index)
        if following is None and not stage.ships:
            continue
        fixes = tuple(_fixes(stage, run, following)) if following is not None else ()
        yield Finding(run.place(command.span), "Update and install in one RUN: the index of this one grows old", fixes)


def _is_alone(run: Run) -> bool:
    """Whether the RUN installs nothing, not even by a script."""
    if any(command.verb in _INSTALLS for command in packages_of(run)):
        return False
    return all(call.name in _HARMLESS for call in calls_of(run))


def _install_after(commands: list[RunCommand], index: int) -> Placed[Run] | None:
    """The RUN whose install uses the index."""
    for run, command in commands[index + 1 :]:
        if command.manager is Manager.APT and run.at != commands[index].run.at:
            if command.verb is Verb.UPDATE_INDEX:
                return None
            if command.verb in _INSTALLS:
                return run
    return None


def _fixes(stage: Stage, run: Placed[Run], following: Placed[Run]) -> Iterator[Fix]:
    """Join the two RUNs if they stand one below the other."""
    if run.end != following.at or run.node.flags or following.node.flags:
        return
    first, second = run.node.command, following.node.command
    if first is None or second is None or first.script is None or second.script is None:
        return
    if run.node.heredocs or following.node.heredocs or stage.state_at(run.at) != stage.state_at(following.at):
        return
    if not first.script.complete or first.text.rstrip().endswith((";", "&", "\\", "|")) or "#" in first.text:
        return
    start = following.at + second.span.start
    text = f" && {run.node.escape}{line_end(run.node.text)}    "
    yield Fix("Join the two RUNs", (replace(Span(run.at + first.span.end, start), text),))
