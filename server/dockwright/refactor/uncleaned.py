"""Taking away from a RUN what empties or switches off a package manager's cache."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.model.packages.caches import covers
from dockwright.model.packages.cleanups import Cleanup, cleanups_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.read import packages_of
from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import Command
from dockwright.text.edit import Edit, delete
from dockwright.text.span import Span

_FLAGS = frozenset({"--no-cache", "--no-cache-dir", "-n"})
_SHORT_MEANS_IT = frozenset({Manager.UV})
_JOINT = re.compile(r"[ \t]*(?:[\\`]\r?\n(?:[ \t]*#[^\n]*\n)*[ \t]*)*\Z")
"""What may stand before the operator that joins a command: blanks, continued lines and comments among them."""


class Stuck(NamedTuple):
    """Why it cannot be taken away without losing something."""

    reason: str


def kept_downloads(run: Placed[Run], manager: Manager, folders: tuple[str, ...]) -> tuple[Edit, ...] | Stuck:
    """The edits of the file that leave `folders`, in which `manager` caches, alone; none if nothing touches them."""
    edits: list[Edit] = []
    for span in (*_flags(run.node, manager), *_cleanups(run.node, manager, folders)):
        if isinstance(span, Stuck):
            return span
        if "#" in span.of(run.node.text):
            return Stuck("a comment stands in the clean-up of the cache that would go away")
        edits.append(delete(span.shift(run.at)))
    return tuple(edits)


def _flags(node: Run, manager: Manager) -> Iterator[Span | Stuck]:
    """The options that switch the cache off, each with what stands before it."""
    for command in packages_of(node):
        if command.manager is not manager or not command.no_cache:
            continue
        for option in command.options:
            if option.name not in _FLAGS or (option.name == "-n" and manager not in _SHORT_MEANS_IT):
                continue
            if command.call.command not in _commands(node):
                yield Stuck("the option that switches the cache off stands inside other text")
                return
            before = max(word.span.end for word in command.command.words if word.span.end <= option.span.start)
            yield Span(before, option.span.end)


def _cleanups(node: Run, manager: Manager, folders: tuple[str, ...]) -> Iterator[Span | Stuck]:
    for cleanup in cleanups_of(node):
        if _empties(cleanup, manager):
            yield _whole(node, cleanup.call.command)
            continue
        gone = [
            target.word
            for target in cleanup.targets
            if target.path is not None
            and any(covers(target.path, path) or _inside(path, target.path) for path in folders)
        ]
        if not gone:
            continue
        if cleanup.call.name != "rm" or len(dict.fromkeys(gone)) == len({target.word for target in cleanup.targets}):
            yield _whole(node, cleanup.call.command)
            continue
        for word in dict.fromkeys(gone):
            words = cleanup.call.command.words
            yield Span(max(other.span.end for other in words if other.span.end <= word.span.start), word.span.end)


def _empties(cleanup: Cleanup, manager: Manager) -> bool:
    package = cleanup.package
    return package is not None and package.manager is manager and package.verb is Verb.CLEAN_CACHE


def _inside(folder: str, path: str) -> bool:
    return covers(folder, path.rstrip("/*") or "/")


def _commands(node: Run) -> tuple[Command, ...]:
    return tuple(command for script in node.scripts for command in script.commands)


def _whole(node: Run, command: Command) -> Span | Stuck:
    """A command with what joins it to the one before."""
    commands = _commands(node)
    index = next((number for number, other in enumerate(commands) if other is command), None)
    if index is None or command.depth or index == 0 or command.joined_by not in {"&&", ";", "\n"}:
        return Stuck("the cache is emptied in the same RUN, by a command that does not stand by itself")
    if index + 1 < len(commands) and commands[index + 1].joined_by not in {"&&", ";", "\n"}:
        return Stuck("the cache is emptied in the same RUN, by a command that others depend on")
    before = _JOINT.search(node.text, 0, command.joined_span.start)
    start = before.start() if before is not None else command.joined_span.start
    return Span(start, command.span.end)


__all__ = ["Stuck", "kept_downloads"]
