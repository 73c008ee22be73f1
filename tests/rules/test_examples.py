"""Every example in every rule's docstring is a test: findings exactly at the marks, fixes exactly as shown."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from dockwright.analysis.safety import Safety
from dockwright.config.model import Options
from dockwright.config.read import read_config
from dockwright.features.fix_all import fix_all
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot
from dockwright.model.facts import facts_of
from dockwright.project.ignore import parse_ignore
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.rules.engine import check_ignore, check_workflow, rule_set, run_rule
from dockwright.rules.examples import Example, examples
from dockwright.rules.model import Finding, Level, Rule
from dockwright.rules.registry import all_rules, rule_names, rules_by_name
from dockwright.syntax.parser import parse
from dockwright.syntax.workflow import parse_workflow
from dockwright.text.document import open_document
from dockwright.text.edit import apply
from tests.support.marks import mark, spans

EVERY_SAFETY = frozenset({Safety.SAFE, Safety.UNSAFE})


def project_of(example: Example) -> Project:
    return from_files(dict(example.files)) if example.files else UNKNOWN_PROJECT


def options_of(example: Example) -> Options:
    """What the configuration among the files of an example tells the rules."""
    text = dict(example.files).get(".dockwright.toml", "")
    read = read_config(text, rule_names())
    assert read is not None
    assert read.problems == ()
    return read.config.options


def findings(rule: Rule, text: str, example: Example) -> list[Finding]:
    if rule.level is Level.WORKFLOW:
        report = check_workflow(parse_workflow(text), rule_set((rule,)))
        assert report.crashes == ()
        return [found.finding for found in report.diagnostics]
    if rule.level is Level.IGNORE:
        report = check_ignore(parse_ignore(text), project_of(example), rule_set((rule,)))
        assert report.crashes == ()
        return [found.finding for found in report.diagnostics]
    return list(run_rule(rule, facts_of(parse(text)), project_of(example), options_of(example)))


def cases(*kinds: str) -> Iterator[object]:
    for rule in all_rules():
        for number, example in enumerate(examples(rule.doc)):
            if example.kind in kinds:
                yield pytest.param(rule, example, id=f"{rule.name}-{number}-{example.kind}")


def repairs() -> Iterator[object]:
    for rule in all_rules():
        blocks = list(examples(rule.doc))
        for number, (bad, fixed) in enumerate(pairwise(blocks)):
            if fixed.kind == "fixed":
                yield pytest.param(rule, bad, fixed, id=f"{rule.name}-{number}")


@pytest.mark.parametrize(("rule", "example"), list(cases("bad", "good", "fixed")))
def test_findings_are_exactly_the_marked_spans(rule: Rule, example: Example) -> None:
    text, _ = spans(example.marked)
    found = sorted({finding.span for finding in findings(rule, text, example)})
    assert mark(text, tuple(found)) == example.marked
    assert bool(found) == (example.kind == "bad")


@pytest.mark.parametrize(("rule", "bad", "fixed"), list(repairs()))
def test_fixes_make_the_fixed_block(rule: Rule, bad: Example, fixed: Example) -> None:
    text, _ = spans(bad.marked)
    found = findings(rule, text, bad)
    if any(finding.fixes for finding in found):
        result = apply(text, {edit: None for finding in found for fix in finding.fixes[:1] for edit in fix.edits})
    else:
        snapshot = Snapshot(open_document("", 0, text), facts_of(parse(text)), project_of(bad), Settings())
        result = fix_all(snapshot, EVERY_SAFETY, frozenset({rule.name})).text
    assert result == fixed.marked


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_rule_has_a_bad_and_a_good_or_fixed_example(rule: Rule) -> None:
    kinds = {example.kind for example in examples(rule.doc)}
    assert "bad" in kinds
    assert kinds & {"good", "fixed"}
    assert kinds <= {"bad", "good", "fixed"}


def test_names_are_unique() -> None:
    names = [rule.name for rule in all_rules()]
    assert sorted(set(names)) == sorted(names)


def test_aliases_are_unique_but_for_one_problem_told_by_two_rules() -> None:
    """The first of the two is meant where only one can be: on a page, in a link."""
    by_alias: dict[str, list[str]] = {}
    for rule in all_rules():
        for alias in rule.aliases:
            by_alias.setdefault(alias.lower(), []).append(rule.name)
    assert by_alias.keys().isdisjoint(rule.name for rule in all_rules())
    shared = {alias: names for alias, names in by_alias.items() if len(names) > 1}
    assert shared == {
        "dl3003": ["cd-in-run", "cd-later-in-run"],
        "dl3061": ["instruction-before-from", "no-from"],
        "dl4006": ["no-pipefail", "pipe-without-pipefail"],
    }
    assert [rules_by_name()[alias].name for alias in shared] == [names[0] for names in shared.values()]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_crash_is_no_answer(rule: Rule) -> None:
    """Half a file, cut anywhere in the rule's own examples, is reported on without raising."""
    for example in examples(rule.doc):
        text, _ = spans(example.marked)
        for end in range(0, len(text), 7):
            findings(rule, text[:end], example)
