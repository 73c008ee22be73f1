"""All that is known of one file, derived once and shared by rules, refactorings and features."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dockwright.model.config import Config, config_of
from dockwright.model.occurrences import Occurrence, Variables, global_mentions_in, mentions_in
from dockwright.model.run_commands import RunCommand, run_commands
from dockwright.model.scopes import GlobalScope
from dockwright.model.stages import Stage, build_stages, global_scope
from dockwright.model.uses import StageUse, needed_stages, stage_uses
from dockwright.model.variables import NOTHING_ASSUMED, Assumptions, Binding
from dockwright.syntax.nodes import File, Instruction, Placed
from dockwright.text.span import Span


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of a file. What is not asked for is not computed."""

    file: File
    assumptions: Assumptions = NOTHING_ASSUMED

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in order."""
        return build_stages(self.file, self.assumptions)

    @property
    def final(self) -> Stage | None:
        """The last stage, the one that a build without `--target` makes."""
        return self.stages[-1] if self.stages else None

    @cached_property
    def scope(self) -> GlobalScope:
        """The variables of FROM lines."""
        return self.stages[0].scope.globals if self.stages else global_scope(self.file, self.assumptions)

    @cached_property
    def before(self) -> tuple[Placed[Instruction], ...]:
        """The instructions before the first FROM."""
        if not self.stages:
            return self.file.instructions
        return self.file.instructions[: self.index_at(self.stages[0].start)]

    @cached_property
    def uses(self) -> tuple[StageUse, ...]:
        """Where stages and images are used, in order."""
        return stage_uses(self.stages)

    @cached_property
    def needed(self) -> frozenset[int]:
        """The numbers of the stages that a build of the last one runs."""
        return needed_stages(self.stages, self.uses)

    @cached_property
    def _offsets(self) -> list[int]:
        return [placed.at for placed in self.file.instructions]

    def index_at(self, offset: int) -> int:
        """The index of the last instruction that begins at or before `offset`, -1 if there is none."""
        return bisect_right(self._offsets, offset) - 1

    def instruction_at(self, offset: int) -> Placed[Instruction] | None:
        """The instruction whose text, here-documents and last line end included, holds `offset`.

        At the end of a file without a last line end, the one that ends there.
        """
        index = self.index_at(offset)
        if index < 0:
            return None
        placed = self.file.instructions[index]
        if offset < placed.end or (offset == placed.end and not placed.node.text.endswith("\n")):
            return placed
        return None

    def stage_at(self, offset: int) -> Stage | None:
        """The stage in which `offset` lies: from its FROM up to the next."""
        index = bisect_right(self._starts, offset) - 1
        return self.stages[index] if index >= 0 else None

    @cached_property
    def _starts(self) -> list[int]:
        return [stage.start for stage in self.stages]

    def scoped_stage_at(self, offset: int) -> Stage | None:
        """The stage whose variables hold at `offset`: None in a FROM and before the first, where the global ones do."""
        stage = self.stage_at(offset)
        return stage if stage is not None and offset >= stage.from_.end else None

    def binding(self, name: str, offset: int) -> Binding | None:
        """What the variable `name` is at `offset`; None if it is not declared there."""
        stage = self.scoped_stage_at(offset)
        return self.scope.find(name, offset) if stage is None else stage.scope.find(name, offset)

    def is_declared(self, name: str, offset: int) -> bool:
        """Whether BuildKit would not report `name` as undefined: the base image counts with PATH only."""
        return self.binding(name, offset) is not None

    @cached_property
    def mentions(self) -> tuple[Occurrence, ...]:
        """Every use of a variable in the file, in order."""
        return tuple(self._mentions())

    def _mentions(self) -> Iterator[Occurrence]:
        for placed in self.before:
            yield from global_mentions_in(placed, self.scope)
        for stage in self.stages:
            yield from global_mentions_in(stage.from_, self.scope)
            for placed in stage.instructions:
                yield from mentions_in(placed, stage)

    @cached_property
    def undeclared(self) -> tuple[Occurrence, ...]:
        """Those of `mentions` that no ARG, ENV or image declares and the builder would replace, in order.

        Of those that a shell replaces only the names of ARGs that the stage could declare; none in an ONBUILD.
        """
        found = [
            each
            for placed in (*self.before, *(stage.from_ for stage in self.stages))
            for each in global_mentions_in(placed, self.scope)
            if each.binding is None
        ]
        for stage in self.stages:
            for index in self._undeclared_in(stage):
                found.extend(
                    each for each in mentions_in(stage.instructions[index], stage) if _is_undeclared(each, self.scope)
                )
        return tuple(sorted(found, key=_place))

    def _undeclared_in(self, stage: Stage) -> tuple[int, ...]:
        """The instructions of `stage` that use undeclared variables.

        Which these are depends on the instructions of the stage and of those
        around it alone, not on where they stand, so it is remembered by them.
        """
        nodes = tuple([placed.node for link in stage.chain for placed in (link.from_, *link.instructions)])
        key = (self.assumptions.images, tuple([placed.node for placed in self.before]), nodes)
        if self.assumptions.arguments is not None:
            return _with_undeclared(stage)
        known = _UNDECLARED.get(key)
        if known is None:
            if len(_UNDECLARED) >= _MOST_REMEMBERED:
                _UNDECLARED.clear()
            known = _UNDECLARED[key] = _with_undeclared(stage)
        return known

    def occurrences(self, name: str, offset: int) -> tuple[Occurrence, ...]:
        """Every place of the variable that `name` is at `offset`, definitions and uses, in order."""
        return Variables(self.before, self.scope, self.stages).occurrences(name, self.scoped_stage_at(offset))

    def users_of(self, stage: Stage) -> tuple[StageUse, ...]:
        """Where a stage is used."""
        return tuple(use for use in self.uses if use.target is stage)

    def config(self, stage: Stage) -> Config:
        """The image configuration at the end of a stage."""
        return config_of(stage)

    def packages(self, stage: Stage) -> tuple[RunCommand, ...]:
        """The package-manager commands of a stage, in order; each RUN is read once, whatever file it stands in."""
        return run_commands(stage)


def facts_of(file: File, assumptions: Assumptions = NOTHING_ASSUMED) -> Facts:
    """The facts of a file; computed as they are asked for."""
    return Facts(file, assumptions)


_UNDECLARED: dict[tuple[object, ...], tuple[int, ...]] = {}
"""What `_undeclared_in` has found; a cache and nothing else."""

_MOST_REMEMBERED = 2048


def _with_undeclared(stage: Stage) -> tuple[int, ...]:
    return tuple(
        index
        for index, placed in enumerate(stage.instructions)
        if any(_is_undeclared(each, stage.scope.globals) for each in mentions_in(placed, stage))
    )


def _is_undeclared(found: Occurrence, scope: GlobalScope) -> bool:
    if found.binding is not None or found.deferred:
        return False
    return not found.in_shell or scope.find(found.name) is not None


def _place(found: Occurrence) -> Span:
    return found.span
