"""Findings as a SARIF 2.1.0 log, for code scanning services."""

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from urllib.parse import quote

from dockwright import __version__
from dockwright.report.model import FileReport
from dockwright.rules.engine import Diagnostic
from dockwright.rules.model import Rule, Severity
from dockwright.rules.pages import link, page
from dockwright.text.edit import Edit
from dockwright.text.lines import Unit
from dockwright.text.span import Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.HINT: "note"}

Value = dict[str, object]


def render(reports: Iterable[FileReport]) -> Iterator[str]:
    """The log: one run, with a result a finding and the page of each rule that found something."""
    reports = list(reports)
    rules: dict[str, Rule] = {}
    for report in reports:
        rules.update((found.rule.name, found.rule) for found in report.diagnostics)
    order = {name: number for number, name in enumerate(rules)}
    driver: Value = {
        "name": "dockwright",
        "version": __version__,
        "rules": [_rule(rule) for rule in rules.values()],
    }
    run: Value = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, found, order) for report in reports for found in report.diagnostics],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(rule: Rule) -> Value:
    described: Value = {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.title, "markdown": page(rule)},
        "defaultConfiguration": {"level": _LEVELS.get(rule.severity, "none")},
        "properties": {"tags": [rule.category, *rule.aliases]},
    }
    address = link(rule)
    return described if address is None else {**described, "helpUri": address}


def _result(report: FileReport, diagnostic: Diagnostic, order: dict[str, int]) -> Value:
    rule, finding = diagnostic
    result: Value = {
        "ruleId": rule.name,
        "ruleIndex": order[rule.name],
        "level": _LEVELS.get(report.severity(rule), "none"),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _location(report, finding.span)}],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"physicalLocation": _location(report, other.span), "message": {"text": other.message}}
            for other in finding.related
        ]
    if finding.fixes:
        result["fixes"] = [
            {
                "description": {"text": f"{fix.title}. {fix.note}" if fix.note else fix.title},
                "artifactChanges": [
                    {
                        "artifactLocation": _artifact(report),
                        "replacements": [_replacement(report, edit) for edit in fix.edits],
                    }
                ],
            }
            for fix in finding.fixes
        ]
    return result


def _replacement(report: FileReport, edit: Edit) -> Value:
    return {"deletedRegion": _region(report, edit.span), "insertedContent": {"text": edit.text}}


def _location(report: FileReport, span: Span) -> Value:
    return {"artifactLocation": _artifact(report), "region": _region(report, span)}


def _artifact(report: FileReport) -> Value:
    path = PurePath(report.path)
    if path.is_absolute():
        return {"uri": f"file://{quote(path.as_posix())}"}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


def _region(report: FileReport, span: Span) -> Value:
    line, column = report.lines.position(span.start, Unit.UTF32)
    end_line, end_column = report.lines.position(span.end, Unit.UTF32)
    return {"startLine": line + 1, "startColumn": column + 1, "endLine": end_line + 1, "endColumn": end_column + 1}
