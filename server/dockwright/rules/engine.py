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

from dockwright.config.model import NO_OPTIONS, Options
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.variables import Assumptions
from dockwright.project.ignore import IgnoreFile
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project
from dockwright.rules.foreign_shell import readable
from dockwright.rules.model import Finding, Level, Rule, Severity
from dockwright.rules.outline import Outline, Places, outline, places
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
    """Rules in the order of a run, sorted by what they look at, and what the user has told them."""

    by_node: tuple[tuple[type[Instruction], tuple[Rule, ...]], ...]
    stage: tuple[Rule, ...]
    outline: tuple[Rule, ...]
    file: tuple[Rule, ...]
    workflow: tuple[Rule, ...]
    ignore: tuple[Rule, ...]
    options: Options


def rule_set(rules: Iterable[Rule], options: Options = NO_OPTIONS) -> RuleSet:
    """The rule set of `rules`; make it once, not on each run: the memo is kept by it."""
    chosen = tuple(rules)
    by_node: dict[type[Instruction], list[Rule]] = {}
    for rule in chosen:
        if rule.node is not None:
            by_node.setdefault(rule.node, []).append(rule)
    return RuleSet(
        by_node=tuple((node, tuple(found)) for node, found in by_node.items()),
        stage=tuple(rule for rule in chosen if rule.level is Level.STAGE),
        outline=tuple(rule for rule in chosen if rule.level is Level.FILE and not rule.reads_commands),
        file=tuple(rule for rule in chosen if rule.level is Level.FILE and rule.reads_commands),
        workflow=tuple(rule for rule in chosen if rule.level is Level.WORKFLOW),
        ignore=tuple(rule for rule in chosen if rule.level is Level.IGNORE),
        options=options,
    )


@lru_cache(maxsize=8)
def default_rules(rules: tuple[Rule, ...]) -> RuleSet:
    """The rules of `rules` that are on by default."""
    return rule_set(rule for rule in rules if rule.severity is not Severity.OFF)


def check(facts: Facts, project: Project, rules: RuleSet, others: Iterable[Diagnostic] = ()) -> Report:
    """All findings of `rules`, and `others` made elsewhere, that no comment suppresses."""
    found: list[Diagnostic] = [*others]
    crashes: list[Crash] = []
    for placed in facts.file.instructions:
        local = _local(rules, placed.node)
        crashes.extend(local.crashes)
        found.extend(Diagnostic(rule, finding.shift(placed.at)) for rule, finding in local.diagnostics)
    for stage in facts.stages:
        of_stage = _of_stage(rules, facts, stage, project)
        crashes.extend(of_stage.crashes)
        found.extend(Diagnostic(rule, finding.shift(stage.start)) for rule, finding in of_stage.diagnostics)
    _add_of_outline(rules, facts, project, found, crashes)
    given = _given(facts, project, rules.options)
    for rule in rules.file:
        _run(rule, given, found, crashes)
    found.sort(key=_position)
    return Report(tuple(suppressed(facts.file, readable(facts, found))), tuple(crashes))


def check_workflow(workflow: Workflow, rules: RuleSet) -> Report:
    """All findings of `rules` in a GitHub workflow file that no comment suppresses."""
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    given = _given(workflow, UNKNOWN_PROJECT, rules.options)
    for rule in rules.workflow:
        _run(rule, given, found, crashes)
    found.sort(key=_position)
    return Report(tuple(suppressed_lines(workflow.text, found)), tuple(crashes))


def check_ignore(ignore: IgnoreFile, project: Project, rules: RuleSet) -> Report:
    """All findings of `rules` in a `.dockerignore` that no comment suppresses."""
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    given = _given(ignore, project, rules.options)
    for rule in rules.ignore:
        _run(rule, given, found, crashes)
    found.sort(key=_position)
    return Report(tuple(suppressed_lines(ignore.text, found)), tuple(crashes))


def _position(diagnostic: Diagnostic) -> tuple[int, int, str]:
    start, end = diagnostic.finding.span
    return start, end, diagnostic.rule.name


class _StageKey(NamedTuple):
    """All that the findings in a stage can depend on; equal keys mean equal findings.

    `instructions` are those that the stage sees, each with its distance from the
    FROM above it. `distances` are those of the stages it is based on and of the first instruction: None
    where nothing is said of a place outside the stage itself.
    """

    rules: RuleSet
    project: Project
    assumptions: Assumptions
    place: tuple[int, bool, bool]
    instructions: tuple[tuple[int, Instruction], ...]
    distances: tuple[int, ...] | None


def _key(rules: RuleSet, facts: Facts, stage: Stage, project: Project) -> _StageKey:
    seen = [(placed.at, placed.node) for placed in facts.before]
    for link in stage.chain:
        start = link.start
        seen.append((0, link.from_.node))
        seen.extend([(at - start, node) for at, node in link.instructions])
    place = (stage.index, stage.is_final, stage.ships)
    return _StageKey(rules, project, facts.assumptions, place, tuple(seen), None)


def _of_stage(rules: RuleSet, facts: Facts, stage: Stage, project: Project) -> Report:
    """The findings of the rules on one stage, spans relative to its FROM."""
    if facts.assumptions.arguments is not None:
        return _stage_report(rules, stage, project)  # a mapping, which no memo can be keyed by
    key = _key(rules, facts, stage, project)
    known = _STAGES.get(key)
    if known is None:
        exact = key._replace(distances=(stage.start, *(link.start - stage.start for link in stage.chain)))
        known = _STAGES.get(exact)
        if known is None:
            known = _stage_report(rules, stage, project)
            _remember(key if _stays_inside(known, stage) else exact, known)
    return known


