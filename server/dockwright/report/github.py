"""Findings as GitHub Actions annotations."""

from collections.abc import Iterable, Iterator

from dockwright.report.model import FileReport
from dockwright.rules.model import Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(reports: Iterable[FileReport]) -> Iterator[str]:
    """One workflow command a finding."""
    for report in reports:
        for diagnostic in report.diagnostics:
            place = report.place(diagnostic)
            level = _LEVELS.get(report.severity(diagnostic.rule), "notice")
            properties = (
                f"file={_property(report.path)},line={place.line},endLine={place.end_line},"
                f"col={place.column},endColumn={place.end_column},title={_property(diagnostic.rule.name)}"
            )
            yield f"::{level} {properties}::{_data(diagnostic.finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
