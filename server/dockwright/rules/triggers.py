"""ONBUILD triggers that run in a stage of the same file.

BuildKit judges them there, and so only if the last stage needs that stage; it points at the child's FROM.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Instruction, Placed
from dockwright.text.span import Span


class Triggered(NamedTuple):
    """A trigger, which stands in the parent of `stage`, and the place in the FROM of `stage` that brings it in."""

    stage: Stage
    placed: Placed[Instruction]
    span: Span


def triggered(facts: Facts) -> Iterator[Triggered]:
    """The triggers that a build of the last stage runs."""
    for stage in facts.stages:
        if stage.parent is None or stage.index not in facts.needed:
            continue
        span = stage.image_span or stage.from_.span
        for placed in stage.triggers:
            yield Triggered(stage, placed, span)
