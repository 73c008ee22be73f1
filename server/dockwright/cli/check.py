"""`dockwright check`."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from dockwright.cli.inputs import Input, Unreadable, find
from dockwright.cli.parallel import Checked, check_all
from dockwright.cli.progress import counted
from dockwright.cli.rule_names import misnamed
from dockwright.cli.sources import Sources
from dockwright.report.model import FileReport
from dockwright.rules.model import Severity

_NEVER = frozenset({"never", "off"})
_ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.HINT]


def run_check(options: argparse.Namespace) -> int:
    """Print the findings; 1 if one is as severe as `--fail-on`, 2 if a file or a configuration could not be read."""
    if misnamed([], [*options.ignore, *options.select]):
        return 2
    sources = Sources(options)
    inputs: list[Input] = []
    failed = False
    for source in find(options.paths, options.stdin_filename, ignored=options.include_ignored):
        if isinstance(source, Unreadable):
            print(f"dockwright: {source.reason}", file=sys.stderr)
            failed = True
        else:
            inputs.append(source)
    for source in inputs:
        sources.found(source)
    checked = list(counted(check_all(inputs, sources, options), len(inputs)))
    _print(_render([each.report for each in checked], options.format), options.output)
    _hint(options, sources, checked)
    crashes = [(each.report.path, crash) for each in checked for crash in each.report.crashes]
    for path, crash in crashes:
        print(f"dockwright: {path}: internal error in {crash.rule.name}: {crash.error!r}", file=sys.stderr)
    if failed or sources.failed or crashes:
        return 2
    return int(any(_fails(each, options.fail_on) for each in checked))


def _hint(options: argparse.Namespace, sources: Sources, checked: list[Checked]) -> None:
    """Say to a person, once, what would check the shell text too."""
    if options.no_shellcheck or options.format != "text" or not checked or not sys.stderr.isatty():
        return
    if sources.checker is None:
        print("dockwright: shell text was not checked; pip install 'dockwright[shellcheck]'", file=sys.stderr)


def _render(reports: list[FileReport], form: str) -> Iterator[str]:
    if form == "text":
        from dockwright.report import text

        return text.render(reports, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)
    module = import_module(f"dockwright.report.{form}")
    return cast("Callable[[list[FileReport]], Iterator[str]]", module.render)(reports)


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
