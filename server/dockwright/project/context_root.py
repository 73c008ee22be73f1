"""The context of a Dockerfile in a folder of its own, as what it copies shows it."""

import os
from collections.abc import Iterator
from functools import lru_cache

from dockwright.project.paths import ROOT, normalise
from dockwright.syntax.nodes import Transfer
from dockwright.syntax.parser import parse

_HIGHEST = 4
"""How many folders above are looked at."""
_HERE = frozenset({"", "."})


def shown_root(text: str, folder: str) -> str | None:
    """The folder above `folder` that a Dockerfile in it is built with; None if nothing shows one.

    `COPY web/app.conf …` in `web/Dockerfile` shows that the context is the folder above, if there is `web/app.conf`
    from there, and none from `web` itself. So does a Dockerfile that copies by name what is all there from one of the
    folders above, and nothing of it from its own.
    """
    paths = _copied(text)
    root = next((root for path in paths if (root := _root(path, folder)) is not None), None)
    return root or (_nearest(paths, folder) if paths else None)


def _nearest(paths: tuple[str, ...], folder: str) -> str | None:
    """The nearest folder above that has all of `paths`, if `folder` itself has none of them."""
    if any(_has(folder, path) for path in paths):
        return None
    above = folder
    for _ in range(_HIGHEST):
        above = os.path.dirname(above)  # noqa: PTH120 - strings, as in disk
        if all(_has(above, path) for path in paths):
            return above
    return None


def _has(folder: str, path: str) -> bool:
    return os.path.lexists(os.path.join(folder, path))  # noqa: PTH118 - as above


def _root(path: str, folder: str) -> str | None:
    """The folder from which `path` leads through `folder` to what is there."""
    parts = path.split("/")
    for count in range(len(parts), 0, -1):
        tail = "".join(f"{os.sep}{part}" for part in parts[:count])
        if folder.endswith(tail) and len(folder) > len(tail):
            root = folder[: -len(tail)]
            if _has(root, path) and not _has(folder, path):
                return root
    return None


@lru_cache(maxsize=64)
def _copied(text: str) -> tuple[str, ...]:
    return tuple(_sources(text))


def _sources(text: str) -> Iterator[str]:
    """The paths in the context that COPY and ADD name, without globs and variables."""
    for placed in parse(text).instructions:
        node = placed.node
        if not isinstance(node, Transfer) or node.flag("from") is not None:
            continue
        for source in node.sources:
            path = normalise(source.value)
            if path not in {ROOT, *_HERE} and not source.substitutions and not set(path) & set("*?["):
                yield path
