"""`dockwright fix`."""

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

from dockwright.analysis.safety import Safety
from dockwright.cli.inputs import Input, Unreadable, find
from dockwright.cli.put import put, shown
from dockwright.cli.rule_names import misnamed
from dockwright.cli.sources import Sources
from dockwright.features.fix_all import Applied, fix_all
from dockwright.features.workflows import fix_workflow
from dockwright.report.diff import unified
from dockwright.text.edit import apply


class _File(NamedTuple):
    """A file before and after: `old` is None where there is none, `path` None for standard input."""

    path: Path | None
    shown: str
    old: str | None
    new: str
    applied: tuple[Applied, ...] = ()


def run_fix(options: argparse.Namespace) -> int:
    """Repair the files, or show how with `--diff`: 1 if that would change anything; 2 if a file could not be read."""
    safeties = frozenset({Safety.SAFE, Safety.UNSAFE} if options.unsafe else {Safety.SAFE})
    rules = frozenset(name.lower() for name in options.rule)
    if misnamed(options.rule, [*options.ignore, *options.select]):
        return 2
    sources = Sources(options)
    failed = False
    changed = False
    for source in find(options.paths, options.stdin_filename, ignored=options.include_ignored):
        if isinstance(source, Unreadable):
            print(f"dockwright: {source.reason}", file=sys.stderr)
            failed = True
            continue
        if source.is_ignore_file:
            continue
        files = _fixed(source, sources, safeties, rules)
        if options.diff:
            diff = [line for file in files for line in unified(file.old, file.new, file.shown)]
            changed = changed or bool(diff)
            sys.stdout.writelines(diff)
        else:
            _put(files)
    return 2 if failed or sources.failed else int(changed)


def _fixed(source: Input, sources: Sources, safeties: frozenset[Safety], rules: frozenset[str]) -> list[_File]:
    """What the repairs make of the file and of those beside it, with what was done."""
    if source.is_workflow:
        fixed = fix_workflow(source.text, sources.settings(source), safeties, rules)
        return [_File(source.path, source.shown, source.text, fixed.text, fixed.applied)]
    snapshot = sources.snapshot(source)
    fixed = fix_all(snapshot, safeties, rules)
    files = [_File(source.path, source.shown, source.text, fixed.text, fixed.applied)]
    for file in fixed.change.files:
        old = None if file.create else snapshot.project.read(file.path)
        path = Path(snapshot.project.root) / file.path
        files.append(_File(path, shown(path), old, apply(old or "", file.edits)))
    return files


def _put(files: list[_File]) -> None:
    for file in files:
        if file.path is None:
            sys.stdout.write(file.new)
            continue
        if file.new != file.old:
            put(file.path, file.new)
        for applied in file.applied:
            print(f"{file.shown}: {applied.title} [{applied.rule}]")
