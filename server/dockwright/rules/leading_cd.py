"""The `cd` with which a RUN begins."""

from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import Command, ShellWord


def leading_cd(stage: Stage, run: Placed[Run]) -> Command | None:
    """The `cd FOLDER` that WORKDIR could take the place of: nothing but `set` stands before it."""
    commands = run.node.scripts[0].commands if run.node.scripts else ()
    first = _first(commands)
    if first is None or commands[first].depth or len(commands[first].words) != 2:  # noqa: PLR2004 - cd and a folder
        return None
    command = commands[first]
    if not _is_known(stage, run.at, command.words[1]):
        return None
    if command.words[1].value in {"-", "/"} and len(commands) > first + 1:
        return None
    followed = len(commands) > first + 1 and commands[first + 1].joined_by in {"&&", ";", "\n"}
    return command if len(commands) == 1 or followed else None


def _is_known(stage: Stage, at: int, word: ShellWord) -> bool:
    """Whether WORKDIR could say the same: no command substitution, no variable of the shell."""
    if "$(" in word.text or "`" in word.text:
        return False
    return all(stage.scope.find(name, at) is not None for name in word.variables)


def _first(commands: tuple[Command, ...]) -> int | None:
    """The index of the first `cd` if nothing but `set` stands before it."""
    for index, command in enumerate(commands):
        if command.name == "cd":
            return index
        if command.name != "set":
            return None
    return None
