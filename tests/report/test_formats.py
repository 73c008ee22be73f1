"""Every format whole, over a few rules that are sure to stay."""

import json as standard_json
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

import pytest
from sarif_pydantic import Sarif

from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.report import checkstyle, github, gitlab, json, junit, sarif, text
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


def reported(dockerfile: str) -> FileReport:
    rules = rule_set(rules_by_name()[rule] for rule in NAMES)
    found = check(facts_of(parse(dockerfile)), UNKNOWN_PROJECT, rules)
    return FileReport("a, b/Dockerfile", LineIndex(dockerfile), found.diagnostics)


@pytest.mark.parametrize(
    ("render", "name"),
    [
        (plain, "check.txt"),
        (coloured, "check-in-colour.txt"),
        (json.render, "check.json"),
        (github.render, "check.github"),
        (sarif.render, "check.sarif"),
        (gitlab.render, "check.gitlab.json"),
        (checkstyle.render, "check.checkstyle.xml"),
        (junit.render, "check.junit.xml"),
    ],
)
def test_formats(golden: Callable[[str, str], None], render: Render, name: str) -> None:
    golden(name, "".join(f"{line}\n" for line in render([reported(DOCKERFILE)])))


@pytest.mark.parametrize(
    ("render", "expected"),
    [(plain, ["0 files checked, nothing found"]), (json.render, ["[]"]), (github.render, []), (gitlab.render, ["[]"])],
)
def test_nothing(render: Render, expected: list[str]) -> None:
    assert list(render([])) == expected


def test_sarif_is_what_its_schema_says() -> None:
    log = standard_json.loads("\n".join(sarif.render([reported(DOCKERFILE), reported("FROM debian:13\n")])))
    read = Sarif.model_validate(log)
    assert read.model_dump(by_alias=True, exclude_none=True, mode="json")["runs"][0]["results"]
    assert len(read.runs[0].results or ()) == len(reported(DOCKERFILE).diagnostics)


def fingerprints(dockerfile: str) -> list[str]:
    (line,) = gitlab.render([reported(dockerfile)])
    return [row["fingerprint"] for row in standard_json.loads(line)]


def test_a_finding_that_moves_is_the_same_to_gitlab() -> None:
    twice = "FROM debian:13\nMAINTAINER me\nMAINTAINER me\n"
    first, second = fingerprints(twice)
    assert first != second
    assert fingerprints(f"# A comment\n{twice}") == [first, second]


@pytest.mark.parametrize("render", [checkstyle.render, junit.render], ids=["checkstyle", "junit"])
def test_xml_whatever_the_text(render: Render) -> None:
    odd = reported('FROM debian:13\nFRO<&"\x00\x1b]]>\ufffe x\n')
    root = ET.fromstring("\n".join(render([odd])))  # noqa: S314 - our own text
    assert len(list(root.iter())) > len(odd.diagnostics)
