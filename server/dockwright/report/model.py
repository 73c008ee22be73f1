"""What a command-line run has found in one file, ready to be printed in any format."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from dockwright.rules.engine import Crash, Diagnostic
from dockwright.rules.model import Rule, Severity
from dockwright.text.lines import LineIndex, Unit


class Place(NamedTuple):
    """A range of a file: lines and columns count from one, columns in code points, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings in one file. `path` is as it should be printed, `severity` tells how severe a rule is."""

    path: str
    lines: LineIndex
    diagnostics: tuple[Diagnostic, ...]
    crashes: tuple[Crash, ...] = ()
    severity: Callable[[Rule], Severity] = attrgetter("severity")

    def place(self, diagnostic: Diagnostic) -> Place:
        """Where a diagnostic stands."""
        start, end = diagnostic.finding.span
        first, column = self.lines.position(start, Unit.UTF32)
        last, end_column = self.lines.position(end, Unit.UTF32)
        return Place(first + 1, column + 1, last + 1, end_column + 1)
