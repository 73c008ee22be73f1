"""GitHub workflow files: their findings and the repair of them."""

from dockwright.analysis.safety import Safety
from dockwright.features.diagnostics import rules_for
from dockwright.features.fix_all import Applied, Fixed, named, repairs_at_once
from dockwright.features.settings import Settings
from dockwright.refactor.model import Change
from dockwright.rules.engine import Report, check_workflow
from dockwright.syntax.workflow import parse_workflow
from dockwright.text.compose import Composition

_ROUNDS = 20


def workflow_report(text: str, settings: Settings) -> Report:
    """Every finding in the text of a workflow file, and the rules that crashed."""
    return check_workflow(parse_workflow(text), rules_for(settings))


def fix_workflow(text: str, settings: Settings, safeties: frozenset[Safety], rules: frozenset[str]) -> Fixed:
    """Repair what can be repaired at one of `safeties`, of the named `rules` or of all, until nothing is left."""
    composition = Composition(text)
    applied: list[Applied] = []
    for _ in range(_ROUNDS):
        found = named(workflow_report(composition.text, settings).diagnostics, rules)
        repairs = list(repairs_at_once(found, safeties))
        if not repairs:
            break
        composition.then(edit for repair in repairs for edit in repair.change.edits)
        applied.extend(Applied(repair.rule, repair.title) for repair in repairs)
    return Fixed(Change(composition.edits()), composition.text, tuple(applied))
