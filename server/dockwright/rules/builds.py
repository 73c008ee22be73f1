"""Whether a stage makes the program that it ships."""

from dockwright.model.packages.kinds import Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage

_BUILDING = frozenset({Verb.BUILD, Verb.RUN_SCRIPT})


def builds(stage: Stage) -> bool:
    """Whether a package manager builds in the stage, or runs a script of the project, which mostly does."""
    return any(command.verb in _BUILDING for _, command in run_commands(stage))
