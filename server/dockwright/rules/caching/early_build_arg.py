"""A build argument that changes with each build, above steps that take long."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.cache_map import is_argument
from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.occurrences import Occurrence, mentions_in
from dockwright.model.stages import Stage
from dockwright.rules.lines import block_start, line_end
from dockwright.rules.model import Finding, Fix, Related, Severity, rule
from dockwright.syntax.nodes import Arg, File, Instruction, Label, Placed, Run
from dockwright.text.edit import Edit, delete, insert
from dockwright.text.span import Span

_CHANGING = re.compile(
    r"build_?(?:date|time|timestamp|number|id|num)|(?:git|vcs|ci|source)?_?"
    r"(?:commit|sha|revision|rev|ref)(?:_?(?:sha|hash|id|short|ref))?|git_?(?:hash|describe|dirty|branch)|commit_?(?:date|time|tag)|ci_\w+|github_(?:sha|run_id|run_number)"
    r"|(?:image_)?created|timestamp|cache_?bust(?:er)?",
    re.IGNORECASE,
)


class _Move(NamedTuple):
    """The instructions to move, in order, and the offset of the line that they go above."""

    moved: tuple[Placed[Instruction], ...]
    to: int


@rule(Severity.INFO, on=Facts)
def early_build_arg(facts: Facts) -> Iterator[Finding]:
    """A value that changes with each build stands above expensive steps.

    Every RUN below an ARG has it among its variables, so a new commit or date runs them all again, whether they
    use it or not. Declared right above its first use, only what follows there is run again. LABELs that use it
    go along.

    ```dockerfile bad
    FROM node:22
    ARG ⟦GIT_SHA⟧
    LABEL org.opencontainers.image.revision=$GIT_SHA
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    CMD ["node", "server.js"]
    ```

    ```dockerfile fixed
    FROM node:22
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    ARG GIT_SHA
    LABEL org.opencontainers.image.revision=$GIT_SHA
    CMD ["node", "server.js"]
    ```

    Where the next RUN uses it, or nothing is seen to use it, it stays:

    ```dockerfile good
    FROM golang:1.25
    ARG GIT_SHA
    RUN go build -ldflags "-X main.commit=$GIT_SHA" .
    ```
    """
    for stage in facts.stages:
        for argument in stage.every(Arg):
            if len(argument.node.assignments) != 1:
                continue
            assignment = argument.node.assignments[0]
            if not _CHANGING.fullmatch(assignment.key.value) or not _runs_between(stage, argument.end, stage.end):
                continue
            name = assignment.key.value
            move = _move(facts.file, stage, argument, name)
            between = _runs_between(stage, argument.end, move.to) if move is not None else ()
            costly = [run for run in between if is_argument(stage, name, run.at)]
            if move is None or not costly:
                continue
            note = f"check that no RUN between reads {name} from its environment"
            yield Finding(
                argument.place(assignment.key.span),
                f"{name} changes with each build, and every RUN below it is run again: declare it above its first use",
                (Fix(f"Move {name} down", tuple(_edits(facts.file, move)), Safety.UNSAFE, note),),
                (Related(costly[0].span, "this is run again"),),
            )


def _runs_between(stage: Stage, start: int, end: int) -> tuple[Placed[Run], ...]:
    return tuple(run for run in stage.every(Run) if start <= run.at < end)


def _move(file: File, stage: Stage, argument: Placed[Arg], name: str) -> _Move | None:
    """What goes down with the ARG, and where to; None where it cannot or nothing uses it."""
    labels: list[Placed[Instruction]] = []
    first: int | None = None
    for found in _uses(stage, argument, name):
        if isinstance(found.placed.node, Label) and _only_uses(found.placed, name):
            if found.placed not in labels:
                labels.append(found.placed)
        elif first is None:
            first = found.placed.at
    if first is None and not labels:
        return None
    below = [label for label in labels if first is None or label.at < first]
    to = first if first is not None else _end_of_work(stage)
    if to <= argument.at:
        return None
    moved = (Placed[Instruction](argument.at, argument.node), *(label for label in below if label.at < to))
    return _Move(moved, block_start(file, to) if first is not None else to)


def _uses(stage: Stage, argument: Placed[Arg], name: str) -> Iterator[Occurrence]:
    """Where the stage uses what the ARG declares."""
    for placed in stage.instructions:
        if placed.at > argument.at and name in placed.node.text:
            for found in mentions_in(placed, stage):
                if found.name == name and found.binding is not None and found.binding.placed == argument:
                    yield found


def _only_uses(placed: Placed[Instruction], name: str) -> bool:
    """Whether the instruction uses no other variable: then it may stand further down."""
    used = {found.name for word in placed.node.arguments for found in word.substitutions}
    return used <= {name}


def _end_of_work(stage: Stage) -> int:
    """The offset after the last instruction that is anything but a statement of how the image runs."""
    return max((placed.end for placed in stage.instructions if placed.node.name in _WORK), default=stage.from_.end)


_WORK = frozenset({"ADD", "COPY", "RUN", "WORKDIR"})


def _edits(file: File, move: _Move) -> Iterator[Edit]:
    text = ""
    for placed in move.moved:
        start = block_start(file, placed.at)
        text += Span(start, placed.end).of(file.text)
        yield delete(Span(start, placed.end))
    if move.to == len(file.text) and not file.text.endswith("\n"):
        text = f"{line_end(file.text)}{text.rstrip()}"
    yield insert(move.to, text)
