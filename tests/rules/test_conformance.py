"""The rules against BuildKit's own verdicts on every conformance case."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from dockwright.model.facts import Facts, facts_of
from dockwright.model.references import ImageReference
from dockwright.model.variables import DEFAULT_PATH, Assumptions, BaseConfig
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.rules.buildkit import check_name
from dockwright.rules.engine import Diagnostic, check, default_rules
from dockwright.rules.model import Severity
from dockwright.rules.registry import all_rules
from dockwright.syntax.nodes import OnBuild
from dockwright.syntax.parser import parse
from dockwright.text.lines import LineIndex


class Warned(TypedDict):
    line: int
    rule: str


class Refused(TypedDict):
    line: int | None
    message: str
    trueLine: NotRequired[int]


class Verdict(TypedDict, total=False):
    warnings: list[Warned]
    error: Refused


CONFORMANCE = Path(__file__).parents[1] / "conformance"
LINT: dict[str, Verdict] = json.loads((CONFORMANCE / "lint.json").read_bytes())
OPTIONS: dict[str, dict[str, dict[str, object]]] = json.loads((CONFORMANCE / "options.json").read_bytes())

# What only the registry can tell: that an image does not exist, or for which platform it is.
NEEDS_REGISTRY = {name for name, options in OPTIONS.items() if "images" in options}

LAST_LINE = "NoEmptyContinuation"
"""BuildKit points at the last line of the instruction, we at the blank line."""

ELSEWHERE = {
    # BuildKit points at the FROM that brings a trigger in, we at the mistake in the ONBUILD.
    "error-onbuild-copy-from-unknown.Dockerfile": 2,
    "error-onbuild-unknown-child-used.Dockerfile": 2,
}
"""The line of our error where it is not BuildKit's."""

UNSEEN = {"error-file-line-too-long.Dockerfile"}
"""Nobody writes 64 KiB on one line, and a rule on it could not show an example."""

GRAVER = {"env-refers-to-itself"}
"""Rules of ours that call an error what BuildKit accepts: the instruction does not do what it says."""

LINT_FAILED = "lint violation found for rules: "
"""With `error=true` BuildKit names the rules and no line."""


class Arguments(Mapping[str, str]):
    """Build arguments that may be part of a key: what is remembered of a stage hangs on them."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values_by_name = values

    def __getitem__(self, name: str) -> str:
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)

    def __hash__(self) -> int:
        return hash(tuple(self.values_by_name.items()))


def stub_image(_: ImageReference) -> BaseConfig:
    """What every image was in the run that gave the verdicts."""
    return BaseConfig({"PATH": DEFAULT_PATH}, cmd=("/bin/sh",))


@cache
def diagnostics(name: str) -> tuple[Facts, tuple[Diagnostic, ...]]:
    text = (CONFORMANCE / "cases" / name).read_bytes().decode("utf-8", "surrogateescape")
    arguments = Arguments({key: str(value) for key, value in OPTIONS.get(name, {}).get("buildArgs", {}).items()})
    facts = facts_of(parse(text), Assumptions(arguments, "linux/amd64", stub_image))
    report = check(facts, context(name), default_rules(all_rules()))
    assert report.crashes == ()
    return facts, report.diagnostics


def context(name: str) -> Project:
    ignore = CONFORMANCE / "cases" / f"{name}.dockerignore"
    return from_files({".dockerignore": ignore.read_text()}) if ignore.exists() else UNKNOWN_PROJECT


def line_of(facts: Facts, diagnostic: Diagnostic) -> int:
    """The line where BuildKit reports it: the first of the instruction, from 1."""
    lines = LineIndex(facts.file.text)
    placed = facts.instruction_at(diagnostic.finding.span.start)
    if placed is None:
        return lines.line_of(diagnostic.finding.span.start) + 1
    last = check_name(diagnostic.rule) == LAST_LINE
    return lines.line_of(placed.span.end - 1 if last else placed.span.start) + 1


ACCEPTED = {name: verdict["warnings"] for name, verdict in LINT.items() if "warnings" in verdict}
REFUSED = {name: verdict["error"] for name, verdict in LINT.items() if "error" in verdict}
FAILED = {name for name, error in REFUSED.items() if error["message"].startswith(LINT_FAILED)}


@pytest.mark.parametrize("name", sorted(ACCEPTED.keys() - NEEDS_REGISTRY))
def test_checks_are_buildkits(name: str) -> None:
    facts, found = diagnostics(name)
    ours = Counter((line_of(facts, each), check_name(each.rule)) for each in found if check_name(each.rule))
    assert ours == Counter((each["line"], each["rule"]) for each in ACCEPTED[name])


@pytest.mark.parametrize("name", sorted(FAILED))
def test_checks_that_fail_the_build_are_buildkits(name: str) -> None:
    _, found = diagnostics(name)
    expected = REFUSED[name]["message"].removeprefix(LINT_FAILED)
    assert {check_name(each.rule) for each in found} - {None} == set(expected.split(", "))


@pytest.mark.parametrize("name", sorted(REFUSED.keys() - NEEDS_REGISTRY - FAILED - UNSEEN))
def test_what_buildkit_refuses_is_an_error(name: str) -> None:
    facts, found = diagnostics(name)
    error = REFUSED[name]
    line = ELSEWHERE.get(name, error.get("trueLine", error["line"]))
    lines = {line_of(facts, each) for each in found if each.rule.severity is Severity.ERROR}
    assert lines if line is None else line in lines


@pytest.mark.parametrize("name", sorted(ACCEPTED.keys() - NEEDS_REGISTRY))
def test_what_buildkit_accepts_is_no_error(name: str) -> None:
    """But for its own checks, some of which are graver to us, and for triggers, which it does not look at."""
    facts, found = diagnostics(name)
    errors = [each for each in found if each.rule.severity is Severity.ERROR and check_name(each.rule) is None]
    assert [
        (each.rule.name, each.finding.message)
        for each in errors
        if each.rule.name not in GRAVER and not is_in_trigger(facts, each)
    ] == []


def is_in_trigger(facts: Facts, diagnostic: Diagnostic) -> bool:
    placed = facts.instruction_at(diagnostic.finding.span.start)
    return placed is not None and isinstance(placed.node, OnBuild)
