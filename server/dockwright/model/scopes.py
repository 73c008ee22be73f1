"""Which variables are visible where, and what they stand for.

The ARGs before the first FROM make the global scope, which FROM lines see, and
which a bare ARG in a stage takes its value from. Each stage is a scope of its own,
inside that of the stage it is based on. An ENV is visible after its instruction, an ARG
already to the next assignment of the same ARG.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dockwright.model.expansion import expanded
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
from dockwright.syntax.words import UNKNOWN, Lookup, Value

_PATH = "PATH"
_LONGEST_VALUE = 4096
"""In code points; a longer value counts as unknown, lest `ARG a=$a$a`, repeated, fill the memory."""


class _Name(NamedTuple):
    """What a name is in one stage: `bindings[i]` from the offset `starts[i]` on."""

    starts: list[int]
    bindings: list[Binding]

    def at(self, offset: int | None) -> Binding | None:
        """The binding in force at `offset`, the last if None."""
        index = len(self.starts) if offset is None else bisect_right(self.starts, offset)
        return self.bindings[index - 1] if index else None


class GlobalScope:
    """The variables of FROM lines: the ARGs before the first FROM and the platform ARGs."""

    __slots__ = ("_named", "_platform", "assumptions", "bindings")

    def __init__(
        self, instructions: Sequence[Placed[Instruction]], assumptions: Assumptions, target: str | None
    ) -> None:
        """`instructions` are those before the first FROM, `target` is the name of the last stage."""
        self.assumptions = assumptions
        self._platform = {
            name: Binding(name, Kind.PLATFORM, value, unset=False)
            for name, value in platform_values(assumptions, target).items()
        }
        self._named: dict[str, _Name] = {}
        self.bindings: tuple[Binding, ...] = tuple(self._declare(instructions))

    def _declare(self, instructions: Sequence[Placed[Instruction]]) -> Iterator[Binding]:
        for at, node in instructions:
            if not isinstance(node, Arg):
                continue
            for assignment in node.assignments:
                binding = self._bind(Placed(at, node), assignment)
                starts, bindings = self._named.setdefault(binding.name, _Name([], []))
                starts.append(at + assignment.span.end)
                bindings.append(binding)
                yield binding

    def _bind(self, placed: Placed[Arg], assignment: Assignment) -> Binding:
        name = assignment.key.raw
        span = placed.place(assignment.key.span)
        given = self.assumptions.arguments
        source: Binding | None = None
        if given is not None and name in given:
            value, unset = given[name], False
        elif assignment.value is not None:
            value, unset = _stored(assignment.value, placed.node.escape, self.value), False
        elif (source := self.find(name)) is not None:
            value, unset = source.value, source.unset
            source = _flat(source, Kind.GLOBAL_ARG)
        else:
            value, unset = None, given is not None
        return Binding(name, Kind.GLOBAL_ARG, value, unset, placed, span, assignment.value is not None, source)

    def find(self, name: str, offset: int | None = None) -> Binding | None:
        """What `name` is at `offset`, in a FROM line if None; None if it is not declared.

        Between the ARGs before the first FROM a name means what stands above.
        """
        found = self._named.get(name)
        return (found.at(offset) if found is not None else None) or self._platform.get(name)

    def value(self, name: str) -> Value:
        """What `name` stands for in a FROM line: undeclared names are empty for certain."""
        return _value(self.find(name))

    def names(self) -> tuple[str, ...]:
        """Every name that a FROM line may use, the platform ARGs first."""
        return tuple(dict.fromkeys((*self._platform, *self._named)))


class Scope:
    """The variables of a stage, by offset.

    Nothing is computed before the first question; then one pass over the ARGs and ENVs of the stage
    and of those it is based on.
    """

    __slots__ = ("_instructions", "_start", "_table", "base", "globals", "outer")

    def __init__(
        self,
        instructions: Sequence[Placed[Instruction]],
        start: int,
        outer: "Scope | None",
        global_scope: GlobalScope,
        base: BaseConfig | None,
    ) -> None:
        """`start` is where the stage's FROM ends; what ONBUILD in `outer` defines counts from there.

        `base` is what the base image brings, None if unknown or if there is an `outer`.
        """
        self._instructions = instructions
        self._start = start
        self._table: dict[str, _Name] | None = None
        self.base = base
        self.outer = outer
        self.globals = global_scope

    def find(self, name: str, offset: int | None = None) -> Binding | None:
        """What `name` is at `offset` of the file, at the end of the stage if None; None if it is not declared.

        The same answer as BuildKit's: PATH is always set, everything else
        that the base image may bring is not counted unless it is known.
        """
        root, scope = self, self
        while scope is not None:
            named = scope.built().get(name)
            binding = named.at(offset) if named is not None else None
            if binding is not None:
                return binding
            root, offset, scope = scope, None, scope.outer
        return root.base_binding(name)

    def value(self, name: str, offset: int | None = None) -> Value:
        """What `name` stands for at `offset`; UNKNOWN if the base image may set it."""
        binding = self.find(name, offset)
        if binding is None and self.base_is_unknown:
            return UNKNOWN
        return _value(binding)

    def lookup(self, offset: int | None = None) -> Lookup:
        """`value` at a fixed place, for `words.expand`."""
        return lambda name: self.value(name, offset)

    def expand(self, word: Word, escape: str, offset: int | None = None) -> str | None:
        """The word as the builder uses it at `offset`; None if that is unknown or refused."""
        return expanded(word, escape, self.lookup(offset))

    @property
    def base_is_unknown(self) -> bool:
        """Whether the base image may set names that the file does not declare."""
        scope = self
        while scope.outer is not None:
            scope = scope.outer
        return scope.base is None

    def own(self, name: str) -> tuple[Binding, ...]:
        """What the stage itself makes of `name`, in order."""
        found = self.built().get(name)
        return tuple(found.bindings) if found is not None else ()

    def bindings(self) -> tuple[Binding, ...]:
        """All bindings of this stage itself, each name's in order."""
        return tuple(binding for found in self.built().values() for binding in found.bindings)

    def visible(self, offset: int | None = None) -> Mapping[str, Binding]:
        """Every binding in force at `offset`, by name."""
        scopes: list[Scope] = [self]
        while (outer := scopes[-1].outer) is not None:
            scopes.append(outer)
        base = scopes[-1].base
        names = dict.fromkeys((_PATH, *(base.env if base is not None else ())))
        for scope in reversed(scopes):
            names.update(dict.fromkeys(scope.built()))
        found = {name: self.find(name, offset) for name in names}
        return {name: binding for name, binding in found.items() if binding is not None}

    def base_binding(self, name: str) -> Binding | None:
        """What the base image brings under that name."""
        if self.base is not None and name in self.base.env:
            return Binding(name, Kind.BASE, self.base.env[name], unset=False)
        if name != _PATH:
            return None
        return Binding(name, Kind.BASE, DEFAULT_PATH if self.base is not None else None, unset=False)

    def built(self) -> dict[str, _Name]:
        """What the names of this stage are; the scopes around it are built first, without recursion."""
        if self._table is not None:
            return self._table
        pending: list[Scope] = []
        scope = self.outer
        while scope is not None and not scope.is_built:
            pending.append(scope)
            scope = scope.outer
        while pending:
            pending.pop().build()
        return self.build()

    @property
    def is_built(self) -> bool:
        """Whether the pass over the stage was made."""
        return self._table is not None

    def build(self) -> dict[str, _Name]:
        """Make the pass over the stage; the scope around it must have been built."""
        self._table = {}
        for placed in self._instructions:
            if isinstance(placed.node, Arg):
                self._declare(Placed(placed.at, placed.node))
            elif isinstance(placed.node, Env):
                self._set(Placed(placed.at, placed.node))
        return self._table

    def _add(self, binding: Binding, start: int) -> None:
        starts, bindings = self.built().setdefault(binding.name, _Name([], []))
        starts.append(max(start, self._start))
        bindings.append(binding)

    def _set(self, placed: Placed[Env]) -> None:
        escape = placed.node.escape
        found: list[Binding] = []
        for assignment in placed.node.assignments:
            name = expanded(assignment.key, escape, self.value)
            if not name:
                continue
            value = _stored(assignment.value, escape, self.value)
            span = placed.place(assignment.key.span)
            found.append(Binding(name, Kind.ENV, value, unset=False, placed=placed, span=span))
        for binding in found:
            self._add(binding, placed.end)

    def _declare(self, placed: Placed[Arg]) -> None:
        for assignment in placed.node.assignments:
            self._add(self._bind(placed, assignment), placed.at + assignment.span.end)

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
            value, unset = _stored(assignment.value, placed.node.escape, self.value), False
        else:
            # A global ARG counts only with a value; then it wins over what the stage itself set before.
            source = self.globals.find(name)
            if source is None or source.is_bare:
                source = self.find(name) or source
            value = source.value if source is not None else None
            unset = source.unset if source is not None else given is not None and not self.base_is_unknown
            source = _flat(source, Kind.ARG)
        return Binding(name, Kind.ARG, value, unset, placed, span, assignment.value is not None, source)


def _flat(source: Binding | None, kind: Kind) -> Binding | None:
    """Where a repeated declaration's value comes from, so that chains of them stay short."""
    return source.source if source is not None and source.kind is kind and source.source else source


def _value(binding: Binding | None) -> Value:
    if binding is None or binding.unset:
        return None
    return UNKNOWN if binding.value is None else binding.value


def _stored(word: Word | None, escape: str, lookup: Lookup) -> str | None:
    value = expanded(word, escape, lookup) if word is not None else ""
    return value if value is None or len(value) <= _LONGEST_VALUE else None
