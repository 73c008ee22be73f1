"""Call hierarchy of stages: who builds on a stage, copies from it or mounts it, and what the stage needs itself."""

from typing import NamedTuple

from dockwright.features.document_symbols import stage_label
from dockwright.features.extents import extent, stage_extent
from dockwright.features.snapshot import Snapshot
from dockwright.model.stages import Stage
from dockwright.model.uses import StageUse
from dockwright.text.span import Span


class Node(NamedTuple):
    """A stage, or an image that stages use.

    `key` finds it again in the same file: the number of a stage, or an image as `image:name`.
    """

    key: str
    name: str
    detail: str
    is_image: bool
    extent: Span
    span: Span


class Call(NamedTuple):
    """The other end, and the places where the one names the other."""

    node: Node
    places: tuple[Span, ...]


_IMAGE = "image:"


def hierarchy_at(snapshot: Snapshot, offset: int) -> Node | None:
    """The stage or image that is named at `offset`; anywhere else in a FROM its stage."""
    facts = snapshot.facts
    for use in facts.uses:
        if use.span.holds(offset) and (use.target is not None or use.image is not None):
            return _used(use)
    stage = facts.stage_at(offset)
    return _node(stage) if stage is not None and extent(stage.from_).holds(offset) else None


def incoming(snapshot: Snapshot, key: str) -> tuple[Call, ...]:
    """The stages that use the node `key`, in order."""
    found: dict[Node, list[Span]] = {}
    for use in snapshot.facts.uses:
        if (use.target is not None or use.image is not None) and _used(use).key == key:
            found.setdefault(_node(use.user), []).append(use.span)
    return _calls(found)


def outgoing(snapshot: Snapshot, key: str) -> tuple[Call, ...]:
    """The stages and images that the stage `key` is built on, copies from and mounts, in order."""
    found: dict[str, tuple[Node, list[Span]]] = {}
    for use in snapshot.facts.uses:
        if str(use.user.index) == key and (use.target is not None or use.image is not None):
            node = _used(use)
            found.setdefault(node.key, (node, []))[1].append(use.span)
    return tuple(Call(node, tuple(dict.fromkeys(spans))) for node, spans in found.values())


def _calls(found: dict[Node, list[Span]]) -> tuple[Call, ...]:
    return tuple(Call(node, tuple(dict.fromkeys(spans))) for node, spans in found.items())


def _used(use: StageUse) -> Node:
    if use.target is not None:
        return _node(use.target)
    name = use.image.text if use.image is not None else use.text
    return Node(f"{_IMAGE}{name}", name, "image", is_image=True, extent=use.span, span=use.span)


def _node(stage: Stage) -> Node:
    span = stage.name_span or stage.image_span or stage.from_.place(stage.from_.node.keyword.span)
    image = stage.from_.node.image
    detail = f"stage {stage.index}, FROM {image.raw}" if image is not None else f"stage {stage.index}"
    return Node(str(stage.index), stage_label(stage), detail, is_image=False, extent=stage_extent(stage), span=span)
