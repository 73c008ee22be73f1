"""The findings of a document, as an editor or a command line shows them."""

from functools import lru_cache

from dockwright.features.settings import Settings
from dockwright.features.shellcheck import shellcheck_diagnostics
from dockwright.features.snapshot import Snapshot
from dockwright.model.facts import Facts
from dockwright.project.snapshot import Project
from dockwright.rules.buildkit import check_name, fails_build
from dockwright.rules.engine import Report, RuleSet, check, rule_set
from dockwright.rules.model import Rule, Severity
from dockwright.rules.registry import all_rules


@lru_cache(maxsize=32)
def rules_for(settings: Settings) -> RuleSet:
    """The rules that run under `settings`; the same object for equal settings, as memos hang on it."""
    return rule_set((rule for rule in all_rules() if settings.is_on(rule)), settings.options)


@lru_cache(maxsize=16)
def report(snapshot: Snapshot) -> Report:
    """Every finding of the snapshot's text, by position, and the rules that crashed."""
    return report_on(snapshot, snapshot.facts, snapshot.project)


def report_on(snapshot: Snapshot, facts: Facts, project: Project) -> Report:
    """The same of another text and build context, under the snapshot's settings."""
    checker = snapshot.checker
    others = shellcheck_diagnostics(facts, snapshot.settings, checker) if checker is not None else ()
    return check(facts, project, rules_for(snapshot.settings), others)


def severity(snapshot: Snapshot, rule: Rule) -> Severity:
    """How severe the findings of `rule` are in the snapshot: what is set, else the rule's own.

    `# check=error=true` makes BuildKit's checks errors, as they fail the build.
    """
    chosen = snapshot.settings.severity(rule)
    if chosen is Severity.WARNING and fails_build(snapshot.facts.file) and check_name(rule) is not None:
        return Severity.ERROR
    return chosen
