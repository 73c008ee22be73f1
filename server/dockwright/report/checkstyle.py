"""Findings in the XML of Checkstyle, which most CI servers read."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from dockwright.report.model import FileReport
from dockwright.report.xml import clean, lines_of
from dockwright.rules.model import Severity

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(reports: Iterable[FileReport]) -> Iterator[str]:
    """The document: a file element for each file, an error element for each finding."""
    root = Element("checkstyle", version="4.3")
    for report in reports:
        file = SubElement(root, "file", name=clean(report.path))
        for diagnostic in report.diagnostics:
            place = report.place(diagnostic)
            SubElement(
                file,
                "error",
                line=str(place.line),
                column=str(place.column),
                severity=_SEVERITIES.get(report.severity(diagnostic.rule), "info"),
                message=clean(diagnostic.finding.message),
                source=f"dockwright.{diagnostic.rule.name}",
            )
    return lines_of(root)
