"""What a stage starts: its ENTRYPOINT and CMD as one list of words."""

from typing import NamedTuple

from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Cmd, CommandForm, Entrypoint, Placed

_INITS = frozenset({"tini", "dumb-init"})


class Started(NamedTuple):
    """The command that a container of the stage runs.

    `words` are the program and all its arguments, without the init program
    that may stand before it. `placed` is the instruction that names the program, `init` the words before the program
    in that instruction, `own` those from the program on. `is_shell` tells that a shell comes in between.
    """

    words: tuple[str, ...]
    placed: Placed[Cmd] | Placed[Entrypoint]
    is_shell: bool
    init: tuple[str, ...]
    own: tuple[str, ...]
    is_alone: bool = False
    """Whether there is a CMD that the shell of the ENTRYPOINT does not pass on."""


def started(stage: Stage) -> Started | None:
    """What `stage` runs; None if it says nothing, or something that is more than one simple command."""
    entrypoint = stage.last(Entrypoint)
    cmd = stage.last(Cmd)
    first = _read(entrypoint)
    if entrypoint is not None and first is None:
        return None
    if first is not None and first.is_shell:
        return first._replace(is_alone=cmd is not None)
    second = _read(cmd)
    if cmd is not None and second is None:
        return None
    if first is None or not first.own:
        return second
    if second is not None and second.is_shell:
        return None
    return first._replace(words=(*first.own, *(second.own if second else ())))


def _read(placed: Placed[Cmd] | Placed[Entrypoint] | None) -> Started | None:
    if placed is None or placed.node.command is None:
        return None
    words = simple_words(placed.node.command)
    if words is None:
        return None
    program = _after_init(words)
    own = words[program:]
    return Started(own, placed, not placed.node.command.is_exec, words[:program], own)


def simple_words(form: CommandForm) -> tuple[str, ...] | None:
    """The words of an exec form, or of a shell form that is one simple command without anything dynamic."""
    if form.words is not None:
        return tuple(word.value for word in form.words)
    script = form.script
    if script is None or not script.complete or len(script.commands) != 1:
        return None
    command = script.commands[0]
    if command.assignments or command.redirections or any(word.dynamic for word in command.words):
        return None
    words = tuple(word.value for word in command.words)
    return words[1:] if words[:1] == ("exec",) else words


def _after_init(words: tuple[str, ...]) -> int:
    """The index of the program behind an init program, which changes nothing about what runs."""
    at = 0
    if words and words[0].rpartition("/")[2] in _INITS:
        at = 1
        while at < len(words) and words[at].startswith("-"):
            at += 1
    return at
