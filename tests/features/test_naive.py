"""Dockerfiles as beginners write them, in real small projects: one action leaves nothing to warn of."""

import re
from collections.abc import Iterator
from pathlib import Path

import dockerfile
import pytest

from dockwright.features.diagnostics import report
from dockwright.features.fix_all import production
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.project.disk import read_project
from dockwright.project.snapshot import Project
from dockwright.rules.model import Severity
from dockwright.syntax.nodes import Comment
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.edit import apply

PROJECTS = Path(__file__).parents[1] / "projects"
LASTING = frozenset({"end-of-life-base-image"})
"""What only a person can repair: another version of the language."""

WRITTEN = Path(__file__).with_name("naive.md")
_PART = re.compile(r"^## ([^\n]+)$|^```dockerfile\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def texts() -> Iterator[tuple[str, str]]:
    """The Dockerfiles of naive.md, and those in the projects that have a suffix, with the names of their projects."""
    name = ""
    for part in _PART.finditer(WRITTEN.read_text()):
        if part[1]:
            name = part[1]
        else:
            yield name, part[2]
    for path in sorted(PROJECTS.glob("*/Dockerfile.*")):
        yield path.parent.name, path.read_text()


def cases() -> list[object]:
    return [pytest.param(name, text, id=f"{name}-{number}") for number, (name, text) in enumerate(texts())]


def snapshot(text: str, project: Project) -> Snapshot:
    return Snapshot(open_document("", 0, text), facts_for(parse(text), Settings()), project, Settings())


def after_production(text: str, project: Project) -> Snapshot:
    change = production(snapshot(text, project))
    for file in change.files:
        project = project.with_file(file.path, apply(project.read(file.path) or "", file.edits))
    return snapshot(apply(text, change.edits), project)


def comments(text: str) -> list[str]:
    return sorted(placed.node.text.strip() for placed in parse(text).items if isinstance(placed.node, Comment))


@pytest.mark.parametrize(("name", "text"), cases())
def test_nothing_is_left_to_warn_of(name: str, text: str) -> None:
    after = after_production(text, read_project(PROJECTS / name / "Dockerfile"))
    assert len(dockerfile.parse_string(after.text)) == len(parse(after.text).instructions)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    assert comments(after.text) == comments(text)
    left = [
        f"{found.rule.name}: {found.finding.message}"
        for found in report(after).diagnostics
        if found.rule.severity in {Severity.ERROR, Severity.WARNING} and found.rule.name not in LASTING
    ]
    assert left == []
    again = production(after)
    assert (again.edits, again.files) == ((), ())
