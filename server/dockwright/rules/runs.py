"""The RUNs of a stage as rules on shell text want them."""

from collections.abc import Iterator
from functools import lru_cache

from dockwright.model.commands.calls import Call, calls_of
from dockwright.model.packages.options import is_exact
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import ShellWord


@lru_cache(maxsize=256)
def posix_runs(stage: Stage) -> tuple[Placed[Run], ...]:
    """The RUNs whose text is for a POSIX shell, and those that start their program themselves.

    Remembered, like those of `run_calls`, as many rules ask for them one after the other.
    """
    return tuple(_posix_runs(stage))


def _posix_runs(stage: Stage) -> Iterator[Placed[Run]]:
    for run in stage.every(Run):
        is_exec = run.node.command is not None and run.node.command.is_exec
        if is_exec or stage.state_at(run.at).is_posix:
            yield run


@lru_cache(maxsize=256)
def run_calls(stage: Stage) -> tuple[tuple[Placed[Run], Call], ...]:
    """The programs that those RUNs run, in order; the spans of a call are relative to its RUN."""
    return tuple((run, call) for run in posix_runs(stage) for call in calls_of(run.node))


def can_grow(run: Run, word: ShellWord) -> bool:
    """Whether shell text may be put behind a word: it is written as it is, and in no exec form."""
    return is_exact(word) and (run.command is None or not run.command.is_exec)
