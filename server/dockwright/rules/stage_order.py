"""Stages that use stages after them, and whether that goes round in a circle."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.uses import SourceProblem, StageUse


def later_uses(facts: Facts, *, circular: bool) -> Iterator[StageUse]:
    """The uses of a stage that is defined later: those in a circle, or those that are not."""
    late = [use for use in facts.uses if use.source.problem is SourceProblem.LATER]
    if not late:
        return
    edges: dict[int, set[int]] = {}
    for use in facts.uses:
        if use.target is not None:
            edges.setdefault(use.user.index, set()).add(use.target.index)
    for use in late:
        if use.target is not None and (use.user.index in _reach(edges, use.target.index)) == circular:
            yield use


def _reach(edges: dict[int, set[int]], start: int) -> set[int]:
    pending, found = [start], set[int]()
    while pending:
        for index in edges.get(pending.pop(), ()):
            if index not in found:
                found.add(index)
                pending.append(index)
    return found
