"""Real small projects with naive Dockerfiles: everything that is found in them is repaired, to the letter."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dockwright.analysis.safety import Safety
from dockwright.features.diagnostics import report
from dockwright.features.fix_all import fix_all
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot
from dockwright.model.facts import facts_of
from dockwright.project.disk import read_project
from dockwright.rules.model import Severity
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.edit import apply
from tests.refactor.cases import comments, count

PROJECTS = Path(__file__).parent.parent / "projects"
NAMES = ("python-pip", "python-poetry", "python-uv", "java-maven", "java-gradle", "dotnet-web")
EVERY_SAFETY = frozenset({Safety.SAFE, Safety.UNSAFE})


def snapshot(name: str, text: str) -> Snapshot:
    project = read_project(PROJECTS / name / "Dockerfile")
    return Snapshot(open_document("", 0, text), facts_of(parse(text)), project, Settings())


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", NAMES)
def test_everything_is_repaired(name: str, line_end: str, golden: Callable[[str, str], None]) -> None:
    naive = (PROJECTS / name / "Dockerfile").read_text("utf-8")
    fixed = fix_all(snapshot(name, naive.replace("\n", line_end)), EVERY_SAFETY)
    result = fixed.text
    assert result.count("\n") == result.count(line_end)
    golden(f"projects/{name}/Dockerfile", result.replace("\r\n", "\n"))
    (ignore,) = fixed.change.files
    golden(f"projects/{name}/.dockerignore", apply("", ignore.edits).replace("\r\n", "\n"))
    after = snapshot(name, result)
    after = replace(after, project=after.project.with_file(ignore.path, apply("", ignore.edits)))
    left = report(after).diagnostics
    assert [found.rule.name for found in left if found.rule.severity in {Severity.ERROR, Severity.WARNING}] == []
    assert count(result) == len(parse(result).instructions)
    assert comments(naive) <= comments(result.replace("\r\n", "\n"))
    assert fix_all(after, EVERY_SAFETY).text == result
