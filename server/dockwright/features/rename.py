"""Renaming a stage, a variable or a here-document, so that the build stays the same, or saying why not."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.features.named import Kind, Named, Place, effective, named_at
from dockwright.features.snapshot import Snapshot
from dockwright.model.assigned import assigned_in
from dockwright.model.facts import Facts
from dockwright.model.mentions import mentions_of
from dockwright.model.references import parse_reference
from dockwright.model.stages import Stage
from dockwright.model.uses import UseKind
from dockwright.model.variables import BUILDER_ARGUMENTS, PLATFORM_ARGUMENTS, PROXY_ARGUMENTS
from dockwright.model.variables import Kind as VariableKind
from dockwright.rules.stage_names import NAME
from dockwright.text.edit import Edit, replace
from dockwright.text.lines import Unit
from dockwright.text.span import Span

_VARIABLE = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_DELIMITER = re.compile(r"[^\s<>\"'\\$`|&;()]+")
_RESERVED_STAGES = frozenset({"scratch", "context"})
_RESERVED_VARIABLES = frozenset({*PLATFORM_ARGUMENTS, *PROXY_ARGUMENTS, *BUILDER_ARGUMENTS, "SOURCE_DATE_EPOCH"})
_BUILDER_PREFIX = "BUILDKIT_"


class Refusal(NamedTuple):
    """Why something cannot be renamed, for the user."""

    message: str


class Renaming(NamedTuple):
    """What would be renamed: `span` is its name at the cursor."""

    span: Span
    name: str


def prepare_rename(snapshot: Snapshot, offset: int) -> Renaming | Refusal | None:
    """What can be renamed at `offset`; None where there is no name."""
    named = named_at(snapshot.facts, offset)
    if named is None:
        return None
    refusal = _unfit(snapshot, named)
    return Refusal(refusal) if refusal is not None else Renaming(named.span, named.span.of(snapshot.text))


def rename(snapshot: Snapshot, offset: int, new: str) -> tuple[Edit, ...] | Refusal | None:
    """The edits that give what has its name at `offset` the name `new`; None where there is no name."""
    named = named_at(snapshot.facts, offset)
    if named is None:
        return None
    refusal = _unfit(snapshot, named) or _clash(snapshot, named, new)
    if refusal is not None:
        return Refusal(refusal)
    return tuple(_edits(named, new))


def _edits(named: Named, new: str) -> Iterator[Edit]:
    for place in named.places:
        if place.is_literal:
            yield replace(place.span, new.lower() if place.is_base else new)


def _unfit(snapshot: Snapshot, named: Named) -> str | None:
    """Why it cannot have another name at all."""
    if named.kind is Kind.STAGE:
        return _unfit_stage(snapshot, named)
    if named.kind is Kind.VARIABLE:
        return _unfit_variable(named)
    if named.kind is Kind.HEREDOC and len(named.places) == 1:
        return f"The here-document {named.name} has no end yet"
    return None


def _unfit_stage(snapshot: Snapshot, named: Named) -> str | None:
    if not any(place.is_definition and place.is_literal for place in named.places):
        return "This stage has no name: give it one with AS first"
    for place in named.places:
        written = place.span.of(snapshot.text)
        if place.is_literal:
            continue
        if not written.lstrip("+-").isdecimal():
            return f"{written} in line {_line(snapshot, place)} means this stage too, but not by its plain name"
        if place.span == named.span:
            return f"{written} is the number of the stage: rename the stage where its name stands"
    return None


def _unfit_variable(named: Named) -> str | None:
    if _is_reserved(named.name):
        return f"{named.name} has its name from the builder"
    if not any(place.is_definition for place in named.places):
        return f"{named.name} is not set in this file"
    for each in named.occurrences:
        binding = each.binding
        while binding is not None:
            if binding.kind in {VariableKind.BASE, VariableKind.PLATFORM}:
                return f"{named.name} has its name from the base image or the builder"
            binding = binding.source
    return None


def _is_reserved(name: str) -> bool:
    return name in _RESERVED_VARIABLES or name.startswith(_BUILDER_PREFIX)


def _clash(snapshot: Snapshot, named: Named, new: str) -> str | None:
    """Why it cannot have this name."""
    if new == named.name and named.kind is not Kind.STAGE:
        return None
    if named.kind is Kind.STAGE and named.stage is not None:
        return _stage_clash(snapshot, named.stage, new)
    if named.kind is Kind.HEREDOC:
        return _heredoc_clash(snapshot, named, new)
    if not _VARIABLE.fullmatch(new):
        return f"{new!r} is no name for a variable: letters, digits and underscores, not a digit first"
    return _shell_clash(snapshot, named, new) if named.kind is Kind.SHELL else _variable_clash(snapshot, named, new)


def _stage_clash(snapshot: Snapshot, stage: Stage, new: str) -> str | None:
    name = new.lower()
    if not NAME.fullmatch(name) or parse_reference(name) is None:
        return (
            f"{new!r} is no name for a stage: a letter, then letters, digits and single dashes, dots or "
            "underscores between them"
        )
    if name in _RESERVED_STAGES:
        return f"{new} means something else to the builder"
    facts = snapshot.facts
    for other in facts.stages:
        if other is not stage and other.name == name:
            return f"Stage {other.index} is called {new} already"
    for use in facts.uses:
        text = use.user.base_text if use.kind is UseKind.FROM else use.text.lower()
        if use.target is None and text == name:
            line = snapshot.document.lines.position(use.span.start, Unit.UTF32)[0] + 1
            return f"{new} is the name of an image that line {line} uses"
    return None


def _variable_clash(snapshot: Snapshot, named: Named, new: str) -> str | None:
    if _is_reserved(new):
        return f"{new} means something to the builder"
    facts = snapshot.facts
    if _is_argument(facts, named.name) and _is_argument(facts, new):
        return f"There is an ARG {new} already"
    for each in named.occurrences:
        offset = each.span.start
        if facts.occurrences(new, offset) or facts.binding(new, offset) is not None:
            return f"{new} is used already where {named.name} is"
        if each.in_shell and any(found.name == new for found in assigned_in(each.placed.node)):
            line = snapshot.document.lines.position(offset, Unit.UTF32)[0] + 1
            return f"A command in line {line} sets {new} already"
    return None


def _is_argument(facts: Facts, name: str) -> bool:
    if any(binding.name == name for binding in facts.scope.bindings):
        return True
    return any(binding.kind is VariableKind.ARG for stage in facts.stages for binding in stage.scope.own(name))


def _shell_clash(snapshot: Snapshot, named: Named, new: str) -> str | None:
    placed = snapshot.facts.instruction_at(named.span.start)
    if placed is None:
        return None
    used = {each.name for each in (*mentions_of(placed.node), *assigned_in(placed.node))}
    taken = new in used or snapshot.facts.binding(new, named.span.start) is not None
    return f"{new} is used already where {named.name} is" if taken else None


def _heredoc_clash(snapshot: Snapshot, named: Named, new: str) -> str | None:
    if not _DELIMITER.fullmatch(new):
        return f"{new!r} cannot end a here-document: no blanks, quotes or signs of the shell"
    placed = snapshot.facts.instruction_at(named.span.start)
    if placed is None:
        return None
    inner = effective(placed)
    spans = {place.span for place in named.places}
    for document in inner.node.heredocs:
        is_this = document.terminator is not None and inner.place(document.terminator) in spans
        lines = document.content.replace("\r", "").split("\n")
        if is_this and any((line.lstrip("\t") if document.chomp else line) == new for line in lines):
            return f"A line of the here-document is {new} already, and would end it"
    return None


def _line(snapshot: Snapshot, place: Place) -> int:
    return snapshot.document.lines.position(place.span.start, Unit.UTF32)[0] + 1
