"""A stage for the instructions that two stages both begin with."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations, takewhile
from typing import NamedTuple

from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.refactor.blocks import block, ended, keyword, line_end
from dockwright.refactor.model import Change, Context, Offer, Refactoring
from dockwright.syntax.nodes import Add, Blank, Copy, File, Instruction, Placed, Run
from dockwright.text.edit import Edit, delete, insert, replace
from dockwright.text.span import Span

_NAME = "extract-shared-stage"
_FEWEST = 2
_WORK = (Add, Copy, Run)


class Shared(NamedTuple):
    """Two stages on one image and `length`, how many instructions they begin with alike."""

    first: Stage
    second: Stage
    length: int


def offers(context: Context) -> Iterator[Offer]:
    """One offer for the first two stages that begin with the same work."""
    shared = _shared(context.facts)
    if shared is None:
        return
    by_number = any(use.target is not None and use.text.isdecimal() for use in context.facts.uses)
    name = _free(context.facts)
    yield Offer(
        id=_NAME,
        title=f"Put what stages {shared.first.label} and {shared.second.label} both begin with into {name}",
        span=shared.second.from_.span,
        safety=Safety.SAFE,
        note="",
        build=partial(build, context.facts.file, shared, name),
        disabled="a stage is used by its number, which would be another" if by_number else None,
    )


def _shared(facts: Facts) -> Shared | None:
    for first, second in combinations(facts.stages, 2):
        if first.parent is not None or second.parent is not None or _from(first) != _from(second):
            continue
        pairs = zip(first.instructions, second.instructions, strict=False)
        same = list(takewhile(_alike, pairs))
        if len(same) >= _FEWEST and any(isinstance(pair[0].node, _WORK) for pair in same):
            return Shared(first, second, len(same))
    return None


def _alike(pair: tuple[Placed[Instruction], Placed[Instruction]]) -> bool:
    first, second = pair
    return first.node.text.strip() == second.node.text.strip() and first.node.escape == second.node.escape


def _from(stage: Stage) -> tuple[str, ...]:
    """What FROM says but for the name."""
    node = stage.from_.node
    return (*(flag.text for flag in node.flags), node.image.raw if node.image is not None else "")


def _free(facts: Facts) -> str:
    taken = {stage.name for stage in facts.stages}
    names = ("base", "shared", *(f"base-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def build(file: File, shared: Shared, name: str) -> Change:
    """The new stage above the first; both begin with `FROM` it."""
    first, second, length = shared
    end_of_line = line_end(file)
    node = first.from_.node
    image = node.image.span.end if node.image is not None else node.span.end
    head = Span(node.span.start, image).of(node.text)
    common = "".join(_with_blanks(file, block(file, placed)).of(file.text) for placed in first.instructions[:length])
    lines = f"{head} {keyword(first.from_, 'AS')} {name}{end_of_line}{ended(common, end_of_line)}{end_of_line}"
    edits: list[Edit] = [insert(block(file, first.from_).start, lines)]
    edits.extend(delete(_with_blanks(file, block(file, placed))) for placed in first.instructions[:length])
    for mine, other in zip(second.instructions[:length], first.instructions[:length], strict=True):
        same = _comments(file, mine) == _comments(file, other)
        edits.append(delete(_with_blanks(file, block(file, mine)) if same else Span(mine.at, mine.end)))
    for stage in (first, second):
        own = stage.from_.node
        last = own.image.span.end if own.image is not None else own.span.end
        begin = own.flags[0].span.start if own.flags else (own.image.span.start if own.image is not None else last)
        edits.append(replace(Span(begin, last).shift(stage.from_.at), name))
    return Change(tuple(edits))


def _with_blanks(file: File, span: Span) -> Span:
    """With the blank lines above it, which would be left between FROM and what the stage goes on with."""
    start = span.start
    for item in reversed(file.items):
        if item.end == start and isinstance(item.node, Blank):
            start = item.at
    return Span(start, span.end)


def _comments(file: File, placed: Placed[Instruction]) -> list[str]:
    above = Span(block(file, placed).start, placed.at).of(file.text)
    return [line.strip() for line in above.split("\n")]


extract_shared_stage = Refactoring(
    name=_NAME,
    title="Put what two stages share into a stage of its own",
    doc="What two stages both begin with is written and built once.",
    offers=offers,
)
