"""Every format whole, over a few rules that are sure to stay."""

from collections.abc import Callable, Iterator

import pytest

from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.report import github, json, text
from dockwright.report.model import FileReport
from dockwright.rules.engine import check, rule_set
from dockwright.rules.registry import rules_by_name
from dockwright.syntax.parser import parse
from dockwright.text.lines import LineIndex

DOCKERFILE = """\
# 😋 é
FROM debian:13 as Base
MAINTAINER me

\tLABEL a=😋 \\
\ta=é
ENV PATHS 50% \\
  off
FRO x
"""
NAMES = ("from-as-case", "stage-name-case", "maintainer", "legacy-key-value", "unknown-instruction")

Render = Callable[[list[FileReport]], Iterator[str]]


def plain(reports: list[FileReport]) -> Iterator[str]:
    return text.render(reports, colour=False)


def coloured(reports: list[FileReport]) -> Iterator[str]:
    return text.render(reports, colour=True)


@pytest.mark.parametrize(
    ("render", "name"),
    [
        (plain, "check.txt"),
        (coloured, "check-in-colour.txt"),
        (json.render, "check.json"),
        (github.render, "check.github"),
    ],
)
def test_formats(golden: Callable[[str, str], None], render: Render, name: str) -> None:
    rules = rule_set(rules_by_name()[rule] for rule in NAMES)
    found = check(facts_of(parse(DOCKERFILE)), UNKNOWN_PROJECT, rules)
    reports = [FileReport("a, b/Dockerfile", LineIndex(DOCKERFILE), found.diagnostics)]
    golden(name, "".join(f"{line}\n" for line in render(reports)))


@pytest.mark.parametrize(
    ("render", "expected"),
    [(plain, ["0 files checked, nothing found"]), (json.render, ["[]"]), (github.render, [])],
)
def test_nothing(render: Render, expected: list[str]) -> None:
    assert list(render([])) == expected
