"""The examples in a rule's docstring: its documentation and its tests in one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_KINDS = frozenset({"bad", "fixed", "good"})
_MARKS = str.maketrans("", "", "⟦⟧")


@dataclass(frozen=True, slots=True)
class Example:
    """A Dockerfile, a workflow (`language` is yaml) or a `.dockerignore` (dockerignore), of a docstring.

    `kind` is `bad` (findings exactly at the marks `⟦ ⟧`), `fixed` (the `bad`
    block before it after its first fixes, silent) or `good` (silent). `files` are the
    files of the build context: path and text, in docstring order.
    """

    kind: str
    marked: str
    files: tuple[tuple[str, str], ...]
    language: str = "dockerfile"


def examples(doc: str) -> Iterator[Example]:
    """The examples of a docstring.

    A fence with `file=PATH` is a file of the build context for all Dockerfiles after
    it; an empty one takes the file away again.
    """
    files: dict[str, str] = {}
    for match in _FENCE.finditer(doc):
        language, _, rest = match["info"].strip().partition(" ")
        if rest.startswith("file="):
            path = rest.removeprefix("file=")
            files.pop(path, None)
            if match["body"]:
                files[path] = match["body"]
        elif rest in _KINDS:
            yield Example(rest, match["body"], tuple(files.items()), language)


def without_marks(doc: str) -> str:
    """The docstring as a reader sees it."""
    return doc.translate(_MARKS)
