"""Comments that name rules to silence, with the place of every name.

The three dialects: `# dockwright [global|stage] ignore=A,B`, the same with `hadolint`, and BuildKit's
`# check=skip=A,B`.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from dockwright.rules.buildkit import options
from dockwright.syntax.nodes import Comment, File, Placed
from dockwright.text.span import Span

IGNORE = re.compile(
    r"#\s*(?P<dialect>dockwright|hadolint)\s+(?:(?P<scope>global|stage)\s+)?(?:shell=\S+\s+)?"
    r"ignore\s*=\s*(?P<names>[^\s,;]+(?:\s*,\s*[^\s,;]+)*)",
    re.IGNORECASE,
)
CHECK = re.compile(r"#\s*check\s*=\s*(?P<options>\S+)", re.IGNORECASE)
_ANY = re.compile(r"#\s*(?:dockwright|hadolint|check)\b", re.IGNORECASE)
_NAME = re.compile(r"[^\s,;]+")
_SKIP = "skip"


class Dialect(Enum):
    """Whose comment it is."""

    DOCKWRIGHT = "dockwright"
    HADOLINT = "hadolint"
    CHECK = "check"


class Name(NamedTuple):
    """A rule's name as written, and where it stands in the file."""

    text: str
    span: Span


class Pragma(NamedTuple):
    """One comment. `below` is the number of the instruction that it is for, None if it is for the whole file.

    With `to_stage_end` it is for all from that instruction to the end of its stage. `span` is the comment,
    `list_span` its names with the commas between them.
    """

    dialect: Dialect
    names: tuple[Name, ...]
    below: int | None
    span: Span
    list_span: Span
    to_stage_end: bool = False


def pragmas(file: File) -> tuple[Pragma, ...]:
    """The comments of a file that silence rules, those for the whole file first."""
    if _ANY.search(file.text) is None:
        return ()
    return (*_global(file), *(pragma for index in range(len(file.instructions)) for pragma in _above(file, index)))


def names_in(text: str, at: int) -> tuple[Name, ...]:
    """The names of a comma-separated list that stands at `at`."""
    return tuple(Name(match[0], Span(*match.span()).shift(at)) for match in _NAME.finditer(text))


def _global(file: File) -> Iterator[Pragma]:
    check = file.directive("check")
    if check is not None:
        yield from _check(check.value, check.value_span.start, check.span, None)
    for item in file.items:
        if isinstance(item.node, Comment):
            match = IGNORE.match(item.span.of(file.text))
            if match is not None and is_global(match):
                yield _ignore(match, item.span, None)


def _above(file: File, index: int) -> Iterator[Pragma]:
    checked = False
    for comment in file.comments_above(index):
        text = comment.span.of(file.text)
        match = IGNORE.match(text)
        if match is not None and not is_global(match):
            yield _ignore(match, comment.span, index)
        check = CHECK.match(text)
        # Of several check comments BuildKit heeds the first, and none that is indented.
        if check is not None and not checked and not _is_indented(comment):
            checked = True
            at = comment.span.start + check.start("options")
            yield from _check(check["options"], at, comment.span, index)


def is_global(match: re.Match[str]) -> bool:
    """Whether a match of `IGNORE` is for the whole file."""
    return (match["scope"] or "").lower() == "global"


def _is_indented(comment: Placed[Comment]) -> bool:
    return comment.node.span.start > 0


def _ignore(match: re.Match[str], span: Span, index: int | None) -> Pragma:
    at = span.start + match.start("names")
    dialect = Dialect(match["dialect"].lower())
    list_span = Span(at, span.start + match.end("names"))
    to_stage_end = not is_global(match) and match["scope"] is not None
    return Pragma(dialect, names_in(match["names"], at), index, span, list_span, to_stage_end)


def _check(value: str, at: int, span: Span, index: int | None) -> Iterator[Pragma]:
    """The pragma of a `check=` value, if it skips something; of two `skip` the last counts."""
    skipped = options(value).get(_SKIP)
    if not skipped:
        return
    at += value.rfind(f"{_SKIP}={skipped}") + len(_SKIP) + 1
    yield Pragma(Dialect.CHECK, names_in(skipped, at), index, span, Span(at, at + len(skipped)))
