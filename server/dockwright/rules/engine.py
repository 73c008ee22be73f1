"""Runs the rules over a file.

Rules on one instruction are remembered by the instruction, which is the same
object wherever and whenever the same text stands. Rules on a stage are remembered by
all that a stage is made of: its instructions and those of the stages below it and of the
global scope, each with its distance from the stage's FROM. Rules on the file
run each time. A rule that crashes is named in the report, and the others go on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.variables import Assumptions
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Level, Rule, Severity
from dockwright.rules.suppress import suppressed, suppressed_lines
from dockwright.syntax.nodes import Instruction, OnBuild
from dockwright.syntax.workflow import Workflow


class Diagnostic(NamedTuple):
    """A finding, its span absolute, with the rule that made it."""

    rule: Rule
    finding: Finding


class Crash(NamedTuple):
    """A rule that raised, and what."""

    rule: Rule
    error: Exception


class Report(NamedTuple):
    """What the rules say of a file, by position, and the rules that could not say it."""

    diagnostics: tuple[Diagnostic, ...]
    crashes: tuple[Crash, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """Rules in the order of a run, sorted by what they look at."""

    by_node: tuple[tuple[type[Instruction], tuple[Rule, ...]], ...]
    stage: tuple[Rule, ...]
    file: tuple[Rule, ...]
    workflow: tuple[Rule, ...]


def rule_set(rules: Iterable[Rule]) -> RuleSet:
    """The rule set of `rules`; make it once, not on each run: the memo is kept by it."""
    chosen = tuple(rules)
    by_node: dict[type[Instruction], list[Rule]] = {}
    for rule in chosen:
        if rule.node is not None:
            by_node.setdefault(rule.node, []).append(rule)
    return RuleSet(
        by_node=tuple((node, tuple(found)) for node, found in by_node.items()),
        stage=tuple(rule for rule in chosen if rule.level is Level.STAGE),
        file=tuple(rule for rule in chosen if rule.level is Level.FILE),
        workflow=tuple(rule for rule in chosen if rule.level is Level.WORKFLOW),
    )


@lru_cache(maxsize=8)
def default_rules(rules: tuple[Rule, ...]) -> RuleSet:
    """The rules of `rules` that are on by default."""
    return rule_set(rule for rule in rules if rule.severity is not Severity.OFF)


def check(facts: Facts, project: Project, rules: RuleSet) -> Report:
    """All findings of `rules` that no comment suppresses."""
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    for placed in facts.file.instructions:
        local = _local(rules, placed.node)
        crashes.extend(local.crashes)
        found.extend(Diagnostic(rule, finding.shift(placed.at)) for rule, finding in local.diagnostics)
    for stage in facts.stages:
        of_stage = _of_stage(rules, facts, stage, project)
        crashes.extend(of_stage.crashes)
        found.extend(Diagnostic(rule, finding.shift(stage.start)) for rule, finding in of_stage.diagnostics)
    for rule in rules.file:
        _run(rule, (facts, project), found, crashes)
    found.sort(key=_position)
    return Report(tuple(suppressed(facts.file, found)), tuple(crashes))


def check_workflow(workflow: Workflow, rules: RuleSet) -> Report:
    """All findings of `rules` in a GitHub workflow file that no comment suppresses."""
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    for rule in rules.workflow:
        _run(rule, (workflow,), found, crashes)
    found.sort(key=_position)
    return Report(tuple(suppressed_lines(workflow.text, found)), tuple(crashes))


def _position(diagnostic: Diagnostic) -> tuple[int, int, str]:
    start, end = diagnostic.finding.span
    return start, end, diagnostic.rule.name


class _StageKey(NamedTuple):
    """All that the findings in a stage can depend on; equal keys mean equal findings."""

    rules: RuleSet
    project: Project
    assumptions: Assumptions
    place: tuple[int, bool, bool]
    instructions: tuple[tuple[int, Instruction], ...]


def _key(rules: RuleSet, facts: Facts, stage: Stage, project: Project) -> _StageKey:
    start = stage.start
    seen = [*facts.before, *(placed for link in stage.chain for placed in (link.from_, *link.instructions))]
    return _StageKey(
        rules,
        project,
        facts.assumptions,
        (stage.index, stage.is_final, stage.ships),
        tuple((placed.at - start, placed.node) for placed in seen),
    )


def _of_stage(rules: RuleSet, facts: Facts, stage: Stage, project: Project) -> Report:
    """The findings of the rules on one stage, spans relative to its FROM."""
    if facts.assumptions.arguments is not None:
        return _stage_report(rules, stage, project)  # a mapping, which no memo can be keyed by
    key = _key(rules, facts, stage, project)
    known = _STAGES.get(key)
    if known is None:
        if len(_STAGES) >= _MOST_STAGES:
            _STAGES.clear()
        known = _STAGES[key] = _stage_report(rules, stage, project)
    return known


def _stage_report(rules: RuleSet, stage: Stage, project: Project) -> Report:
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    for rule in rules.stage:
        _run(rule, (stage, project), found, crashes)
    shifted = tuple(Diagnostic(rule, finding.shift(-stage.start)) for rule, finding in found)
    return Report(shifted, tuple(crashes))


_MOST_STAGES = 2048
_STAGES: dict[_StageKey, Report] = {}
"""What is known of stages; a cache and nothing else, like those of `lru_cache`."""


@lru_cache(maxsize=8192)
def _local(rules: RuleSet, node: Instruction) -> Report:
    """The findings of the rules on one instruction, spans relative to it."""
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    trigger = node.trigger if isinstance(node, OnBuild) else None
    for kind, chosen in rules.by_node:
        if isinstance(node, kind):
            for rule in chosen:
                _run(rule, (node,), found, crashes)
        if isinstance(trigger, kind):
            for rule in chosen:
                if rule.onbuild:
                    _run(rule, (trigger,), found, crashes)
    return Report(tuple(found), tuple(crashes))


def _run(rule: Rule, subject: tuple[object, ...], found: list[Diagnostic], crashes: list[Crash]) -> None:
    arguments = subject if rule.needs_project else subject[:1]
    try:
        found.extend(Diagnostic(rule, finding) for finding in rule.check(*arguments))
    except Exception as error:  # noqa: BLE001  a broken rule must not take the others with it
        crashes.append(Crash(rule, error))


def run_rule(rule: Rule, facts: Facts, project: Project) -> Iterator[Finding]:
    """The findings of one rule, suppressed or not; raises what the rule raises. For tests."""
    report = check(facts, project, rule_set((rule,)))
    for crash in report.crashes:
        raise crash.error
    yield from (diagnostic.finding for diagnostic in report.diagnostics)
