"""Where stages use other stages and images: FROM, COPY --from and RUN --mount=from."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from dockwright.model.references import ImageReference, parse_reference
from dockwright.model.stages import SCRATCH, Stage
from dockwright.syntax.nodes import Copy, Instruction, Placed, Run
from dockwright.syntax.words import expand
from dockwright.text.span import Span

_INDEX = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)


class UseKind(Enum):
    """How a stage uses another."""

    FROM = "from"
    COPY = "copy"
    MOUNT = "mount"


class SourceKind(Enum):
    """What a source turns out to be; UNKNOWN if it is refused or depends on something unknown."""

    STAGE = "stage"
    IMAGE = "image"
    CONTEXT = "context"
    SCRATCH = "scratch"
    UNKNOWN = "unknown"


class SourceProblem(Enum):
    """Why BuildKit refuses a source."""

    LATER = "later"
    """The stage is defined after the one that uses it."""
    SELF = "self"
    """It is the stage itself."""
    INDEX = "index"
    """No stage has that number."""
    VARIABLE = "variable"
    """Variables are not allowed there."""
    INVALID = "invalid"
    """Neither a stage nor a possible image reference."""


class Source(NamedTuple):
    """What is used. `stage` is given even where the `problem` is that it comes too late."""

    kind: SourceKind
    stage: Stage | None = None
    image: ImageReference | None = None
    problem: SourceProblem | None = None


class StageUse(NamedTuple):
    """One use: `user` needs `source`, by the name `text`, which stands at `span` of the file.

    `placed` is the instruction; where it is the trigger of an ONBUILD, it stands in the
    parent of `user`. `text` is as written in a FROM, without quotes and escapes elsewhere.
    """

    user: Stage
    kind: UseKind
    placed: Placed[Instruction]
    text: str
    span: Span
    source: Source

    @property
    def target(self) -> Stage | None:
        """The stage that is used."""
        return self.source.stage

    @property
    def image(self) -> ImageReference | None:
        """The image that is used."""
        return self.source.image


class Sources:
    """Resolves the names and numbers in COPY --from and --mount=from.

    Names are compared in lower case over the whole file, where the last of two equal names counts.
    BuildKit numbers the stages and after them, in order of appearance, whatever else is a source:
    the image of an earlier COPY --from, and each mount from no stage (which counts as scratch).
    """

    def __init__(self, stages: Sequence[Stage]) -> None:
        """All stages of a file."""
        self._stages = stages
        self._by_name = {stage.name: stage for stage in stages if stage.name is not None}
        self._others: list[str] = []

    def remember(self, text: str) -> None:
        """Number a source that is no stage, after it was resolved."""
        self._others.append(text)

    def copied(self, text: str, escape: str, user: int) -> Source:
        """What COPY --from=`text` means in the stage with the number `user`."""
        if not text:
            return Source(SourceKind.CONTEXT)
        if expand(text, escape, _unset).value != text:
            return Source(SourceKind.UNKNOWN, problem=SourceProblem.VARIABLE)
        if not _INDEX.fullmatch(text):
            return self._named(text, user)
        index = int(text)
        if 0 <= index < len(self._stages):
            return _stage_source(self._stages[index], user)
        if 0 <= index - len(self._stages) < len(self._others):
            return _image_source(self._others[index - len(self._stages)])
        return Source(SourceKind.UNKNOWN, problem=SourceProblem.INDEX)

    def mounted(self, text: str, user: int) -> Source:
        """What `--mount=from=text` means in the stage with the number `user`: a number is no index there."""
        if not text:
            return Source(SourceKind.CONTEXT)
        if "$" in text[:-1]:
            return Source(SourceKind.UNKNOWN, problem=SourceProblem.VARIABLE)
        return self._named(text, user)

    def is_stage(self, text: str) -> bool:
        """Whether a stage has that name."""
        return text.lower() in self._by_name

    def _named(self, text: str, user: int) -> Source:
        stage = self._by_name.get(text.lower())
        return _stage_source(stage, user) if stage is not None else _image_source(text)


def _unset(_: str) -> None:
    return None


def _stage_source(stage: Stage, user: int) -> Source:
    problem = None
    if stage.index == user:
        problem = SourceProblem.SELF
    elif stage.index > user:
        problem = SourceProblem.LATER
    return Source(SourceKind.STAGE, stage, problem=problem)


def _image_source(text: str) -> Source:
    if text == SCRATCH:
        return Source(SourceKind.SCRATCH)
    image = parse_reference(text)
    if image is None:
        return Source(SourceKind.UNKNOWN, problem=SourceProblem.INVALID)
    return Source(SourceKind.IMAGE, image=image)


def stage_uses(stages: Sequence[Stage]) -> tuple[StageUse, ...]:
    """Every use, in the order of the file; those in an ONBUILD come with each stage that it runs in."""
    sources = Sources(stages)
    return tuple(use for stage in stages for use in _uses_of(stage, sources))


def resolve_from(value: str, stages: Sequence[Stage], user: int, escape: str = "\\") -> Source:
    """What COPY --from=`value` would mean in the stage with the number `user`: for completion and the like."""
    return Sources(stages).copied(value, escape, user)


def _uses_of(stage: Stage, sources: Sources) -> Iterator[StageUse]:
    image, span = stage.from_.node.image, stage.image_span
    if image is not None and span is not None:
        yield StageUse(stage, UseKind.FROM, stage.from_, image.raw, span, _base(stage))
    for placed in (*stage.triggers, *stage.instructions):
        if not placed.node.flags:
            continue
        if isinstance(placed.node, Copy):
            yield from _copy(stage, placed, placed.node, sources)
        elif isinstance(placed.node, Run):
            yield from _mounts(stage, placed, placed.node, sources)


def _base(stage: Stage) -> Source:
    if stage.parent is not None:
        return Source(SourceKind.STAGE, stage.parent)
    if stage.base_text is None:
        return Source(SourceKind.UNKNOWN)
    return _image_source(stage.base_text)


def _copy(stage: Stage, placed: Placed[Instruction], node: Copy, sources: Sources) -> Iterator[StageUse]:
    word = node.source_stage
    flag = node.flag("from")
    if word is None or flag is None:
        return
    text = flag.text.partition("=")[2]
    source = sources.copied(text, node.escape, stage.index)
    yield StageUse(stage, UseKind.COPY, placed, text, placed.place(word.span), source)
    if source.stage is None and source.kind is not SourceKind.CONTEXT and not _INDEX.fullmatch(text):
        sources.remember(text)


def _mounts(stage: Stage, placed: Placed[Instruction], node: Run, sources: Sources) -> Iterator[StageUse]:
    others: list[str] = []
    for mount in node.mounts:
        text = ""
        for field in mount.fields:
            if field.key == "from" and field.value is not None:
                text = field.value
                source = sources.mounted(text, stage.index)
                yield StageUse(stage, UseKind.MOUNT, placed, text, placed.place(field.value_span), source)
        if not sources.is_stage(text or SCRATCH):
            others.append(text or SCRATCH)
    for text in others:
        sources.remember(text)


def needed_stages(stages: Sequence[Stage], uses: Sequence[StageUse]) -> frozenset[int]:
    """The numbers of the stages that a build of the last one, or of another target, runs."""
    edges: dict[int, list[int]] = {}
    for use in uses:
        if use.target is not None:
            edges.setdefault(use.user.index, []).append(use.target.index)
    pending = [stage.index for stage in stages if stage.ships]
    found: set[int] = set()
    while pending:
        index = pending.pop()
        if index not in found:
            found.add(index)
            pending.extend(edges.get(index, ()))
    return frozenset(found)
