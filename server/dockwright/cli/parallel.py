"""Checking many files, in this process or in several."""

import argparse
import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dockwright.cli.inputs import Input
from dockwright.cli.sources import Sources
from dockwright.features.diagnostics import report, rules_for, severity
from dockwright.features.workflows import workflow_report
from dockwright.project.ignore import parse_ignore
from dockwright.report.model import FileReport
from dockwright.rules.engine import Crash, Diagnostic, Report, check_ignore
from dockwright.rules.model import Finding, Rule, Severity
from dockwright.rules.registry import rules_by_name
from dockwright.rules.shellcheck import is_shellcheck, shellcheck_rule
from dockwright.text.lines import LineIndex

_CHUNK = 16


class Checked(NamedTuple):
    """The report of one file, and the severity from which on its configuration says that a run fails, if it does."""

    report: FileReport
    fail_on: str | None


class _Name(NamedTuple):
    """How to find a rule in another process: ShellCheck's are not in the registry, and differ by severity."""

    name: str
    shellcheck: Severity | None

    def rule(self) -> Rule:
        """The rule of this process."""
        return rules_by_name()[self.name] if self.shellcheck is None else shellcheck_rule(self.name, self.shellcheck)


def _named(rule: Rule) -> _Name:
    return _Name(rule.name, rule.severity if is_shellcheck(rule) else None)


class _Parcel(NamedTuple):
    """A `Checked` on its way between two processes: rules are functions, which do not travel."""

    shown: str
    text: str
    findings: tuple[tuple[_Name, Severity, Finding], ...]
    crashes: tuple[tuple[str, str], ...]
    fail_on: str | None


def check_all(inputs: Iterable[Input], sources: Sources, options: argparse.Namespace) -> Iterator[Checked]:
    """The reports in the order of `inputs`, made by `options.jobs` processes; 0 is one for each processor."""
    jobs: int = options.jobs or os.cpu_count() or 1
    if jobs == 1:
        for source in inputs:
            yield _checked(source, sources)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(options,)) as pool:
        for parcel in pool.map(_work, inputs, chunksize=_CHUNK):
            yield _unpacked(parcel)


def _checked(source: Input, sources: Sources) -> Checked:
    fail_on = sources.found(source).config.fail_on
    if source.is_workflow:
        settings = sources.settings(source)
        found = workflow_report(source.text, settings)
        lines = LineIndex(source.text)
        return Checked(FileReport(source.shown, lines, found.diagnostics, found.crashes, settings.severity), fail_on)
    if source.is_ignore_file:
        settings = sources.settings(source)
        found = check_ignore(parse_ignore(source.text), sources.project(source), rules_for(settings))
        lines = LineIndex(source.text)
        return Checked(FileReport(source.shown, lines, found.diagnostics, found.crashes, settings.severity), fail_on)
    snapshot = sources.snapshot(source)
    found: Report = report(snapshot)
    # Not by a function of the snapshot, which would keep all that is known of the file until the last one is read.
    levels = {each.rule: severity(snapshot, each.rule) for each in found.diagnostics}
    lines = snapshot.document.lines
    return Checked(FileReport(source.shown, lines, found.diagnostics, found.crashes, levels.__getitem__), fail_on)


_WORKER: list[Sources] = []
"""The sources of a worker process, which outlive one task."""


def _start(options: argparse.Namespace) -> None:
    _WORKER[:] = [Sources(options, tell=False)]


def _work(source: Input) -> _Parcel:
    checked = _checked(source, _WORKER[0])
    level = checked.report.severity
    return _Parcel(
        source.shown,
        source.text,
        tuple((_named(rule), level(rule), finding) for rule, finding in checked.report.diagnostics),
        tuple((crash.rule.name, repr(crash.error)) for crash in checked.report.crashes),
        checked.fail_on,
    )


def _unpacked(parcel: _Parcel) -> Checked:
    rules = rules_by_name()
    levels = {name.rule(): level for name, level, _ in parcel.findings}
    diagnostics = tuple(Diagnostic(name.rule(), finding) for name, _, finding in parcel.findings)
    crashes = tuple(Crash(rules[name], RuntimeError(error)) for name, error in parcel.crashes)

    def severity_of(rule: Rule) -> Severity:
        return levels.get(rule, rule.severity)

    return Checked(FileReport(parcel.shown, LineIndex(parcel.text), diagnostics, crashes, severity_of), parcel.fail_on)
