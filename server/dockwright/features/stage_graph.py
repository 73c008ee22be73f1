"""The stages of a file as a graph, in Mermaid's text.

Solid arrows are FROM, dotted ones files that are copied or mounted. What ships is drawn
with a thick border; a stage that the final image does not need, with a dashed one.
"""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.uses import StageUse, UseKind
from dockwright.syntax.nodes import Transfer

_SHOWN = 3
_LONGEST = 40
_UNKNOWN = "?"
_STYLES = (
    "  classDef image stroke-dasharray:0",
    "  classDef ships stroke-width:3px",
    "  classDef unneeded stroke-dasharray:4",
)


def stage_graph(facts: Facts) -> str:
    """A flow chart from the base images to the final stage; without stages, a chart of nothing."""
    images = _images(facts)
    lines = ["flowchart TB"]
    lines += [f"  image{number}([{_label(name)}]):::image" for number, name in enumerate(images)]
    lines += [f"  stage{stage.index}[{_label(_title(stage))}]:::{_class(facts, stage)}" for stage in facts.stages]
    numbers = {name: number for number, name in enumerate(images)}
    for stage in facts.stages:
        lines += _arrows(facts, stage, numbers)
    return "\n".join((*lines, *_STYLES)) + "\n"


def _images(facts: Facts) -> list[str]:
    """The images that stages begin with or take files from, in order."""
    found = [name for stage in facts.stages if (name := _base(stage)) is not None]
    found += [use.image.text for use in facts.uses if use.image is not None and use.kind is not UseKind.FROM]
    return [*dict.fromkeys(found)]


def _base(stage: Stage) -> str | None:
    if stage.parent is not None:
        return None
    image = stage.from_.node.image
    return stage.base_text or (image.raw if image is not None else _UNKNOWN)


def _title(stage: Stage) -> str:
    if not stage.is_final:
        return stage.label
    return f"{stage.name} (final image)" if stage.name else "final image"


def _class(facts: Facts, stage: Stage) -> str:
    if stage.ships:
        return "ships"
    return "stage" if stage.index in facts.needed else "unneeded"


def _arrows(facts: Facts, stage: Stage, images: dict[str, int]) -> Iterator[str]:
    to = f"stage{stage.index}"
    base = _base(stage)
    above = f"stage{stage.parent.index}" if stage.parent is not None else f"image{images[base or _UNKNOWN]}"
    yield f"  {above} --> {to}"
    taken: dict[str, list[str]] = {}
    for use in facts.uses:
        if use.user is not stage or use.kind is UseKind.FROM:
            continue
        source = _source(use, images)
        if source is not None:
            taken.setdefault(source, []).extend(_what(use))
    for source, what in taken.items():
        yield f"  {source} -. {_label(_shown(what))} .-> {to}"


def _source(use: StageUse, images: dict[str, int]) -> str | None:
    if use.target is not None:
        return None if use.target is use.user else f"stage{use.target.index}"
    return None if use.image is None else f"image{images[use.image.text]}"


def _what(use: StageUse) -> Iterator[str]:
    node = use.placed.node
    if isinstance(node, Transfer):
        yield from (word.value for word in node.sources)
    else:
        yield "mount"


def _shown(what: list[str]) -> str:
    names = [name if len(name) <= _LONGEST else f"…{name[1 - _LONGEST :]}" for name in dict.fromkeys(what)]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _label(text: str) -> str:
    """A label in quotes, in which every mark that could mean something to Mermaid or HTML is a number."""
    return '"' + "".join(char if char.isalnum() or char in " ./:-_,()" else f"#{ord(char)};" for char in text) + '"'
