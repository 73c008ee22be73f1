"""RUNs that a comment says are for another shell than a POSIX one: `# hadolint shell=powershell`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dockwright.analysis.shell_dialects import Overrides
from dockwright.model.facts import Facts
from dockwright.model.state import is_posix_program
from dockwright.syntax.nodes import OnBuild, Run

if TYPE_CHECKING:
    from dockwright.rules.engine import Diagnostic

_SYNTAX = "correctness"


def readable(facts: Facts, diagnostics: list["Diagnostic"]) -> Iterator["Diagnostic"]:
    """The diagnostics without those on commands that are none of a POSIX shell."""
    if not facts.stages:
        yield from diagnostics
        return
    overrides = Overrides(facts.file, facts.stages[0].start)
    if not overrides.exist:
        yield from diagnostics
        return
    for diagnostic in diagnostics:
        if diagnostic.rule.category == _SYNTAX or not _is_foreign(facts, overrides, diagnostic.finding.span.start):
            yield diagnostic


def _is_foreign(facts: Facts, overrides: Overrides, offset: int) -> bool:
    placed = facts.instruction_at(offset)
    stage = facts.stage_at(offset)
    if placed is None or stage is None:
        return False
    node = placed.node.trigger if isinstance(placed.node, OnBuild) else placed.node
    if not isinstance(node, Run) or (node.command is not None and node.command.is_exec):
        return False
    shell = overrides.at(stage, placed.at)
    return shell is not None and not is_posix_program(shell[0])
