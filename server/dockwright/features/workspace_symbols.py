"""Workspace symbols: the stages of Dockerfiles."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.features.document_symbols import stage_label
from dockwright.model.facts import facts_of
from dockwright.syntax.parser import parse
from dockwright.text.span import Span


class StageSymbol(NamedTuple):
    """A stage of a file: what it is called, what it is based on, and where that stands."""

    name: str
    base: str
    span: Span


def stages_matching(text: str, query: str) -> Iterator[StageSymbol]:
    """The stages in the Dockerfile `text` whose name or base has the letters of `query` in their order."""
    wanted = query.lower()
    for stage in _stages(text):
        if _has(stage.name.lower(), wanted):
            yield stage


@lru_cache(maxsize=256)
def _stages(text: str) -> tuple[StageSymbol, ...]:
    found: list[StageSymbol] = []
    for stage in facts_of(parse(text)).stages:
        image = stage.from_.node.image
        span = stage.name_span or stage.image_span or stage.from_.span
        found.append(StageSymbol(stage_label(stage), image.raw if image is not None else "", span))
    return tuple(found)


def _has(name: str, wanted: str) -> bool:
    """Whether the letters of `wanted` stand in `name` in that order, with others between them or not."""
    letters = iter(name)
    return all(letter in letters for letter in wanted)
