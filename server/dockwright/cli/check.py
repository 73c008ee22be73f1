"""`dockwright check`."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator

from dockwright.cli.inputs import Input, Unreadable, find
from dockwright.cli.rule_names import misnamed
from dockwright.cli.snapshots import snapshot_of
from dockwright.features.diagnostics import report
from dockwright.features.settings import Settings
from dockwright.features.workflows import workflow_report
from dockwright.report.model import FileReport
from dockwright.rules.model import Severity
from dockwright.text.lines import LineIndex

_ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.HINT]


def run_check(options: argparse.Namespace) -> int:
    """Print the findings; 1 if one is as severe as `--fail-on`, 2 if a file could not be read."""
    if misnamed(options.ignore):
        return 2
    settings = Settings(frozenset(name.lower() for name in options.ignore))
    failed = False
    reports: list[FileReport] = []
    for source in find(options.paths, options.stdin_filename):
        if isinstance(source, Unreadable):
            print(f"dockwright: {source.reason}", file=sys.stderr)
            failed = True
            continue
        reports.append(_report(source, settings))
    for line in _render(reports, options.format):
        print(line)
    for file in reports:
        for crash in file.crashes:
            print(f"dockwright: {file.path}: internal error in {crash.rule.name}: {crash.error!r}", file=sys.stderr)
    if failed or any(file.crashes for file in reports):
        return 2
    return int(_fails(reports, options.fail_on))


def _report(source: Input, settings: Settings) -> FileReport:
    if source.is_workflow:
        found = workflow_report(source.text, settings)
        return FileReport(source.shown, LineIndex(source.text), found.diagnostics, found.crashes)
    snapshot = snapshot_of(source, settings)
    found = report(snapshot)
    return FileReport(source.shown, snapshot.document.lines, found.diagnostics, found.crashes)


def _render(reports: list[FileReport], form: str) -> Iterator[str]:
    if form == "json":
        from dockwright.report import json as json_report

        return json_report.render(reports)
    if form == "github":
        from dockwright.report import github

        return github.render(reports)
    from dockwright.report import text

    return text.render(reports, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)


def _fails(reports: Iterable[FileReport], fail_on: str) -> bool:
    if fail_on == "never":
        return False
    failing = _ORDER[: _ORDER.index(Severity(fail_on)) + 1]
    return any(found.rule.severity in failing for file in reports for found in file.diagnostics)
