"""What can be folded away: stages, instructions over several lines, here-documents, comments and regions."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from dockwright.features.extents import extent, stage_extent
from dockwright.features.named import effective
from dockwright.features.snapshot import Snapshot
from dockwright.syntax.nodes import Comment, Instruction, Placed
from dockwright.text.span import Span

_REGION = re.compile(r"#\s*(?P<end>end)?region\b", re.IGNORECASE)


class FoldKind(Enum):
    """What is folded."""

    CODE = "code"
    COMMENT = "comment"
    REGION = "region"


class Fold(NamedTuple):
    """From the line that stays visible to the last that is hidden, by the offsets in them."""

    span: Span
    kind: FoldKind = FoldKind.CODE


def folds(snapshot: Snapshot) -> tuple[Fold, ...]:
    """All of them over more than one line, by position; of those that begin in one line only the largest."""
    line_of = snapshot.document.lines.line_of
    found: dict[int, Fold] = {}
    for fold in _folds(snapshot):
        first = line_of(fold.span.start)
        known = found.get(first)
        if line_of(fold.span.end) > first and (known is None or known.span.end < fold.span.end):
            found[first] = fold
    return tuple(found[line] for line in sorted(found))


def most_important(found: tuple[Fold, ...], limit: int) -> tuple[Fold, ...]:
    """At most `limit` of them: the largest, by position."""
    if len(found) <= limit:
        return found
    largest = sorted(found, key=lambda fold: fold.span.start - fold.span.end)[: max(0, limit)]
    return tuple(sorted(largest, key=lambda fold: fold.span))


def _folds(snapshot: Snapshot) -> Iterator[Fold]:
    for stage in snapshot.facts.stages:
        yield Fold(stage_extent(stage))
    for placed in snapshot.facts.file.instructions:
        if "\n" in placed.node.text:
            yield from _in_instruction(placed)
    yield from _comments(snapshot)


def _in_instruction(placed: Placed[Instruction]) -> Iterator[Fold]:
    yield Fold(extent(placed))
    inner = effective(placed)
    last = inner.node.span.end
    for document in inner.node.heredocs:
        end = document.terminator.end if document.terminator is not None else len(inner.node.text.rstrip())
        # Bodies stand one below the other: what is above the second is the end of the first.
        first = last if document is not inner.node.heredocs[0] else document.opener.start
        yield Fold(inner.place(Span(first, end)))
        last = end + 1
    yield from _swallowed(placed)


def _swallowed(placed: Placed[Instruction]) -> Iterator[Fold]:
    """Comments of two and more lines inside a continuation."""
    text = placed.node.text
    for continuation in placed.node.continuations:
        first = text.find("#", *continuation)
        if first >= 0 and text.find("#", text.find("\n", first) + 1 or continuation.end, continuation.end) >= 0:
            end = len(text[: continuation.end].rstrip())
            yield Fold(placed.place(Span(first, end)), FoldKind.COMMENT)


def _comments(snapshot: Snapshot) -> Iterator[Fold]:
    directives = {directive.span.start for directive in snapshot.facts.file.directives}
    regions: list[int] = []
    first: Span | None = None
    last: Span | None = None
    for item in snapshot.facts.file.items:
        if not isinstance(item.node, Comment) or item.span.start in directives:
            if first is not None and last is not None:
                yield Fold(Span(first.start, last.end), FoldKind.COMMENT)
            first = last = None
            continue
        region = _REGION.match(snapshot.text, item.span.start)
        if region is None:
            first, last = first or item.span, item.span
            continue
        if first is not None and last is not None:
            yield Fold(Span(first.start, last.end), FoldKind.COMMENT)
        first = last = None
        if region["end"] is None:
            regions.append(item.span.start)
        elif regions:
            yield Fold(Span(regions.pop(), item.span.end), FoldKind.REGION)
    if first is not None and last is not None:
        yield Fold(Span(first.start, last.end), FoldKind.COMMENT)
