"""Paths inside a build context, and the globs that COPY and ADD take."""

import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import NewType

from dockwright.project.glob import compile_glob, has_wildcard

ProjectPath = NewType("ProjectPath", str)
"""A path relative to the root of the build context: `/` between names, no `.`, no `..`; "" is the root itself."""

ROOT = ProjectPath("")


def normalise(path: str) -> ProjectPath:
    """The path that BuildKit makes of `path`: absolute is meant from the root, and `..` never leaves it.

    Trailing slashes go, as in Go's `path.Clean`; `.`, `/` and "" are the root.
    """
    names: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del names[-1:]
        elif part not in ("", "."):
            names.append(part)
    return ProjectPath("/".join(names))


def join(folder: ProjectPath, path: str) -> ProjectPath:
    """`path` seen from `folder`; `..` may leave `folder` but not the context."""
    return normalise(f"{folder}/{path}")


def parent(path: ProjectPath) -> ProjectPath:
    """The folder that holds `path`; the root is its own parent."""
    return ProjectPath(path.rpartition("/")[0])


def name(path: ProjectPath) -> str:
    """The last name of `path`, "" for the root."""
    return path.rpartition("/")[2]


def lineage(path: ProjectPath) -> Iterator[ProjectPath]:
    """The folders above `path`, outermost first and without the root, and then `path` itself."""
    at = path.find("/")
    while at >= 0:
        yield ProjectPath(path[:at])
        at = path.find("/", at + 1)
    if path:
        yield path


def is_inside(path: ProjectPath, folder: ProjectPath) -> bool:
    """Whether `path` is `folder` or lies anywhere under it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


@lru_cache(maxsize=4096)
def split_wildcard(source: str) -> tuple[ProjectPath, str]:
    r"""A COPY source as the folder before its first wildcard, and the glob under that folder.

    The glob is "" where there is no wildcard. BuildKit takes names before the
    first wildcard as they stand: a `\` there is not an escape.
    """
    names = normalise(source).split("/")
    for index, part in enumerate(names):
        if has_wildcard(part):
            return ProjectPath("/".join(names[:index])), "/".join(names[index:])
    return ProjectPath("/".join(names)), ""


def deepest(glob: str) -> int:
    """How many folders deep what the glob of `split_wildcard` names may lie.

    `*` and `?` stop at a slash; a class (`[^a]`) does not.
    """
    return sys.maxsize if "[" in glob else glob.count("/") + 1


def matches(source: str, path: ProjectPath) -> bool:
    r"""Whether the COPY source `source` names `path` itself, not merely a folder above it.

    `*`, `?`, `[a-z]`, `[^a]` and `\` are Go's `filepath.Match`; `**` is no more
    than `*`. A malformed glob matches nothing, as in BuildKit.
    """
    folder, glob = split_wildcard(source)
    if not glob:
        return path == folder
    if folder:
        if not path.startswith(f"{folder}/"):
            return False
        path = ProjectPath(path[len(folder) + 1 :])
    pattern = compile_glob(glob)
    return pattern is not None and bool(path) and pattern.fullmatch(path) is not None
