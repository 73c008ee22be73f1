"""The stages of a file: a FROM and what follows it, and what it is based on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from dockwright.model.references import ImageReference, parse_reference
from dockwright.model.scopes import GlobalScope, Scope
from dockwright.model.state import State, Timeline, first_state
from dockwright.model.variables import NOTHING_ASSUMED, Assumptions, BaseConfig
from dockwright.syntax.nodes import File, From, Instruction, OnBuild, Placed
from dockwright.syntax.words import Expansion, expand
from dockwright.text.span import Span

SCRATCH = "scratch"
_WINDOWS_REPOSITORY = re.compile(
    r"mcr\.microsoft\.com/(?:windows(?:/|$)|dotnet/framework/)|microsoft/(?:nano|windows)server"
)
_WINDOWS_TAG = re.compile(r"nanoserver|windowsservercore|(?:^|-)ltsc20\d\d")

KindT = TypeVar("KindT", bound=Instruction)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Stage:
    """One stage.

    `name` is the alias in lower case, as BuildKit knows it, None without
    one. `instructions` are those after the FROM. `parent` is the stage that FROM
    names: the latest before with exactly that name in lower case. `base` is the image expression after
    substitution, its `value` None if that is unknown or refused. `reference` is the
    image, None where the base is a stage, scratch, unknown or no valid reference. `ships` is true
    for the last stage, for other targets that are built, and for those they are based on by FROM: their files are
    in the image.
    """

    index: int
    name: str | None
    from_: Placed[From]
    instructions: tuple[Placed[Instruction], ...]
    parent: "Stage | None"
    base: Expansion
    reference: ImageReference | None
    is_final: bool
    ships: bool
    scope: Scope
    timeline: Timeline

    def __repr__(self) -> str:
        """Short, for a stage holds all those that it is based on."""
        return f"Stage({self.index}, {self.name!r})"

    @property
    def base_text(self) -> str | None:
        """The image expression after substitution."""
        return self.base.value

    @property
    def is_scratch(self) -> bool:
        """Whether it starts from nothing."""
        return self.parent is None and self.base.value == SCRATCH

    @property
    def label(self) -> str:
        """What to call the stage in a message: its name, else its number."""
        return self.name or str(self.index)

    @property
    def chain(self) -> tuple["Stage", ...]:
        """The stage itself, the stage it is based on, and so on."""
        found: list[Stage] = [self]
        while (parent := found[-1].parent) is not None:
            found.append(parent)
        return tuple(found)

    @property
    def root(self) -> "Stage":
        """The last of `chain`: the one based on an image or on scratch."""
        return self.chain[-1]

    @property
    def root_reference(self) -> ImageReference | None:
        """The image that the whole chain is based on."""
        return self.root.reference

    @property
    def start(self) -> int:
        """The offset at which its FROM begins."""
        return self.from_.at

    @property
    def end(self) -> int:
        """The offset after its last instruction's last line end."""
        return self.instructions[-1].end if self.instructions else self.from_.end

    @property
    def span(self) -> Span:
        """From the FROM keyword to the last code point of the last instruction, without its here-documents."""
        last = self.instructions[-1] if self.instructions else self.from_
        return Span(self.from_.span.start, last.span.end)

    @property
    def name_span(self) -> Span | None:
        """Where the alias stands in the file."""
        alias = self.from_.node.alias
        return self.from_.place(alias.span) if alias is not None else None

    @property
    def image_span(self) -> Span | None:
        """Where the image expression stands in the file."""
        image = self.from_.node.image
        return self.from_.place(image.span) if image is not None else None

    @property
    def triggers(self) -> tuple[Placed[Instruction], ...]:
        """The ONBUILD instructions of the parent, which run at the start of this stage; they stand in the parent."""
        return _triggers(self.parent)

    def every(self, kind: type[KindT]) -> Iterator[Placed[KindT]]:
        """The instructions of that class, in order; those inside ONBUILD not counted."""
        for at, node in self.instructions:
            if isinstance(node, kind):
                yield Placed(at, node)

    def last(self, kind: type[KindT]) -> Placed[KindT] | None:
        """The last instruction of that class in the stage itself."""
        for at, node in reversed(self.instructions):
            if isinstance(node, kind):
                return Placed(at, node)
        return None

    def state_at(self, offset: int | None = None) -> State:
        """Shell, working directory and user at an offset of the file, at the stage's end if None."""
        return self.timeline.at(offset)

    def place_in_reference(self, span: Span) -> Span | None:
        """The place in the file of a part of `reference.text`, so that an edit touches only that.

        None if the image is not written literally: a variable, quotes, a continuation.
        """
        image = self.from_.node.image
        if image is None or self.reference is None or image.raw != self.reference.text:
            return None
        if len(image.raw) != image.span.end - image.span.start:
            return None
        return span.shift(self.from_.at + image.span.start)


class _Draft(NamedTuple):
    """What is known of a stage before any is built."""

    from_: Placed[From]
    name: str | None
    base: Expansion
    parent: int | None
    instructions: tuple[Placed[Instruction], ...]


