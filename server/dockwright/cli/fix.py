"""`dockwright fix`."""

import argparse
import difflib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dockwright.analysis.safety import Safety
from dockwright.cli.inputs import Input, Unreadable, find
from dockwright.cli.snapshots import snapshot_of
from dockwright.features.fix_all import Fixed, fix_all
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot
from dockwright.text.edit import apply


def run_fix(options: argparse.Namespace) -> int:
    """Repair the files, or show how with `--diff`: 1 if that would change anything; 2 if a file could not be read."""
    safeties = frozenset({Safety.SAFE, Safety.UNSAFE} if options.unsafe else {Safety.SAFE})
    rules = frozenset(name.lower() for name in options.rule)
    settings = Settings(frozenset(name.lower() for name in options.ignore))
    failed = False
    changed = False
    for source in find(options.paths, options.stdin_filename):
        if isinstance(source, Unreadable):
            print(f"dockwright: {source.reason}", file=sys.stderr)
            failed = True
            continue
        snapshot = snapshot_of(source, settings)
        fixed = fix_all(snapshot, safeties, rules)
        changed = changed or bool(fixed.applied)
        _put(source, snapshot, fixed, diff=options.diff)
    return 2 if failed else int(changed and options.diff)


def _put(source: Input, snapshot: Snapshot, fixed: Fixed, *, diff: bool) -> None:
    if diff:
        sys.stdout.writelines(_diff(source, snapshot, fixed))
        return
    if source.path is None:
        sys.stdout.write(fixed.text)
        return
    if fixed.text != source.text:
        _write(source.path, fixed.text)
    for file in fixed.change.files:
        old = snapshot.project.read(file.path) or ""
        _write(Path(snapshot.project.root) / file.path, apply(old, file.edits))
    for applied in fixed.applied:
        print(f"{source.shown}: {applied.title} [{applied.rule}]")


def _diff(source: Input, snapshot: Snapshot, fixed: Fixed) -> Iterator[str]:
    yield from _unified(source.text, fixed.text, source.shown)
    for file in fixed.change.files:
        old = snapshot.project.read(file.path) or ""
        shown = str(Path(source.shown).parent / file.path)
        yield from _unified(old, apply(old, file.edits), shown)


def _unified(old: str, new: str, shown: str) -> Iterator[str]:
    lines = difflib.unified_diff(_lines(old), _lines(new), f"a/{shown}", f"b/{shown}")
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([text.rpartition("\n")[2]] if text[-1:] != "\n" else [])


def _write(path: Path, text: str) -> None:
    """Write a whole file or nothing; a link is followed, permissions are kept."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
        temporary.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
