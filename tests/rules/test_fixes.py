"""Every safe fix on every conformance case: its finding is gone, and nothing new is refused."""

from collections import Counter
from pathlib import Path

import pytest

from dockwright.analysis.safety import Safety
from dockwright.knowledge.images import recommended
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.rules.engine import Diagnostic, check, default_rules
from dockwright.rules.model import Severity
from dockwright.rules.registry import all_rules
from dockwright.syntax.parser import parse
from dockwright.text.edit import apply

CASES = Path(__file__).parents[1] / "conformance" / "cases"


def diagnostics(text: str) -> tuple[Diagnostic, ...]:
    return check(facts_of(parse(text)), UNKNOWN_PROJECT, default_rules(all_rules())).diagnostics


def counts(found: tuple[Diagnostic, ...]) -> Counter[str]:
    return Counter(each.rule.name for each in found)


def errors(found: tuple[Diagnostic, ...]) -> Counter[str]:
    return Counter(each.rule.name for each in found if each.rule.severity is Severity.ERROR)


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("*.Dockerfile")))
def test_a_safe_fix_repairs_its_finding_and_breaks_nothing(name: str) -> None:
    text = (CASES / name).read_bytes().decode("utf-8", "surrogateescape")
    before = diagnostics(text)
    for rule, finding in before:
        for fix in finding.fixes:
            if fix.safety is not Safety.SAFE:
                continue
            after = diagnostics(apply(text, fix.edits))
            assert counts(after)[rule.name] < counts(before)[rule.name], fix.title
            assert errors(after) <= errors(before), fix.title


@pytest.mark.parametrize("variable", ["$VERSION", "${VERSION}"])
def test_an_argument_without_a_default_gets_the_newest_supported_version(variable: str) -> None:
    text = f"ARG VERSION\nFROM alpine:{variable}\n"
    (found,) = (each.finding for each in diagnostics(text) if each.rule.name == "invalid-default-arg-in-from")
    (fix,) = found.fixes
    newest = recommended("alpine", "")[0]
    assert apply(text, fix.edits) == f"ARG VERSION={newest}\nFROM alpine:{variable}\n"


@pytest.mark.parametrize("image", ["example.org/own:$VERSION", "alpine:$VERSION-slim", "alpine@$VERSION", "$VERSION"])
def test_no_default_is_guessed(image: str) -> None:
    found = diagnostics(f"ARG VERSION\nFROM {image}\n")
    assert [each.finding.fixes for each in found if each.rule.name == "invalid-default-arg-in-from"] == [()]