def _stays_inside(report: Report, stage: Stage) -> bool:
    length = stage.end - stage.start
    return all(0 <= at <= length for found in report.diagnostics for span in found.finding.spans() for at in span)


def _remember(key: _StageKey, report: Report) -> None:
    if len(_STAGES) >= _MOST_STAGES:
        _STAGES.clear()
    _STAGES[key] = report


def _stage_report(rules: RuleSet, stage: Stage, project: Project) -> Report:
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    given = _given(stage, project, rules.options)
    for rule in rules.stage:
        _run(rule, given, found, crashes)
    shifted = tuple(Diagnostic(rule, finding.shift(-stage.start)) for rule, finding in found)
    return Report(shifted, tuple(crashes))


class _Remembered(NamedTuple):
    """What the rules on the outline said of a file: each finding with its first and last offset."""

    places: Places
    diagnostics: tuple[tuple[Diagnostic, int, int], ...]
    crashes: tuple[Crash, ...]


def _add_of_outline(
    rules: RuleSet, facts: Facts, project: Project, found: list[Diagnostic], crashes: list[Crash]
) -> None:
    """Add the findings of the rules on the file that do not look at the commands of RUNs."""
    if facts.assumptions.arguments is not None:
        given = _given(facts, project, rules.options)
        for rule in rules.outline:
            _run(rule, given, found, crashes)
        return
    key = (rules, project, facts.assumptions, outline(facts.file))
    known = _OUTLINES.pop(key, None)
    if known is None:
        known = _outline_report(rules, facts, project)
        found.extend([diagnostic for diagnostic, _, _ in known.diagnostics])
        if len(_OUTLINES) >= _MOST_OUTLINES:
            del _OUTLINES[next(iter(_OUTLINES))]
    else:
        moves = known.places.moves_to(places(facts.file))
        found.extend(
            [Diagnostic(rule, moves.move(finding, first, last)) for (rule, finding), first, last in known.diagnostics]
        )
    crashes.extend(known.crashes)
    _OUTLINES[key] = known


def _outline_report(rules: RuleSet, facts: Facts, project: Project) -> _Remembered:
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    given = _given(facts, project, rules.options)
    for rule in rules.outline:
        _run(rule, given, found, crashes)
    extents: list[tuple[Diagnostic, int, int]] = []
    for diagnostic in found:
        offsets = [at for span in diagnostic.finding.spans() for at in span]
        extents.append((diagnostic, min(offsets), max(offsets)))
    return _Remembered(places(facts.file), tuple(extents), tuple(crashes))


_MOST_OUTLINES = 32
_OUTLINES: dict[tuple[RuleSet, Project, Assumptions, Outline], _Remembered] = {}
"""What is known of outlines, the oldest first; a cache like the one of stages."""


_MOST_STAGES = 2048
_STAGES: dict[_StageKey, Report] = {}
"""What is known of stages; a cache and nothing else, like those of `lru_cache`."""


@lru_cache(maxsize=8192)
def _local(rules: RuleSet, node: Instruction) -> Report:
    """The findings of the rules on one instruction, spans relative to it."""
    found: list[Diagnostic] = []
    crashes: list[Crash] = []
    trigger = node.trigger if isinstance(node, OnBuild) else None
    given = _given(node, UNKNOWN_PROJECT, rules.options)
    triggered = _given(trigger, UNKNOWN_PROJECT, rules.options)
    for kind, chosen in rules.by_node:
        if isinstance(node, kind):
            for rule in chosen:
                _run(rule, given, found, crashes)
        if isinstance(trigger, kind):
            for rule in chosen:
                if rule.onbuild:
                    _run(rule, triggered, found, crashes)
    return Report(tuple(found), tuple(crashes))


class _Given(NamedTuple):
    """What rules are given, as far as they ask for it: by whether they want the project and the options."""

    plain: tuple[object, ...]
    with_project: tuple[object, ...]
    with_options: tuple[object, ...]
    with_both: tuple[object, ...]


def _given(value: object, project: Project, options: Options) -> _Given:
    return _Given((value,), (value, project), (value, options), (value, project, options))


def _run(rule: Rule, given: _Given, found: list[Diagnostic], crashes: list[Crash]) -> None:
    if rule.needs_options:
        arguments = given.with_both if rule.needs_project else given.with_options
    else:
        arguments = given.with_project if rule.needs_project else given.plain
    try:
        for finding in rule.check(*arguments):
            found.append(Diagnostic(rule, finding))  # noqa: PERF401 - most rules find nothing, and this costs least then
    except Exception as error:  # noqa: BLE001  a broken rule must not take the others with it
        crashes.append(Crash(rule, error))


def run_rule(rule: Rule, facts: Facts, project: Project, options: Options = NO_OPTIONS) -> Iterator[Finding]:
    """The findings of one rule, suppressed or not; raises what the rule raises. For tests."""
    report = check(facts, project, rule_set((rule,), options))
    for crash in report.crashes:
        raise crash.error
    yield from (diagnostic.finding for diagnostic in report.diagnostics)
