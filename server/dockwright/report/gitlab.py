"""Findings as a GitLab Code Quality report."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from dockwright.report.model import FileReport
from dockwright.rules.model import Severity

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "minor"}


def render(reports: Iterable[FileReport]) -> Iterator[str]:
    """The JSON array.

    A fingerprint is made of the file, the rule, the message and how often that came before in the file, not of
    the line: what only moves stays the same finding in a merge request.
    """
    rows: list[dict[str, object]] = []
    for report in reports:
        seen: Counter[tuple[str, str]] = Counter()
        path = PurePath(report.path).as_posix()
        for diagnostic in report.diagnostics:
            rule, finding = diagnostic
            place = report.place(diagnostic)
            key = (rule.name, finding.message)
            identity = "\0".join((path, *key, str(seen[key])))
            seen[key] += 1
            rows.append(
                {
                    "description": finding.message,
                    "check_name": rule.name,
                    "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
                    "severity": _SEVERITIES.get(report.severity(rule), "info"),
                    "location": {"path": path, "lines": {"begin": place.line, "end": place.end_line}},
                }
            )
    yield json.dumps(rows, indent=2, ensure_ascii=False)
