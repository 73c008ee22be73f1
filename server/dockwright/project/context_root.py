"""The context of a Dockerfile in a folder of its own, as what it copies shows it."""

import os
from collections.abc import Iterator
from functools import lru_cache

from dockwright.project.paths import ROOT, normalise
from dockwright.syntax.nodes import Transfer
from dockwright.syntax.parser import parse

_HERE = frozenset({"", "."})


def shown_root(text: str, folder: str) -> str | None:
    """The folder above `folder` that a Dockerfile in it is built with; None if nothing shows one.

    `COPY web/app.conf …` in `web/Dockerfile` shows that the context is the folder above, if there is `web/app.conf`
    from there, and none from `web` itself.
    """
    return next((root for path in _copied(text) if (root := _root(path, folder)) is not None), None)


def _root(path: str, folder: str) -> str | None:
    """The folder from which `path` leads through `folder` to what is there."""
    parts = path.split("/")
    for count in range(len(parts), 0, -1):
        tail = "".join(f"{os.sep}{part}" for part in parts[:count])
        if folder.endswith(tail) and len(folder) > len(tail):
            root = folder[: -len(tail)]
            is_there = os.path.lexists(os.path.join(root, path))  # noqa: PTH118 - strings, as in disk
            if is_there and not os.path.lexists(os.path.join(folder, path)):  # noqa: PTH118
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
