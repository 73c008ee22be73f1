"""All places of one variable: for references, highlights and renaming.

A variable is a name in stages connected by FROM, for a child sees what its parent
sets. An ARG moreover is one build argument wherever in the file it is declared,
so all the stages that declare it, and the FROM lines, belong together.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dockwright.model.mentions import mentions_of
from dockwright.model.scopes import GlobalScope
from dockwright.model.stages import Stage
from dockwright.model.variables import Binding, Kind
from dockwright.syntax.nodes import Arg, Env, Instruction, OnBuild, Placed
from dockwright.text.span import Span


class Occurrence(NamedTuple):
    """The name of a variable at `span` of the file; `word` is the argument around it.

    `binding` is what it defines if `is_definition`, else what it stands for, None if that is not
    declared. `stage` is None before the first FROM and in FROM lines. `in_shell`: a shell replaces it,
    not the builder. `deferred`: it stands in an ONBUILD.
    """

    name: str
    span: Span
    word: Span
    binding: Binding | None
    placed: Placed[Instruction]
    stage: Stage | None
    is_definition: bool = False
    in_shell: bool = False
    deferred: bool = False


def mentions_in(placed: Placed[Instruction], stage: Stage) -> Iterator[Occurrence]:
    """The uses of variables in one instruction after the FROM of `stage`.

    In an ONBUILD the binding is what a stage based on this one would see. `placed` may be one of
    the stage's triggers.
    """
    for mention in mentions_of(placed.node):
        span = placed.place(mention.name_span)
        at = None if mention.deferred else max(span.start, stage.from_.end)
        binding = stage.scope.find(mention.name, at)
        word = placed.place(mention.word)
        yield Occurrence(
            mention.name, span, word, binding, placed, stage, in_shell=mention.in_shell, deferred=mention.deferred
        )


def global_mentions_in(placed: Placed[Instruction], scope: GlobalScope) -> Iterator[Occurrence]:
    """The uses of variables in a FROM, or in an instruction before the first FROM."""
    for mention in mentions_of(placed.node):
        span = placed.place(mention.name_span)
        word = placed.place(mention.word)
        binding = scope.find(mention.name, span.start)
        yield Occurrence(
            mention.name, span, word, binding, placed, None, in_shell=mention.in_shell, deferred=mention.deferred
        )


def definitions_in(
    placed: Placed[Instruction], bindings: Mapping[Span | None, Binding], stage: Stage | None
) -> Iterator[Occurrence]:
    """The names that one ARG or ENV, or an ONBUILD of one, defines; names with a variable in them are left out.

    `bindings` are those of the stage by the span of their name. Before the first FROM, where
    `stage` is None, an ENV is an error and defines nothing.
    """
    node = placed.node
    trigger = node.trigger if isinstance(node, OnBuild) else node
    if not isinstance(trigger, Arg if stage is None else Arg | Env):
        return
    for assignment in trigger.assignments:
        span = placed.place(assignment.key.span)
        name = assignment.key.value
        if assignment.key.span.of(node.text) == name and "$" not in name:
            deferred = trigger is not node
            yield Occurrence(name, span, span, bindings.get(span), placed, stage, is_definition=True, deferred=deferred)


class Variables(NamedTuple):
    """What a search for the places of a variable goes through."""

    before: Sequence[Placed[Instruction]]
    """The instructions before the first FROM."""
    scope: GlobalScope
    stages: Sequence[Stage]

    def occurrences(self, name: str, stage: Stage | None) -> tuple[Occurrence, ...]:
        """Every place of the variable that is called `name` in `stage`, None for a FROM line and what precedes it.

        By position. If it is declared nowhere, every place where it is used all the same.
        """
        families = self._families()
        chosen, globally = self._reach(name, stage, families)
        found = list(self._global(name)) if globally else []
        for each in self.stages:
            if families[each.index] in chosen:
                found.extend(_in_stage(name, each))
        if any(each.binding is not None or each.is_definition for each in found):
            found = [each for each in found if each.binding is not None or each.is_definition or each.deferred]
        found.sort(key=lambda each: each.span)
        return tuple(found)

    def _families(self) -> list[int]:
        """The number of the first stage that each is based on, however many steps away."""
        families: list[int] = []
        for stage in self.stages:
            families.append(stage.index if stage.parent is None else families[stage.parent.index])
        return families

    def _reach(self, name: str, stage: Stage | None, families: Sequence[int]) -> tuple[frozenset[int], bool]:
        """The families that share the variable, and whether FROM lines do."""
        declared = self.scope.find(name) is not None
        arguments = frozenset(
            families[each.index]
            for each in self.stages
            if any(binding.kind is Kind.ARG for binding in each.scope.own(name))
        )
        if stage is None:
            return (arguments, True) if declared else (frozenset(), True)
        if families[stage.index] in arguments:
            return arguments, declared
        return frozenset({families[stage.index]}), False

    def _global(self, name: str) -> Iterator[Occurrence]:
        own = {binding.span: binding for binding in self.scope.bindings}
        for placed in (*self.before, *(stage.from_ for stage in self.stages)):
            for found in definitions_in(placed, own, None):
                if found.name == name:
                    yield found
            for found in global_mentions_in(placed, self.scope):
                if found.name == name:
                    yield found


def _in_stage(name: str, stage: Stage) -> Iterator[Occurrence]:
    own = {binding.span: binding for binding in stage.scope.own(name)}
    for placed in stage.instructions:
        if name not in placed.node.text:
            continue
        for found in definitions_in(placed, own, stage):
            if found.name == name:
                yield found
        for found in mentions_in(placed, stage):
            if found.name == name:
                yield found
