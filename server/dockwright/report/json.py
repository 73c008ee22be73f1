"""Findings for programs: one JSON array."""

import json
from collections.abc import Iterable, Iterator
from textwrap import indent

from dockwright.report.model import FileReport
from dockwright.rules.engine import Diagnostic
from dockwright.rules.pages import link


def render(reports: Iterable[FileReport]) -> Iterator[str]:
    """The array: an object a finding; lines and columns count from one, columns in code points."""
    rows = (_row(report, diagnostic) for report in reports for diagnostic in report.diagnostics)
    row = next(rows, None)
    if row is None:
        yield "[]"
        return
    yield "["
    while row is not None:
        following = next(rows, None)
        text = indent(json.dumps(row, indent=2, ensure_ascii=False), "  ")
        yield f"{text}," if following is not None else text
        row = following
    yield "]"


def _row(report: FileReport, diagnostic: Diagnostic) -> dict[str, object]:
    rule, finding = diagnostic
    place = report.place(diagnostic)
    return {
        "path": report.path,
        "rule": rule.name,
        "aliases": list(rule.aliases),
        "severity": report.severity(rule).value,
        "message": finding.message,
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "fixes": [{"title": fix.title, "safety": fix.safety.value} for fix in finding.fixes],
        "refactoring": finding.refactoring,
        "url": link(rule),
    }
