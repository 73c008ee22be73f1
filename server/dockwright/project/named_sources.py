"""Which files of its build context a Dockerfile names: where they lie tells what folder it is built with."""

from collections.abc import Iterator

from dockwright.syntax.nodes import Copy, Transfer
from dockwright.syntax.parser import parse

_REMOTE = ("http://", "https://", "git://", "git@", "ssh://")
_DYNAMIC = frozenset("$*?[\\")


def named_sources(text: str) -> tuple[str, ...]:
    """The sources of COPY and ADD that are plain paths below the context, with slashes and without one before."""
    return tuple(dict.fromkeys(_sources(text)))


def _sources(text: str) -> Iterator[str]:
    for placed in parse(text).instructions:
        node = placed.node
        if not isinstance(node, Transfer) or (isinstance(node, Copy) and node.source_stage is not None):
            continue
        openers = {document.opener for document in node.heredocs}
        for word in node.sources:
            path = word.value.removeprefix("./").strip("/")
            is_plain = word.span not in openers and not word.value.startswith(_REMOTE) and _DYNAMIC.isdisjoint(path)
            if is_plain and path not in {"", "."} and not path.startswith(".."):
                yield path
