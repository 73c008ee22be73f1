"""Split a single stage into a builder and a runtime stage.

What builds stays where it is and gets a name; below it a second stage begins
that takes the artifacts and nothing else. Instructions that say how the image
runs go there: those that stand below the last build step by staying where
they are, the others by being moved, with the comments above them.
"""

from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Missing, RuntimePlan
from dockwright.analysis.owned_twice import owned_twice, owner_edits
from dockwright.analysis.roles import Role, role
from dockwright.analysis.safety import Safety
from dockwright.analysis.split import Split, split_of
from dockwright.model.facts import Facts, facts_of
from dockwright.model.stages import Stage
from dockwright.refactor.blocks import block, insert_lines, keyword, line_end, removed
from dockwright.refactor.model import Change, Context, Offer, Refactoring
from dockwright.refactor.runtime_stage import RuntimeStage, runtime_lines, start_edits
from dockwright.syntax.nodes import Instruction, Placed
from dockwright.syntax.parser import parse
from dockwright.text.compose import Composition
from dockwright.text.edit import Edit, insert, replace

_NAME = "split-stages"
_BUILDER = "builder"
_RUNTIME = "runtime"
_BUILDERS = frozenset({"base", "build", "builder", "compile", "deps"})


def offers(context: Context) -> Iterator[Offer]:
    """The one split that applies to the file, or why none does."""
    found = split_of(context.facts, context.project)
    stage = context.facts.final
    if found is None or stage is None:
        return
    span = stage.from_.span
    if isinstance(found, Missing):
        yield Offer(
            _NAME, "Split into builder and runtime stages", span, Safety.UNSAFE, "", lambda: Change(()), found.fact
        )
        return
    yield Offer(
        id=_NAME,
        title=f"Split into builder and runtime stages ({found.plan.image})",
        span=span,
        safety=Safety.UNSAFE,
        note="; ".join(found.plan.notes),
        build=lambda: build(context, found),
    )


def build(context: Context, found: Split) -> Change:
    """The edits of the split."""
    stage, plan, end = found
    file = context.facts.file
    builder, runtime_name = _names(context.facts, stage)
    edits: list[Edit] = [*plan.builder_edits, *_builder_lines(context, split=found)]
    if stage.name != builder:
        edits.append(_named(stage, builder))
    above = [placed for placed in stage.instructions if placed.at < end]
    below = [placed for placed in stage.instructions if placed.at >= end]
    moved = [placed for placed in above if role(stage, placed) is Role.RUN]
    edits.extend(removed(file, placed) for placed in moved)
    runtime = RuntimeStage(
        facts=context.facts,
        project=context.project,
        stage=stage,
        plan=plan,
        builder=builder,
        name=runtime_name,
        above=tuple(above),
        below=tuple(below),
        moved=tuple(moved),
    )
    end_of_line = line_end(file)
    lines = "".join(f"{line}{end_of_line}" for line in runtime_lines(runtime))
    before = "" if file.text.endswith(end_of_line * 2, 0, end) or end == 0 else end_of_line
    after = end_of_line if _needs_blank(below, file.text, end) else ""
    edits.append(insert_lines(file, end, f"{''.join(_extra_builds(plan, stage, end_of_line))}{before}{lines}{after}"))
    edits.extend(start_edits(runtime))
    return Change(_with_owners(file.text, edits))


def _with_owners(text: str, edits: list[Edit]) -> tuple[Edit, ...]:
    """The edits, and those by which the new COPYs set the owner that a RUN below them sets anew."""
    composition = Composition(text)
    composition.then(edits)
    final = facts_of(parse(composition.text)).final
    for found in owned_twice(final) if final is not None else ():
        composition.then(owner_edits(found))
    return composition.edits()


def _builder_lines(context: Context, split: Split) -> Iterator[Edit]:
    """The lines added to the builder, above the comments of the instruction that they are for."""
    file = context.facts.file
    places: dict[int, list[str]] = {}
    for line in split.plan.builder_lines:
        places.setdefault(line.at, []).append(f"{keyword(split.stage.from_, line.keyword)} {line.arguments}")
    for placed in split.stage.instructions:
        if placed.at in places:
            lines = "".join(f"{line}{line_end(file)}" for line in places[placed.at])
            yield insert_lines(file, block(file, placed).start, lines)


def _names(facts: Facts, stage: Stage) -> tuple[str, str]:
    """The names of the builder and of the runtime stage.

    Who builds `--target NAME` goes on to get the image that ships, unless the name is that of a builder.
    """
    others = {other.name for other in facts.stages if other is not stage}
    alias = stage.from_.node.alias
    if alias is None or stage.name is None:
        return _free(_BUILDER, others), _free(_RUNTIME, others)
    if stage.name in _BUILDERS:
        return stage.name, _free(_RUNTIME, {*others, stage.name})
    return _free(_BUILDER, {*others, stage.name}), alias.raw


def _extra_builds(plan: RuntimePlan, stage: Stage, end_of_line: str) -> Iterator[str]:
    for command in plan.extra_builds:
        yield f"{keyword(stage.from_, 'RUN')} {command}{end_of_line}"


def _needs_blank(below: list[Placed[Instruction]], text: str, end: int) -> bool:
    """Whether a blank line would be missing between the new stage and a comment that follows."""
    return bool(below) and text[end : end + 1] == "#"


def _named(stage: Stage, name: str) -> Edit:
    alias = stage.from_.node.alias
    if alias is not None:
        return replace(stage.from_.place(alias.span), name)
    image = stage.from_.node.image
    end = image.span.end if image is not None else stage.from_.node.span.end
    word = "as" if stage.from_.node.keyword.raw.islower() else "AS"
    return insert(stage.from_.at + end, f" {word} {name}")


def _free(name: str, taken: set[str | None]) -> str:
    """`name`, with a number if another stage has it."""
    number = 2
    found = name
    while found in taken:
        found = f"{name}-{number}"
        number += 1
    return found


split_stages = Refactoring(
    name=_NAME,
    title="Split into builder and runtime stages",
    doc="The builder keeps the compilers, the development dependencies and the source; what ships is only what runs.",
    offers=offers,
)
