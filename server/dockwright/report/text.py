"""Findings for people: the line, carets under what is wrong, and what can be done."""

from collections.abc import Callable, Iterable, Iterator

from dockwright.analysis.safety import Safety
from dockwright.report.model import FileReport
from dockwright.rules.engine import Diagnostic
from dockwright.rules.model import Severity

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36", Severity.HINT: "2", Severity.OFF: "2"}
_LONGEST_LINE = 160
Paint = Callable[[str, str], str]


def render(reports: Iterable[FileReport], *, colour: bool) -> Iterator[str]:
    """The lines to print, the summary last."""
    paint = _paint if colour else _plain
    checked = count = fixable = 0
    for report in reports:
        checked += 1
        for diagnostic in report.diagnostics:
            count += 1
            fixable += bool(diagnostic.finding.fixes or diagnostic.finding.refactoring)
            yield from _diagnostic(report, diagnostic, paint)
    files = "1 file" if checked == 1 else f"{checked} files"
    if not count:
        yield f"{files} checked, nothing found"
        return
    found = "1 finding" if count == 1 else f"{count} findings"
    repairs = f", {fixable} with a repair (dockwright fix --diff --unsafe shows it)" if fixable else ""
    yield f"{found} in {files}{repairs}"


def _plain(text: str, _: str) -> str:
    return text


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _diagnostic(report: FileReport, diagnostic: Diagnostic, paint: Paint) -> Iterator[str]:
    rule, finding = diagnostic
    place = report.place(diagnostic)
    level = report.severity(rule)
    severity = paint(level.value, _COLOURS[level])
    where = paint(f"{report.path}:{place.line}:{place.column}", "1")
    yield f"{where}: {severity}: {finding.message} [{rule.name}]"
    start = report.lines.starts[place.line - 1]
    content = report.lines.text[start : report.lines.content_end(place.line - 1)]
    number = str(place.line)
    if len(content) <= _LONGEST_LINE:
        end = place.end_column if place.end_line == place.line else len(content) + 1
        indent = "".join("\t" if char == "\t" else " " for char in content[: place.column - 1])
        carets = "^" * max(1, end - place.column)
        yield f"  {number} | {content}"
        yield f"  {' ' * len(number)} | {indent}{paint(carets, _COLOURS[level])}"
    for fix in finding.fixes[:1]:
        mark = "fix" if fix.safety is Safety.SAFE else "fix, to be checked"
        yield f"  {' ' * len(number)} = {mark}: {fix.title}"
