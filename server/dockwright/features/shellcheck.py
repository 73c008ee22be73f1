"""What ShellCheck says of the shell text in a Dockerfile, as findings at their places in the file.

Who runs ShellCheck, and whether at once or in the background, is for others to decide: see `Checker`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, Protocol

from dockwright.analysis.safety import Safety
from dockwright.analysis.shell_scripts import ShellScript, ShellText, scripts_of
from dockwright.features.settings import Settings
from dockwright.model.facts import Facts
from dockwright.rules.dialect import is_templated
from dockwright.rules.engine import Diagnostic
from dockwright.rules.model import Finding, Fix, Rule, Severity
from dockwright.rules.shellcheck import shellcheck_rule
from dockwright.syntax.nodes import Instruction
from dockwright.text.edit import Edit
from dockwright.text.span import Span

_NOTE = "ShellCheck's own repair: look whether the command means the same, above all where a word was to be split"
_SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
    "style": Severity.HINT,
}
_MILDER = frozenset({2046, 2155})
"""Warnings that are `info` here, because in a RUN the words and the programs are the author's own, not a user's.

SC2046 (`apk add $(cat packages)`): the same matter as SC2086, which ShellCheck itself calls `info`; lists of packages
are handed over so. SC2155 (`export A="$(b)"`): the value is right as long as `b` works, and what uses it fails if not.
"""
_REPEATED_BLANKS = 2291
"""In a command of several lines that the builder has joined these are but their indentation."""
_SILENT = frozenset({1017, 1090, 1091, 2187})
"""Not told: carriage returns and files to source, which are matters of the editor and of the image, and SC2187, which
is about the checker itself."""


class Extent(NamedTuple):
    """A range of a script as ShellCheck counts: lines and columns (code points) from one, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Replacement(NamedTuple):
    """A part of a repair. `at_end` tells that text is put behind what precedes it, not before what follows."""

    extent: Extent
    text: str
    at_end: bool


class Remark(NamedTuple):
    """A finding of ShellCheck in a script; `level` is `error`, `warning`, `info` or `style`."""

    code: int
    level: str
    message: str
    extent: Extent
    replacements: tuple[Replacement, ...] = ()


class Checker(Protocol):
    """Knows what ShellCheck says of scripts."""

    def remarks(self, texts: Sequence[ShellText]) -> Sequence[tuple[Remark, ...] | None]:
        """The findings in each of `texts`; None where they are not known, or not yet."""
        ...


def shellcheck_diagnostics(facts: Facts, settings: Settings, checker: Checker) -> Iterator[Diagnostic]:
    """What is known of ShellCheck's findings in a file, unless the settings switch it off; nothing of a template."""
    if is_templated(facts.file):
        return
    scripts = tuple(scripts_of(facts))
    for (placed, script), remarks in zip(scripts, checker.remarks([script.text for _, script in scripts]), strict=True):
        if remarks:
            for rule, finding in _found(placed.node, script, remarks):
                if settings.is_on(rule):
                    yield Diagnostic(rule, finding.shift(placed.at))


@lru_cache(maxsize=4096)
def _found(node: Instruction, script: ShellScript, remarks: tuple[Remark, ...]) -> tuple[tuple[Rule, Finding], ...]:
    """The findings in one instruction, spans relative to it."""
    reader = _Reader(node.text, script)
    return tuple(found for remark in remarks if (found := reader.finding(remark)) is not None)


class _Reader:
    """Translates ShellCheck's lines and columns in one script."""

    def __init__(self, source: str, script: ShellScript) -> None:
        self._source = source
        self._script = script
        lines = script.text.text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def finding(self, remark: Remark) -> tuple[Rule, Finding] | None:
        """The finding of a remark; None if it is about what only ShellCheck was shown."""
        if remark.code in _SILENT or remark.level not in _SEVERITIES:
            return None
        start, end = self._range(remark.extent)
        span = self._script.source(start, end)
        if span is None or (remark.code == _REPEATED_BLANKS and "\n" in span.of(self._source)):
            return None
        rule = shellcheck_rule(f"SC{remark.code:04}", _severity(remark))
        fix = self._fix(remark)
        return rule, Finding(self._shown(span), remark.message.rstrip("."), () if fix is None else (fix,))

    def _range(self, extent: Extent) -> tuple[int, int]:
        start = self._offset(extent.line, extent.column)
        return start, max(start, self._offset(extent.end_line, extent.end_column))

    def _offset(self, line: int, column: int) -> int:
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def _shown(self, span: Span) -> Span:
        """The span, or the code point at it where ShellCheck gives none; no line end."""
        if span.end > span.start:
            return span
        if span.start < len(self._source) and self._source[span.start] not in "\r\n":
            return Span(span.start, span.start + 1)
        return Span(max(span.start - 1, 0), span.start)

    def _fix(self, remark: Remark) -> Fix | None:
        """ShellCheck's repair; None if it cannot be made in the source exactly."""
        edits: list[Edit] = []
        for replacement in remark.replacements:
            edit = self._edit(replacement)
            if edit is None:
                return None
            edits.append(edit)
        edits.sort()
        if not edits or any(_collide(first, second) for first, second in _pairs(edits)):
            return None
        return Fix(f"Apply ShellCheck's repair of SC{remark.code:04}", tuple(edits), Safety.UNSAFE, _NOTE)

    def _edit(self, replacement: Replacement) -> Edit | None:
        start, end = self._range(replacement.extent)
        if "\n" in replacement.text:
            return None
        if start == end:
            at = self._script.insertion(start, before=not replacement.at_end)
            return None if at is None else Edit(Span(at, at), replacement.text)
        span = self._script.source(start, end)
        if span is None or span.of(self._source) != self._script.text.text[start:end]:
            return None
        return Edit(span, replacement.text)


def _severity(remark: Remark) -> Severity:
    severity = _SEVERITIES[remark.level]
    return Severity.INFO if severity is Severity.WARNING and remark.code in _MILDER else severity


def _collide(first: Edit, second: Edit) -> bool:
    return first.span.end > second.span.start or first.span.start == second.span.start


def _pairs(edits: list[Edit]) -> Iterator[tuple[Edit, Edit]]:
    return pairwise(edits)
