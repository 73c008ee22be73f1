"""What has a name under the cursor (a stage, a variable, a here-document) and all places of that name.

Definition, references, highlights, renaming and linked editing answer from this.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from dockwright.model.assigned import assigned_in
from dockwright.model.facts import Facts
from dockwright.model.mentions import mentions_of
from dockwright.model.occurrences import Occurrence, definitions_in, global_mentions_in, mentions_in
from dockwright.model.stage_names import stage_places, unquoted
from dockwright.model.stages import Stage
from dockwright.model.variables import Binding
from dockwright.syntax.nodes import Arg, Env, Heredoc, Instruction, OnBuild, Placed
from dockwright.text.span import Span

_BEFORE_NAME = re.compile(r"\$\{?$")
_LONGEST_BEFORE = len("${")
_HEREDOC_NAME = re.compile(r"""[0-9]*<<-?[\t\n\f\r ]*["']?(?P<name>[^"']*)""")


class Kind(Enum):
    """What has the name. SHELL is a variable that only the commands of one instruction know."""

    STAGE = "stage"
    VARIABLE = "variable"
    SHELL = "shell"
    HEREDOC = "heredoc"


class Place(NamedTuple):
    """One place of a name in the file.

    `is_write`: it gets its meaning there. `is_definition`: by the Dockerfile itself, not by a shell.
    `is_literal`: the name stands there as it is and not by number or through a variable. `is_base`: a FROM names a
    stage there.
    """

    span: Span
    is_write: bool = False
    is_definition: bool = False
    is_literal: bool = True
    is_base: bool = False


class Named(NamedTuple):
    """The thing under the cursor: the name stands at `span`, `places` are by position.

    `binding` is what a variable is at the cursor, `stage` the stage if it is one.
    """

    kind: Kind
    name: str
    span: Span
    places: tuple[Place, ...]
    stage: Stage | None = None
    binding: Binding | None = None
    occurrences: tuple[Occurrence, ...] = ()

    @property
    def definitions(self) -> tuple[Place, ...]:
        """Where it is defined."""
        return tuple(place for place in self.places if place.is_definition)


def effective(placed: Placed[Instruction]) -> Placed[Instruction]:
    """The instruction itself, for an ONBUILD the one that it holds."""
    node = placed.node
    return Placed(placed.at, node.trigger) if isinstance(node, OnBuild) and node.trigger is not None else placed


def named_at(facts: Facts, offset: int) -> Named | None:
    """What has its name at `offset`."""
    placed = facts.instruction_at(offset)
    if placed is None:
        return None
    # A variable may be a part of the text that names a stage: it is the smaller of the two.
    return _variable(facts, placed, offset) or _stage(facts, offset) or _heredoc(placed, offset)


def _stage(facts: Facts, offset: int) -> Named | None:
    for stage in facts.stages:
        span = stage.name_span
        if span is not None and span.holds(offset):
            return _named_stage(facts, stage, span)
    for use in facts.uses:
        if use.target is not None and use.span.holds(offset):
            return _named_stage(facts, use.target, unquoted(facts.file.text, use.span))
    return None


def _named_stage(facts: Facts, stage: Stage, span: Span) -> Named:
    places = tuple(
        Place(each.span, each.is_definition, each.is_definition, each.is_literal, each.is_base)
        for each in stage_places(facts, stage)
    )
    return Named(Kind.STAGE, stage.label, span, places, stage)


def _variable(facts: Facts, placed: Placed[Instruction], offset: int) -> Named | None:
    for found in variables_in(facts, placed):
        if _around(facts, found.span).holds(offset):
            return _named_variable(facts, placed, found)
    for assigned in assigned_in(placed.node):
        span = placed.place(assigned.span)
        if span.holds(offset):
            return _assigned_variable(facts, placed, assigned.name, span)
    return None


def _around(facts: Facts, span: Span) -> Span:
    """A name with the `$` or `${` before it."""
    before = _BEFORE_NAME.search(facts.file.text[max(0, span.start - _LONGEST_BEFORE) : span.start])
    return Span(span.start - len(before[0]), span.end) if before is not None else span


def variables_in(facts: Facts, placed: Placed[Instruction]) -> Iterator[Occurrence]:
    """The variables that an instruction of the file defines and uses."""
    stage = facts.scoped_stage_at(placed.at)
    if stage is None:
        yield from definitions_in(placed, {binding.span: binding for binding in facts.scope.bindings}, None)
        yield from global_mentions_in(placed, facts.scope)
        return
    if isinstance(effective(placed).node, Arg | Env):
        own = {binding.span: binding for binding in stage.scope.bindings()}
        yield from definitions_in(placed, own, stage)
    yield from mentions_in(placed, stage)


def _named_variable(facts: Facts, placed: Placed[Instruction], found: Occurrence) -> Named:
    name = found.name
    if found.in_shell and found.binding is None and any(each.name == name for each in assigned_in(placed.node)):
        return _shell_variable(placed, name, found.span)
    occurrences = facts.occurrences(name, found.span.start)
    places = {Place(each.span, each.is_definition, each.is_definition) for each in occurrences}
    for each in {each.placed for each in occurrences if each.in_shell}:
        places.update(_assigned(each, name))
    ordered = tuple(sorted(places))
    return Named(Kind.VARIABLE, name, found.span, ordered, binding=found.binding, occurrences=occurrences)


def _assigned_variable(facts: Facts, placed: Placed[Instruction], name: str, span: Span) -> Named:
    """The variable that a command sets: that of the file if the instruction uses that too."""
    for found in variables_in(facts, placed):
        if found.name == name and found.binding is not None:
            return _named_variable(facts, placed, found)._replace(span=span)
    return _shell_variable(placed, name, span)


def _assigned(placed: Placed[Instruction], name: str) -> Iterator[Place]:
    for assigned in assigned_in(placed.node):
        if assigned.name == name:
            yield Place(placed.place(assigned.span), is_write=True)


def _shell_variable(placed: Placed[Instruction], name: str, span: Span) -> Named:
    """A variable of the commands of one instruction."""
    places = set(_assigned(placed, name))
    places.update(Place(placed.place(each.name_span)) for each in mentions_of(placed.node) if each.name == name)
    return Named(Kind.SHELL, name, span, tuple(sorted(places)))


def _heredoc(placed: Placed[Instruction], offset: int) -> Named | None:
    placed = effective(placed)
    for document in placed.node.heredocs:
        opener = placed.place(heredoc_name(placed.node, document))
        closing = placed.place(document.terminator) if document.terminator is not None else None
        places = [Place(opener, is_write=True, is_definition=True)]
        if closing is not None:
            places.append(Place(closing))
        if placed.place(document.opener).holds(offset):
            return Named(Kind.HEREDOC, document.name, opener, tuple(places))
        if closing is not None and closing.holds(offset):
            return Named(Kind.HEREDOC, document.name, closing, tuple(places))
    return None


def heredoc_name(node: Instruction, document: Heredoc) -> Span:
    """Where the name stands in the opener: without `<<`, `-` and quotes."""
    match = _HEREDOC_NAME.match(node.text, *document.opener)
    return Span(*match.span("name")) if match is not None else document.opener
