"""How much of a folder the builder is sent."""

# Strings and os.path: two hundred thousand names may be looked at.
# ruff: noqa: PTH118

import os
import time
from collections.abc import Iterator

from dockwright.project.context_size import ContextSize
from dockwright.project.ignore import IgnoreFile
from dockwright.project.paths import ROOT, ProjectPath

# How many entries are looked at between two looks at the clock.
_CLOCK_EVERY = 256


def measure_context(
    root: str,
    ignore: IgnoreFile | None,
    *,
    most_entries: int = 200_000,
    deadline_ms: int = 1_000,
    largest: int = 5,
) -> ContextSize:
    """Walk all of `root`, as the builder's client does, until done, tired or late."""
    return _Measurement(root, ignore, most_entries, time.monotonic() + deadline_ms / 1000).result(largest)


class _Measurement:
    """One walk; lives for one call."""

    def __init__(self, root: str, ignore: IgnoreFile | None, most_entries: int, deadline: float) -> None:
        self._root = root
        self._ignore = ignore
        self._most_entries = most_entries
        self._deadline = deadline
        self._seen = 0
        self._excluded = 0
        self._is_late = False

    def result(self, largest: int) -> ContextSize:
        sums: dict[ProjectPath, int] = {}
        files = 0
        for path, size in self._sent():
            files += 1
            top, slash, _ = path.partition("/")
            key = ProjectPath(top + slash)
            sums[key] = sums.get(key, 0) + size
        order = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
        return ContextSize(files, sum(sums.values()), tuple(order[:largest]), self._excluded, not self._is_over())

    def _is_over(self) -> bool:
        if self._seen % _CLOCK_EVERY == 0 and time.monotonic() > self._deadline:
            self._is_late = True
        return self._is_late or self._seen > self._most_entries

    def _sent(self) -> Iterator[tuple[str, int]]:
        """Every file that is sent, with its bytes."""
        pending = [(ROOT, 0)]
        while pending:
            folder, above = pending.pop()
            for found in self._listing(folder):
                self._seen += 1
                if self._is_over():
                    return
                path = ProjectPath(f"{folder}/{found.name}" if folder else found.name)
                excluded, matched = self._ignore.step(path, above) if self._ignore else (False, 0)
                is_folder = _is_folder(found)
                if excluded and not (is_folder and self._ignore and self._ignore.may_reinclude(path)):
                    self._excluded += 1
                elif is_folder:
                    pending.append((path, matched))
                else:
                    yield path, _size(found)

    def _listing(self, folder: ProjectPath) -> Iterator["os.DirEntry[str]"]:
        try:
            with os.scandir(os.path.join(self._root, folder)) as scan:
                yield from scan
        except OSError:
            return


def _is_folder(found: "os.DirEntry[str]") -> bool:
    try:
        return found.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _size(found: "os.DirEntry[str]") -> int:
    try:
        return 0 if found.is_symlink() else found.stat(follow_symlinks=False).st_size
    except OSError:
        return 0
