"""The committed report is about the projects that there are, and each that is not built says why."""

from tests.proof.projects import not_built, projects
from tests.proof.report import PAGE


def test_every_project_is_proved_or_says_why_not() -> None:
    assert [name for name, why in not_built().items() if not why] == []


def test_report_tells_of_every_project() -> None:
    page = PAGE.read_text("utf-8")
    assert [project.name for project in projects() if f"\n| {project.name} |" not in page] == []
    assert [name for name in not_built() if f"\n| {name} |" not in page] == []
