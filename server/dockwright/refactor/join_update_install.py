"""Run `apt-get update` in the RUN that installs."""

from collections.abc import Iterator
from functools import partial

from dockwright.analysis.safety import Safety
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.refactor.model import Change, Context, Offer, Refactoring
from dockwright.syntax import nodes
from dockwright.syntax.nodes import Instruction, Placed, Run
from dockwright.syntax.shell.nodes import Command
from dockwright.text.edit import Edit, delete, insert
from dockwright.text.span import Span

_NAME = "join-update-install"
_BETWEEN = (nodes.Arg, nodes.Cmd, nodes.Entrypoint, nodes.Env, nodes.Expose, nodes.Label, nodes.Maintainer)
"""Instructions that an update of the package lists neither needs nor is needed by."""


def offers(context: Context) -> Iterator[Offer]:
    """One offer for each RUN that only updates the package lists, with the next RUN if that installs."""
    for stage in context.facts.stages:
        for update, install in _pairs(stage):
            yield Offer(
                id=f"{_NAME}:{update.at}",
                title="Update the package lists in the RUN that installs",
                span=update.span,
                safety=Safety.SAFE,
                note="",
                build=partial(build, update, install),
                disabled=_obstacle(update, install),
            )


def _pairs(stage: Stage) -> Iterator[tuple[Placed[Run], Placed[Run]]]:
    pending: Placed[Run] | None = None
    for at, node in stage.instructions:
        if isinstance(node, Run):
            run = Placed(at, node)
            if pending is not None and _has(node, Verb.INSTALL_PACKAGES) and not _has(node, Verb.UPDATE_INDEX):
                yield pending, run
            pending = run if stage.state_at(at).is_posix and _only_updates(node) else None
        elif not isinstance(node, _BETWEEN):
            pending = None


def _has(node: Run, verb: Verb) -> bool:
    return any(command.manager is Manager.APT and command.verb is verb for command in packages_of(node))


def _only_updates(node: Run) -> bool:
    commands = _commands(node)
    updates = [command for command in packages_of(node) if command.verb in {Verb.UPDATE_INDEX, Verb.UPGRADE}]
    return _has(node, Verb.UPDATE_INDEX) and len(updates) == len(commands)


def _commands(node: Run) -> tuple[Command, ...]:
    return tuple(command for script in node.scripts for command in script.commands)


def _obstacle(update: Placed[Run], install: Placed[Run]) -> str | None:
    first, second = update.node, install.node
    if first.heredocs or second.heredocs or first.command is None or second.command is None:
        return "one of the two is a here-document"
    if first.command.is_exec or second.command.is_exec:
        return "one of the two is in the exec form"
    if [flag.text for flag in first.flags] != [flag.text for flag in second.flags]:
        return "the flags of the two differ"
    if any(command.joined_by not in {"", "&&"} for command in _commands(first)):
        return "whether the update must succeed is not clear"
    later = [command for command in _commands(second)[1:] if not command.depth]
    if not _stops_on_failure(second) and any(command.joined_by not in {"&&", "|"} for command in later):
        return "the RUN that installs goes on when a command fails"
    return None


def _stops_on_failure(node: Run) -> bool:
    """Whether it begins with `set -e;`."""
    commands = _commands(node)
    if len(commands) < 2 or commands[0].name != "set" or commands[1].joined_by != ";":  # noqa: PLR2004 - set and another
        return False
    return any(word.value.startswith("-") and "e" in word.value for word in commands[0].arguments)


def build(update: Placed[Run], install: Placed[Run]) -> Change:
    """The command goes to the front of the other RUN; the comments above its own line stay."""
    form = update.node.command
    text = form.span.of(update.node.text) if form is not None else ""
    return Change((delete(Span(update.at, update.end)), _insertion(install, text)))


def _insertion(install: Placed[Instruction], text: str) -> Edit:
    node = install.node
    form = node.command if isinstance(node, Run) else None
    if isinstance(node, Run) and _stops_on_failure(node):
        return insert(install.at + _commands(node)[1].span.start, f"{text}; ")
    return insert(install.at + (form.span.start if form is not None else 0), f"{text} && ")


join_update_install = Refactoring(
    name=_NAME,
    title="Update the package lists in the RUN that installs",
    doc="A list from a cached layer names packages that the mirrors no longer have.",
    offers=offers,
)
