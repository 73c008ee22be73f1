"""Which variables are visible where, and what they stand for.

The ARGs before the first FROM make the global scope, which FROM lines see, and
which a bare ARG in a stage takes its value from. Each stage is a scope of its own,
inside that of the stage it is based on. An ENV is visible after its instruction, an ARG
already to the next assignment of the same ARG.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from dockwright.model.variables import (
    BUILDER_ARGUMENTS,
    DEFAULT_PATH,
    Assumptions,
    BaseConfig,
    Binding,
    Kind,
    platform_values,
)
from dockwright.syntax.nodes import Arg, Assignment, Env, Instruction, Placed, Word
from dockwright.syntax.words import UNKNOWN, Lookup, Value, expand

_PATH = "PATH"


class GlobalScope:
    """The variables of FROM lines: the ARGs before the first FROM and the platform ARGs."""

    __slots__ = ("_bindings", "assumptions", "bindings")

    def __init__(
        self, instructions: Sequence[Placed[Instruction]], assumptions: Assumptions, target: str | None
    ) -> None:
        """`instructions` are those before the first FROM, `target` is the name of the last stage."""
        self.assumptions = assumptions
        self._bindings: dict[str, Binding] = {
            name: Binding(name, Kind.PLATFORM, value, unset=False)
            for name, value in platform_values(assumptions, target).items()
        }
        self.bindings: tuple[Binding, ...] = tuple(self._declare(instructions))

    def _declare(self, instructions: Sequence[Placed[Instruction]]) -> Iterator[Binding]:
        for placed in instructions:
            if not isinstance(placed.node, Arg):
                continue
            for assignment in placed.node.assignments:
                binding = self._bind(Placed(placed.at, placed.node), assignment)
                self._bindings[binding.name] = binding
                yield binding

    def _bind(self, placed: Placed[Arg], assignment: Assignment) -> Binding:
        name = assignment.key.raw
        span = placed.place(assignment.key.span)
        given = self.assumptions.arguments
        if given is not None and name in given:
            value, unset, source = given[name], False, None
        elif assignment.value is not None:
            value, unset, source = _expanded(assignment.value, placed.node.escape, self.value), False, None
        elif (source := self._bindings.get(name)) is not None:
            value, unset = source.value, source.unset
        else:
            value, unset = None, given is not None
        return Binding(
            name, Kind.GLOBAL_ARG, value, unset, placed, span, assignment.value is not None, source
        )

    def find(self, name: str) -> Binding | None:
        """What `name` is in a FROM line; None if it is not declared."""
        return self._bindings.get(name)

    def value(self, name: str) -> Value:
        """What `name` stands for in a FROM line: undeclared names are empty for certain."""
        return _value(self._bindings.get(name))

    def names(self) -> tuple[str, ...]:
        """Every name that a FROM line may use, the platform ARGs first."""
        return tuple(self._bindings)


class Scope:
    """The variables of a stage, by offset.

    Nothing is computed before the first question; then one pass over the ARGs and ENVs of the stage
    and of those it is based on.
    """

    __slots__ = ("_base", "_instructions", "_start", "_starts", "_table", "globals", "outer")

    def __init__(
        self,
        instructions: Sequence[Placed[Instruction]],
        start: int,
        outer: "Scope | None",
        global_scope: GlobalScope,
        base: BaseConfig | None,
    ) -> None:
        """`start` is where the stage's FROM ends; what is defined before (by ONBUILD in `outer`) counts from there."""
        self._instructions = instructions
        self._start = start
        self._base = base
        self.outer = outer
        self.globals = global_scope
        self._table: dict[str, list[Binding]] | None = None
        self._starts: dict[str, list[int]] = {}

    def find(self, name: str, offset: int | None = None) -> Binding | None:
        """What `name` is at `offset` of the file, at the end of the stage if None; None if it is not declared.

        The same answer as BuildKit's: PATH is always set, everything else
        that the base image may bring is not counted unless it is known.
        """
        scope: Scope | None = self
        while scope is not None:
            table = scope.built()
            found = table.get(name)
            if found is not None:
                if offset is None:
                    return found[-1]
                index = bisect_right(scope._starts[name], offset)
                if index:
                    return found[index - 1]
            root, offset, scope = scope, None, scope.outer
        return root.base_binding(name)

    def value(self, name: str, offset: int | None = None) -> Value:
        """What `name` stands for at `offset`; UNKNOWN if the base image may set it."""
        binding = self.find(name, offset)
        if binding is None and self.maybe_from_base(name):
            return UNKNOWN
        return _value(binding)

    def lookup(self, offset: int | None = None) -> Lookup:
        """`value` at a fixed place, for `words.expand`."""
        return lambda name: self.value(name, offset)

    def expand(self, word: Word, escape: str, offset: int | None = None) -> str | None:
        """The word as the builder uses it at `offset`; None if that is unknown or refused."""
        return _expanded(word, escape, self.lookup(offset))

    def maybe_from_base(self, name: str) -> bool:
        """Whether the base image, of which nothing is known, may set `name`."""
        scope = self
        while scope.outer is not None:
            scope = scope.outer
        return scope._base is None or (name in scope._base.env)

    def bindings(self) -> tuple[Binding, ...]:
        """All bindings of this stage itself, each name's in order."""
        return tuple(binding for found in self.built().values() for binding in found)

    def visible(self, offset: int | None = None) -> Mapping[str, Binding]:
        """Every binding in force at `offset`, by name."""
        result: dict[str, Binding] = {}
        scopes = [self]
        while (outer := scopes[-1].outer) is not None:
            scopes.append(outer)
        for name in (_PATH, *(scopes[-1]._base.env if scopes[-1]._base else ())):
            base = scopes[-1].base_binding(name)
            if base is not None:
                result[name] = base
        for scope in reversed(scopes):
            for name in scope.built():
                binding = self.find(name, offset)
                if binding is not None:
                    result[name] = binding
        return result

    def base_binding(self, name: str) -> Binding | None:
        """What the base image brings under that name."""
        value = self._base.env.get(name) if self._base is not None else None
        if value is not None:
            return Binding(name, Kind.BASE, value, unset=False)
        if name != _PATH:
            return None
        return Binding(name, Kind.BASE, DEFAULT_PATH if self._base is not None else None, unset=False)

    def built(self) -> dict[str, list[Binding]]:
        """The bindings of this stage by name, in order; those around it are built first, without recursion."""
        if self._table is None:
            pending: list[Scope] = []
            scope: Scope | None = self
            while scope is not None and scope._table is None:
                pending.append(scope)
                scope = scope.outer
            for scope in reversed(pending):
                scope._build()
        return self._table if self._table is not None else {}

    def _build(self) -> None:
        self._table = {}
        for placed in self._instructions:
            if isinstance(placed.node, Arg):
                self._declare(Placed(placed.at, placed.node))
            elif isinstance(placed.node, Env):
                self._set(Placed(placed.at, placed.node))

    def _add(self, binding: Binding, start: int) -> None:
        self.built().setdefault(binding.name, []).append(binding)
        self._starts.setdefault(binding.name, []).append(max(start, self._start))

    def _set(self, placed: Placed[Env]) -> None:
        escape = placed.node.escape
        found: list[Binding] = []
        for assignment in placed.node.assignments:
            name = _expanded(assignment.key, escape, self.value)
            if not name:
                continue
            value = _expanded(assignment.value, escape, self.value) if assignment.value is not None else ""
            span = placed.place(assignment.key.span)
            found.append(Binding(name, Kind.ENV, value, unset=False, placed=placed, span=span))
        for binding in found:
            self._add(binding, placed.end)

    def _declare(self, placed: Placed[Arg]) -> None:
        for assignment in placed.node.assignments:
            binding = self._bind(placed, assignment)
            self._add(binding, placed.at + assignment.span.end)

    def _bind(self, placed: Placed[Arg], assignment: Assignment) -> Binding:
        name = assignment.key.raw
        span = placed.place(assignment.key.span)
        given = self.globals.assumptions.arguments
        source: Binding | None = None
        if name in BUILDER_ARGUMENTS:
            value, unset = None, True
        elif given is not None and name in given:
            value, unset = given[name], False
        elif assignment.value is not None:
            value, unset = _expanded(assignment.value, placed.node.escape, self.value), False
        else:
            # A global ARG counts only with a value; then it wins over what the stage itself set before.
            source = self.globals.find(name)
            if source is None or source.unset or (source.value is None and not source.has_default):
                source = self.find(name) or source
            value = source.value if source is not None else None
            unset = source.unset if source is not None else given is not None and not self.maybe_from_base(name)
        return Binding(name, Kind.ARG, value, unset, placed, span, assignment.value is not None, source)


def _value(binding: Binding | None) -> Value:
    if binding is None or binding.unset:
        return None
    return UNKNOWN if binding.value is None else binding.value


def _expanded(word: Word, escape: str, lookup: Lookup) -> str | None:
    if "$" not in word.raw:
        return word.value
    return expand(word.raw, escape, lookup).value
