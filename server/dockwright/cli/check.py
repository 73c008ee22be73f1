"""`dockwright check`."""

import argparse
import os
import sys
from collections.abc import Iterator
from functools import partial

from dockwright.cli.inputs import Input, Unreadable, find
from dockwright.cli.rule_names import misnamed
from dockwright.cli.sources import Sources
from dockwright.features.diagnostics import report, severity
from dockwright.features.workflows import workflow_report
from dockwright.report.model import FileReport
from dockwright.rules.model import Severity
from dockwright.text.lines import LineIndex

_NEVER = frozenset({"never", "off"})
_ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.HINT]


def run_check(options: argparse.Namespace) -> int:
    """Print the findings; 1 if one is as severe as `--fail-on`, 2 if a file could not be read."""
    if misnamed([*options.ignore, *options.select]):
        return 2
    sources = Sources(options)
    failed = failing = False
    reports: list[FileReport] = []
    for source in find(options.paths, options.stdin_filename):
        if isinstance(source, Unreadable):
            print(f"dockwright: {source.reason}", file=sys.stderr)
            failed = True
            continue
        reports.append(_report(source, sources))
        failing = failing or _fails(reports[-1], options.fail_on or sources.found(source).config.fail_on or "warning")
    for line in _render(reports, options.format):
        print(line)
    for file in reports:
        for crash in file.crashes:
            print(f"dockwright: {file.path}: internal error in {crash.rule.name}: {crash.error!r}", file=sys.stderr)
    if failed or sources.failed or any(file.crashes for file in reports):
        return 2
    return int(failing)


def _report(source: Input, sources: Sources) -> FileReport:
    if source.is_workflow:
        settings = sources.settings(source)
        found = workflow_report(source.text, settings)
        return FileReport(source.shown, LineIndex(source.text), found.diagnostics, found.crashes, settings.severity)
    snapshot = sources.snapshot(source)
    found = report(snapshot)
    level = partial(severity, snapshot)
    return FileReport(source.shown, snapshot.document.lines, found.diagnostics, found.crashes, level)


def _render(reports: list[FileReport], form: str) -> Iterator[str]:
    if form == "json":
        from dockwright.report import json as json_report

        return json_report.render(reports)
    if form == "github":
        from dockwright.report import github

        return github.render(reports)
    from dockwright.report import text

    return text.render(reports, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)


def _fails(file: FileReport, fail_on: str) -> bool:
    if fail_on in _NEVER:
        return False
    failing = _ORDER[: _ORDER.index(Severity(fail_on)) + 1]
    return any(file.severity(found.rule) in failing for found in file.diagnostics)
