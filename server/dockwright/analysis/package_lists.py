"""Which RUN fetches the package lists of apt, and which ones read them."""

from collections.abc import Iterator

from dockwright.model.commands import calls_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.run_commands import RunCommand, run_commands
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Run
from dockwright.text.edit import Edit, insert

_INSTALLS = frozenset({Verb.INSTALL_PACKAGES, Verb.UPGRADE, Verb.DOWNLOAD})
_HARMLESS = frozenset({"apt", "apt-get", "set", "echo", "rm", "true", "export"})


def only_updates(run: Run) -> bool:
    """Whether the RUN installs nothing, not even by a script."""
    if any(command.verb in _INSTALLS for command in packages_of(run)):
        return False
    return all(call.name in _HARMLESS for call in calls_of(run))


def readers(stage: Stage, update: RunCommand) -> tuple[RunCommand, ...]:
    """The first install of each later RUN of the stage that reads the lists of `update`."""
    return tuple(_readers(stage, update))


def _readers(stage: Stage, update: RunCommand) -> Iterator[RunCommand]:
    seen: set[int] = set()
    for run, command in run_commands(stage):
        if run.at <= update.run.at or command.manager is not Manager.APT:
            continue
        if command.verb is Verb.UPDATE_INDEX:
            return
        if command.verb in _INSTALLS and run.at not in seen:
            seen.add(run.at)
            yield RunCommand(run, command)


def with_own_update(install: RunCommand) -> Edit | None:
    """The edit that has the lists fetched before an install; None where a command cannot simply stand before it."""
    form, command = install.run.node.command, install.command.command
    if form is None or form.script is None or install.run.node.heredocs or not form.script.complete:
        return None
    if command.name not in {"apt", "apt-get"} or command.depth or command.joined_by not in {"", "&&", ";"}:
        return None
    return insert(install.run.at + command.span.start, f"{command.name} update && ")
