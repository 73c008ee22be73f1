"""Findings as JUnit test results: a suite a file, a test case a finding."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from dockwright.report.model import FileReport
from dockwright.report.xml import clean, lines_of


def render(reports: Iterable[FileReport]) -> Iterator[str]:
    """The document; a file without findings is a suite with one test that passed."""
    reports = list(reports)
    total = sum(len(report.diagnostics) for report in reports)
    root = Element("testsuites", name="dockwright", failures=str(total))
    tests = 0
    for report in reports:
        count = len(report.diagnostics)
        tests += max(1, count)
        suite = SubElement(
            root, "testsuite", name=clean(report.path), tests=str(max(1, count)), failures=str(count), errors="0"
        )
        if not count:
            SubElement(suite, "testcase", classname=clean(report.path), name="dockwright")
        for diagnostic in report.diagnostics:
            place = report.place(diagnostic)
            name = f"{diagnostic.rule.name} at {place.line}:{place.column}"
            case = SubElement(suite, "testcase", classname=clean(report.path), name=name)
            failure = SubElement(
                case,
                "failure",
                message=clean(diagnostic.finding.message),
                type=report.severity(diagnostic.rule).value,
            )
            failure.text = clean(f"{report.path}:{place.line}:{place.column}: {diagnostic.finding.message}")
    root.set("tests", str(tests))
    return lines_of(root)
