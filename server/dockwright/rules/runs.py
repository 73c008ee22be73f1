"""The RUNs of a stage as rules on shell text want them."""

from collections.abc import Iterator

from dockwright.model.commands.calls import Call, calls_of
from dockwright.model.packages.options import is_exact
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import ShellWord


def posix_runs(stage: Stage) -> Iterator[Placed[Run]]:
    """The RUNs whose text is for a POSIX shell, and those that start their program themselves."""
    for run in stage.every(Run):
        is_exec = run.node.command is not None and run.node.command.is_exec
        if is_exec or stage.state_at(run.at).is_posix:
            yield run


def run_calls(stage: Stage) -> Iterator[tuple[Placed[Run], Call]]:
    """The programs that those RUNs run, in order; the spans of a call are relative to its RUN."""
    for run in posix_runs(stage):
        for call in calls_of(run.node):
            yield run, call


def can_grow(run: Run, word: ShellWord) -> bool:
    """Whether shell text may be put behind a word: it is written as it is, and in no exec form."""
    return is_exact(word) and (run.command is None or not run.command.is_exec)
