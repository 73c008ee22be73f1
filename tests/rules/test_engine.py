"""The engine: one rule's crash is its own, and remembering changes nothing."""

from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features.diagnostics import rules_for
from dockwright.features.settings import Settings
from dockwright.model.facts import Facts, facts_of
from dockwright.model.stages import Stage
from dockwright.model.variables import Assumptions
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.rules.engine import check, rule_set
from dockwright.rules.examples import examples
from dockwright.rules.model import Finding, Level, Severity, rule
from dockwright.rules.registry import all_rules
from dockwright.syntax.nodes import Run
from dockwright.syntax.parser import parse, parse_instruction
from tests.support.marks import spans

CASES = Path(__file__).parents[1] / "conformance" / "cases"
DOCKERFILE_RULES = tuple(found for found in all_rules() if found.level not in {Level.WORKFLOW, Level.IGNORE})
ALL = rule_set(DOCKERFILE_RULES)
PIECES = st.lists(
    st.sampled_from(
        [
            "ARG V=1\n",
            "FROM alpine:$V AS a\n",
            "FROM a\n",
            "# dockwright ignore=maintainer\n",
            "MAINTAINER x\n",
            "RUN apt-get update\n",
            "RUN pip install x\n",
            "\n",
            "ENV A=$B\n",
            "COPY --from=a x y z\n",
            "CMD node server.js\n",
        ]
    ),
    max_size=12,
).map("".join)


@rule(Severity.WARNING, on=Run)
def broken(run: Run) -> Iterator[Finding]:
    """A rule that raises."""
    raise ZeroDivisionError(run.text)
    yield


@rule(Severity.WARNING, on=Stage)
def first_run(stage: Stage) -> Iterator[Finding]:
    """A rule that works."""
    for placed in stage.every(Run):
        yield Finding(placed.span, f"in {stage.label}")


def facts(text: str) -> Facts:
    return facts_of(parse(text), KNOWN_IMAGES)


def test_given_build_arguments_count() -> None:
    text = "ARG BASE\nFROM $BASE\nRUN x\n"
    given = facts_of(parse(text), Assumptions(arguments={"BASE": "scratch"}))
    report = check(given, UNKNOWN_PROJECT, rule_set((first_run,)))
    assert [finding.message for _, finding in report.diagnostics] == ["in 0"]
    assert report.crashes == ()


def test_a_crash_is_reported_and_the_others_go_on() -> None:
    report = check(facts("FROM a AS b\nRUN x\n"), UNKNOWN_PROJECT, rule_set((broken, first_run)))
    assert [(crash.rule, type(crash.error)) for crash in report.crashes] == [(broken, ZeroDivisionError)]
    assert [found.finding.message for found in report.diagnostics] == ["in b"]


def test_findings_move_with_their_stage() -> None:
    rules = rule_set((first_run,))
    text = "FROM a\nRUN x\n"
    for above in ("", "# a comment\n", "FROM z\nENV A=1\n\n"):
        moved = check(facts(above + text), UNKNOWN_PROJECT, rules).diagnostics
        assert [found.finding.span.of(above + text) for found in moved] == ["RUN x"]


@given(PIECES, PIECES)
def test_what_is_remembered_is_what_would_be_found_anew(one: str, other: str) -> None:
    """A rule set that has seen other files says the same as one that has seen nothing."""
    seasoned = rules_for(Settings())
    for text in (one, other, one + other, other + one):
        fresh = rule_set(found for found in all_rules() if found.severity is not Severity.OFF)
        expected = check(facts(text), UNKNOWN_PROJECT, fresh)
        found = check(facts(text), UNKNOWN_PROJECT, seasoned)
        assert found.diagnostics == expected.diagnostics
        assert found.crashes == expected.crashes == ()


def everything(text: str) -> list[object]:
    """All findings of all rules, with the fixes, through whatever is remembered."""
    return [(found.rule.name, found.finding) for found in check(facts(text), UNKNOWN_PROJECT, ALL).diagnostics]


def seeds() -> tuple[str, ...]:
    found = [path.read_bytes().decode("utf-8", "replace") for path in sorted(CASES.glob("*.Dockerfile"))]
    found.extend(spans(each.marked)[0] for found_rule in DOCKERFILE_RULES for each in examples(found_rule.doc))
    return tuple(found)


def test_rules_that_do_not_read_commands_say_the_same_whatever_is_run() -> None:
    for text in seeds():
        file = parse(text)
        everything(text)
        typed = "".join(
            f"{item.node.text[: item.node.keyword.span.end]} true\n"
            if isinstance(item.node, Run) and not item.node.flags
            else item.node.text
            for item in file.items
        )
        remembered = everything(typed)
        parse_instruction.cache_clear()  # new nodes, of which nothing is remembered
        assert remembered == everything(typed)