def build_stages(file: File, assumptions: Assumptions = NOTHING_ASSUMED) -> tuple[Stage, ...]:
    """The stages of `file` in order."""
    starts = [index for index, placed in enumerate(file.instructions) if isinstance(placed.node, From)]
    if not starts:
        return ()
    scope = _global_scope(file, starts, assumptions)
    drafts = _drafts(file, starts, scope)
    shipped = _shipped(drafts, assumptions.targets)
    stages: list[Stage] = []
    for index, draft in enumerate(drafts):
        parent = stages[draft.parent] if draft.parent is not None else None
        stages.append(_build(index, draft, parent, scope, is_final=index == len(drafts) - 1, ships=index in shipped))
    return tuple(stages)


def global_scope(file: File, assumptions: Assumptions = NOTHING_ASSUMED) -> GlobalScope:
    """The variables of the FROM lines of `file`."""
    starts = [index for index, placed in enumerate(file.instructions) if isinstance(placed.node, From)]
    return _global_scope(file, starts, assumptions)


def _global_scope(file: File, starts: Sequence[int], assumptions: Assumptions) -> GlobalScope:
    first = starts[0] if starts else len(file.instructions)
    last = file.instructions[starts[-1]].node if starts else None
    target = _name(last) if isinstance(last, From) else None
    before = file.instructions[:first]
    # Given build arguments are a mapping, which no cache can be keyed by.
    make = _remembered_scope if assumptions.arguments is None else GlobalScope
    return make(before, assumptions, target)


@lru_cache(maxsize=64)
def _remembered_scope(
    before: tuple[Placed[Instruction], ...], assumptions: Assumptions, target: str | None
) -> GlobalScope:
    """The same object as long as nothing above the first FROM changes: `_base` is remembered by it."""
    return GlobalScope(before, assumptions, target)


@lru_cache(maxsize=1024)
def _base(node: From, scope: GlobalScope) -> Expansion:
    """What FROM names; remembered, so that an edit elsewhere expands nothing anew."""
    if node.image is None:
        return Expansion(None)
    return expand(node.image.raw, node.escape, scope.value)


def _name(node: From) -> str | None:
    return node.alias.raw.lower() if node.alias is not None else None


def _drafts(file: File, starts: Sequence[int], scope: GlobalScope) -> list[_Draft]:
    drafts: list[_Draft] = []
    names: dict[str, int] = {}
    ends = (*starts[1:], len(file.instructions))
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        at, node = file.instructions[start]
        if not isinstance(node, From):
            continue
        base = _base(node, scope)
        parent = names.get(base.value) if base.value is not None else None
        name = _name(node)
        drafts.append(_Draft(Placed(at, node), name, base, parent, file.instructions[start + 1 : end]))
        if name is not None:
            names[name] = index
    return drafts


def _shipped(drafts: Sequence[_Draft], targets: tuple[str, ...]) -> frozenset[int]:
    found: set[int] = set()
    for last in (len(drafts) - 1, *(index for index, draft in enumerate(drafts) if draft.name in targets)):
        index: int | None = last
        while index is not None:
            found.add(index)
            index = drafts[index].parent
    return frozenset(found)


def _triggers(parent: Stage | None) -> tuple[Placed[Instruction], ...]:
    if parent is None:
        return ()
    return tuple(
        Placed(at, node.trigger)
        for at, node in parent.every(OnBuild)
        if node.trigger is not None and not isinstance(node.trigger, OnBuild | From)
    )


@lru_cache(maxsize=512)
def _build(  # noqa: PLR0913 - all that a stage is made of, and so the key of what is remembered
    index: int, draft: _Draft, parent: Stage | None, global_scope: GlobalScope, *, is_final: bool, ships: bool
) -> Stage:
    """The stage; the same one again for a stage above an edit, with all that is known of it by then."""
    reference = None
    if parent is None and draft.base.value not in {None, SCRATCH}:
        reference = parse_reference(draft.base.value or "")
    assumptions = global_scope.assumptions
    base = BaseConfig({}) if parent is None and draft.base.value == SCRATCH else assumptions.base(reference)
    instructions = (*_triggers(parent), *draft.instructions) if parent is not None else draft.instructions
    start = draft.from_.end
    scope = Scope(instructions, start, parent.scope if parent is not None else None, global_scope, base)
    first = first_state(base, windows=_is_windows(draft.from_.node, reference))
    outer = parent.timeline if parent is not None else None
    return Stage(
        index=index,
        name=draft.name,
        from_=draft.from_,
        instructions=draft.instructions,
        parent=parent,
        base=draft.base,
        reference=reference,
        is_final=is_final,
        ships=ships,
        scope=scope,
        timeline=Timeline(instructions, start, outer, scope, first),
    )


def _is_windows(node: From, reference: ImageReference | None) -> bool:
    """Whether the image is for Windows, as far as its name or the platform flag tell."""
    platform = node.flag("platform")
    if platform is not None and platform.text.partition("=")[2].lower().startswith("windows"):
        return True
    if reference is None:
        return False
    if _WINDOWS_REPOSITORY.match(reference.repository):
        return True
    return reference.tag is not None and _WINDOWS_TAG.search(reference.tag) is not None
