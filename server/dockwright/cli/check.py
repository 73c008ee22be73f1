"""`dockwright check`."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from dockwright.cli.inputs import Input, Unreadable, find
from dockwright.cli.parallel import Checked, check_all
from dockwright.cli.progress import counted
from dockwright.cli.rule_names import misnamed
from dockwright.cli.sources import Sources
from dockwright.report.model import FileReport
from dockwright.rules.engine import Crash
from dockwright.rules.model import Severity

_NEVER = frozenset({"never", "off"})
_ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.HINT]


def run_check(options: argparse.Namespace) -> int:
    """Print the findings; 1 if one is as severe as `--fail-on`, 2 if a file or a configuration could not be read."""
    if misnamed([], [*options.ignore, *options.select]):
        return 2
    # What comes and goes in cycles is next to nothing, and looking for it takes a quarter of the time.
    gc.disable()
    run = _Run(options)
    _print(_render(run.reports(), options.format), options.output)
    if run.checked:
        _hint(options, run.sources)
    for path, crash in run.crashes:
        print(f"dockwright: {path}: internal error in {crash.rule.name}: {crash.error!r}", file=sys.stderr)
    if run.failed or run.sources.failed or run.crashes:
        return 2
    return int(run.fails)


class _Run:
    """One run over the files. What was found in one is not kept: only how many there were, and whether that is bad."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Begin with no file."""
        self._options = options
        self.sources = Sources(options)
        self.checked = 0
        self.crashes: list[tuple[str, Crash]] = []
        self.failed = False
        self.fails = False

    def reports(self) -> Iterator[FileReport]:
        """The reports as they come."""
        for checked in counted(check_all(self._inputs(), self.sources, self._options)):
            self.checked += 1
            self.crashes.extend((checked.report.path, crash) for crash in checked.report.crashes)
            self.fails = self.fails or _fails(checked, self._options.fail_on)
            yield checked.report

    def _inputs(self) -> Iterator[Input]:
        options = self._options
        for source in find(options.paths, options.stdin_filename, ignored=options.include_ignored):
            if isinstance(source, Unreadable):
                print(f"dockwright: {source.reason}", file=sys.stderr)
                self.failed = True
            else:
                self.sources.found(source)
                yield source


def _hint(options: argparse.Namespace, sources: Sources) -> None:
    """Say to a person, once, what would check the shell text too."""
    if options.no_shellcheck or options.format != "text" or not sys.stderr.isatty():
        return
    if sources.checker is None:
        print("dockwright: shell text was not checked; pip install 'dockwright[shellcheck]'", file=sys.stderr)


def _render(reports: Iterator[FileReport], form: str) -> Iterator[str]:
    if form == "text":
        from dockwright.report import text

        return text.render(reports, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)
    module = import_module(f"dockwright.report.{form}")
    return cast("Callable[[Iterable[FileReport]], Iterator[str]]", module.render)(reports)


def _print(lines: Iterator[str], output: str | None) -> None:
    if output is None:
        for line in lines:
            print(line)
    else:
        Path(output).write_bytes("".join(f"{line}\n" for line in lines).encode())


def _fails(checked: Checked, asked: str | None) -> bool:
    fail_on = asked or checked.fail_on or Severity.WARNING.value
    if fail_on in _NEVER:
        return False
    failing = _ORDER[: _ORDER.index(Severity(fail_on)) + 1]
    return any(checked.report.severity(found.rule) in failing for found in checked.report.diagnostics)
