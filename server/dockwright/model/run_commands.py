"""The package-manager commands of a stage, with the RUN that each stands in."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.span import Span


class RunCommand(NamedTuple):
    """A command and its RUN; the spans of `command` are relative to the RUN."""

    run: Placed[Run]
    command: PackageCommand

    def place(self, span: Span) -> Span:
        """A span of the command as a span of the file."""
        return self.run.place(span)


@lru_cache(maxsize=256)
def run_commands(stage: Stage) -> tuple[RunCommand, ...]:
    """The package-manager commands of `stage` itself in order, where they are not text for a shell we cannot read.

    Remembered, as many rules ask for them one after the other.
    """
    return tuple(_run_commands(stage))


def _run_commands(stage: Stage) -> Iterator[RunCommand]:
    for run in stage.every(Run):
        is_exec = run.node.command is not None and run.node.command.is_exec
        if is_exec or stage.state_at(run.at).is_posix:
            for command in packages_of(run.node):
                yield RunCommand(run, command)
