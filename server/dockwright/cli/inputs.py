"""Which files a command line names, and their text."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dockwright.cli.gitignore import is_ignored

_NAME = re.compile(r"(?:Docker|Container)file(?:\.[^/]+)?|.+\.(?:docker|container)file", re.IGNORECASE)
_NO_DOCKERFILE = re.compile(r".+\.(?:dockerignore|containerignore|md|txt|j2|tmpl|template|erb|tpl)", re.IGNORECASE)
_NEVER_ENTERED = frozenset({".git", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache"})
_LARGEST = 10 * 1024 * 1024
STDIN = "-"


class Input(NamedTuple):
    """A file to look at: `path` is None for standard input, `shown` is how it is printed.

    It is a Dockerfile unless its place or name say that it is something else.
    """

    path: Path | None
    shown: str
    text: str

    @property
    def is_workflow(self) -> bool:
        """Whether it is a GitHub workflow, by its place."""
        return is_workflow_path(self.path.absolute() if self.path else Path(self.shown))

    @property
    def is_ignore_file(self) -> bool:
        """Whether it is a `.dockerignore`, by its name."""
        return is_ignore_name((self.path or Path(self.shown)).name)

    @property
    def is_dockerfile(self) -> bool:
        """Whether it is none of the others."""
        return not (self.is_workflow or self.is_ignore_file)


class Unreadable(NamedTuple):
    """A file that cannot be looked at; `reason` names it and says why."""

    reason: str


def find(paths: list[str], stdin_filename: str, *, ignored: bool = False) -> Iterator[Input | Unreadable]:
    """The files that `paths` name; in folders, Dockerfiles and ignore files by their names, and GitHub workflows.

    What a .gitignore leaves out is not looked for in folders, unless `ignored`.
    Unreadable is what is not there, not readable, binary, not UTF-8 or larger than 10 MiB.
    """
    for path in paths:
        if path == STDIN:
            yield _decoded(sys.stdin.buffer.read(), None, stdin_filename)
        elif Path(path).is_dir():
            yield from (read(found) for found in sorted(_walk(Path(path), ignored=ignored)))
        else:
            yield read(Path(path))


def is_dockerfile_name(name: str) -> bool:
    """Whether a file of that name is taken for a Dockerfile."""
    return _NAME.fullmatch(name) is not None and _NO_DOCKERFILE.fullmatch(name) is None


def is_ignore_name(name: str) -> bool:
    """Whether a file of that name says what is not sent to a build."""
    return name.endswith((".dockerignore", ".containerignore"))


def is_workflow_path(path: Path) -> bool:
    """Whether a file there is a GitHub workflow."""
    return path.suffix in {".yml", ".yaml"} and path.parent.parts[-2:] == (".github", "workflows")


def _walk(folder: Path, *, ignored: bool) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        here = Path(root)
        folders[:] = [
            name
            for name in folders
            if name not in _NEVER_ENTERED and (ignored or not is_ignored((here / name).absolute(), folder=True))
        ]
        for path in (here / name for name in files):
            if not (is_dockerfile_name(path.name) or is_ignore_name(path.name) or is_workflow_path(path.absolute())):
                continue
            if ignored or not is_ignored(path.absolute(), folder=False):
                yield path


def read(path: Path) -> Input | Unreadable:
    """The text of `path`, or why it cannot be had."""
    try:
        if path.stat().st_size > _LARGEST:
            return Unreadable(f"{path}: larger than 10 MiB, not a Dockerfile")
        data = path.read_bytes()
    except OSError as error:
        return Unreadable(f"{path}: {error.strerror}")
    return _decoded(data, path, str(path))


def _decoded(data: bytes, path: Path | None, shown: str) -> Input | Unreadable:
    if b"\0" in data:
        return Unreadable(f"{shown}: a binary file")
    try:
        return Input(path, shown, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Unreadable(f"{shown}: not UTF-8 (byte {error.start})")
