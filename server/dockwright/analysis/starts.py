"""What a stage starts: its ENTRYPOINT and CMD as one list of words."""

from typing import NamedTuple

from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Cmd, CommandForm, Entrypoint, Placed


class Started(NamedTuple):
    """The command that a container of the stage runs.

    `words` are those of the ENTRYPOINT, then of the CMD. `placed` is the
    instruction that names the program. `is_shell` tells that a shell comes in between.
    """

    words: tuple[str, ...]
    placed: Placed[Cmd] | Placed[Entrypoint]
    is_shell: bool


def started(stage: Stage) -> Started | None:
    """What `stage` runs; None if it says nothing, or something that is more than one simple command."""
    entrypoint = stage.last(Entrypoint)
    cmd = stage.last(Cmd)
    if entrypoint is not None and entrypoint.node.command is not None:
        words = simple_words(entrypoint.node.command)
        if words is None:
            return None
        if cmd is not None and cmd.at > entrypoint.at and cmd.node.command is not None:
            arguments = simple_words(cmd.node.command)
            words = (*words, *(arguments or ()))
        return Started(words, entrypoint, not entrypoint.node.command.is_exec)
    if cmd is not None and cmd.node.command is not None:
        words = simple_words(cmd.node.command)
        return Started(words, cmd, not cmd.node.command.is_exec) if words else None
    return None


def simple_words(form: CommandForm) -> tuple[str, ...] | None:
    """The words of an exec form, or of a shell form that is one simple command without anything dynamic."""
    if form.words is not None:
        return _unwrapped(tuple(word.value for word in form.words))
    script = form.script
    if script is None or not script.complete or len(script.commands) != 1:
        return None
    command = script.commands[0]
    if command.assignments or command.redirections or any(word.dynamic for word in command.words):
        return None
    words = tuple(word.value for word in command.words)
    return words[1:] if words[:1] == ("exec",) else words


def _unwrapped(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words behind an init program, which changes nothing about what runs."""
    if words[:1] and words[0].rpartition("/")[2] in {"tini", "dumb-init"}:
        rest = words[1:]
        while rest[:1] and rest[0].startswith("-"):
            rest = rest[1:]
        return rest
    return words
