"""The laws of repairing everything, on real small projects and on every example of every rule."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import dockerfile
import pytest

from dockwright.analysis.safety import Safety
from dockwright.cli.inputs import Input, read
from dockwright.features.diagnostics import report
from dockwright.features.fix_all import Fixed, fix_all, production
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.model.facts import facts_of
from dockwright.project.disk import read_project
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.rules.examples import examples
from dockwright.rules.model import Level, Severity
from dockwright.rules.registry import all_rules
from dockwright.syntax.nodes import Comment
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.edit import apply
from tests.support.marks import spans

PROJECTS = Path(__file__).parents[1] / "projects"
SAFE = frozenset({Safety.SAFE})
ALL = frozenset({Safety.SAFE, Safety.UNSAFE})
LASTING = frozenset({"end-of-life-base-image"})
"""What only a person can repair: another version of the language."""


class Repaired(NamedTuple):
    """What was there, what was done, and what is there now."""

    before: Snapshot
    fixed: Fixed
    after: Snapshot


def snapshot(text: str, project: Project = UNKNOWN_PROJECT) -> Snapshot:
    return Snapshot(open_document("", 0, text), facts_of(parse(text)), project, Settings())


def repaired(name: str) -> Repaired:
    source = read(PROJECTS / name / "Dockerfile")
    assert isinstance(source, Input)
    document, project = open_document(source.shown, 0, source.text), read_project(source.path or "")
    before = Snapshot(document, facts_for(parse(source.text), Settings()), project)
    fixed = fix_all(before, ALL)
    for file in fixed.change.files:
        project = project.with_file(file.path, apply(project.read(file.path) or "", file.edits))
    return Repaired(before, fixed, Snapshot(open_document("", 0, fixed.text), facts_of(parse(fixed.text)), project))


def count(text: str) -> int:
    """How many instructions BuildKit's parser reads; raises what it raises."""
    return len(dockerfile.parse_string(text))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def comments(text: str) -> list[str]:
    return sorted(placed.node.text.strip() for placed in parse(text).items if isinstance(placed.node, Comment))


NAMES = sorted(path.parent.name for path in PROJECTS.glob("*/Dockerfile"))


@pytest.mark.parametrize("name", NAMES)
def test_the_result_is_what_it_should_be(name: str, golden: Callable[[str, str], None]) -> None:
    fixed = repaired(name).fixed
    golden(f"projects/{name}/Dockerfile", fixed.text)
    for file in fixed.change.files:
        golden(f"projects/{name}/{file.path}", apply("", file.edits))


@pytest.mark.parametrize("name", NAMES)
def test_buildkit_reads_the_result(name: str) -> None:
    text = repaired(name).fixed.text
    assert count(text) == len(parse(text).instructions)


@pytest.mark.parametrize("name", NAMES)
def test_comments_stay(name: str) -> None:
    found = repaired(name)
    assert comments(found.before.text) == comments(found.fixed.text)


@pytest.mark.parametrize("name", NAMES)
def test_no_warning_is_left(name: str) -> None:
    left = [
        found.rule.name
        for found in report(repaired(name).after).diagnostics
        if found.rule.severity in {Severity.ERROR, Severity.WARNING} and found.rule.name not in LASTING
    ]
    assert left == []


@pytest.mark.parametrize("name", NAMES)
def test_once_is_enough(name: str) -> None:
    again = fix_all(repaired(name).after, ALL)
    assert (again.applied, again.change.edits, again.change.files) == ((), (), ())


@pytest.mark.parametrize("name", NAMES)
def test_one_action_does_the_same_and_says_each_step(name: str) -> None:
    found = repaired(name)
    change = production(found.before)
    assert (change.edits, change.files) == (found.fixed.change.edits, found.fixed.change.files)
    assert len(change.steps) == len(found.fixed.applied)


def test_milder_findings_are_repaired_unsafely_only_by_name() -> None:
    text = 'FROM nginx:1.29\nSTOPSIGNAL SIGKILL\nCMD ["nginx"]\n'
    assert fix_all(snapshot(text), ALL).applied == ()
    assert len(fix_all(snapshot(text), ALL, frozenset({"ungraceful-signal"})).applied) == 1


@pytest.mark.parametrize("name", NAMES)
def test_safe_repairs_touch_no_other_file(name: str) -> None:
    assert fix_all(repaired(name).before, SAFE).change.files == ()


def cases() -> Iterator[object]:
    for rule in all_rules():
        if rule.level is Level.WORKFLOW:
            continue
        for number, example in enumerate(examples(rule.doc)):
            project = from_files(dict(example.files)) if example.files else UNKNOWN_PROJECT
            yield pytest.param(spans(example.marked)[0], project, id=f"{rule.name}-{number}")


@pytest.mark.parametrize(("text", "project"), list(cases()))
@pytest.mark.parametrize("safeties", [SAFE, ALL], ids=["safe", "all"])
def test_examples_come_to_rest(text: str, project: Project, safeties: frozenset[Safety]) -> None:
    fixed = fix_all(snapshot(text, project), safeties)
    assert apply(text, fixed.change.edits) == fixed.text
    for file in fixed.change.files:
        project = project.with_file(file.path, apply(project.read(file.path) or "", file.edits))
    again = fix_all(snapshot(fixed.text, project), safeties)
    assert (again.text, again.applied) == (fixed.text, ())


def test_fixes_of_one_place_wait_for_each_other() -> None:
    text = 'from debian:13 as X\nmaintainer me\nEXPOSE 80\nCMD ["a"]\nUSER b\n'
    fixed = fix_all(snapshot(text), SAFE)
    assert (
        fixed.text == 'FROM debian:13 AS x\nLABEL org.opencontainers.image.authors="me"\nEXPOSE 80\nCMD ["a"]\nUSER b\n'
    )


def test_only_named_rules() -> None:
    text = "FROM debian:13 as x\nMAINTAINER me\n"
    assert fix_all(snapshot(text), SAFE, frozenset({"fromascasing"})).text == "FROM debian:13 AS x\nMAINTAINER me\n"


def test_ignored_rules_are_not_repaired() -> None:
    text = "FROM debian:13\n# hadolint ignore=DL4000\nMAINTAINER me\n"
    assert fix_all(snapshot(text), ALL).applied == ()
