"""The outline: directives, the ARGs above the first FROM, and the stages with their instructions."""

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from dockwright.features.extents import extent, stage_extent
from dockwright.features.snapshot import Snapshot
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Arg, Directive, Env, Instruction, OnBuild, Placed, Transfer, Unknown
from dockwright.text.span import Span

_LONGEST_DETAIL = 80


class SymbolKind(Enum):
    """What a symbol is."""

    DIRECTIVE = "directive"
    STAGE = "stage"
    INSTRUCTION = "instruction"
    FILES = "files"
    VARIABLE = "variable"
    ARGUMENT = "argument"


class Symbol(NamedTuple):
    """One entry of the outline: `extent` is all of it, `span` what to select."""

    name: str
    detail: str
    kind: SymbolKind
    extent: Span
    span: Span
    children: tuple["Symbol", ...] = ()


def document_symbols(snapshot: Snapshot) -> tuple[Symbol, ...]:
    """The entries of a file, by position."""
    facts = snapshot.facts
    return (
        *(_directive(directive) for directive in facts.file.directives),
        *_instructions(facts.before),
        *(_stage(stage) for stage in facts.stages),
    )


def _directive(directive: Directive) -> Symbol:
    return Symbol(directive.name, directive.value, SymbolKind.DIRECTIVE, directive.span, directive.name_span)


def stage_label(stage: Stage) -> str:
    """What to call a stage in a list: its name as written, else what it is based on."""
    alias = stage.from_.node.alias
    if alias is not None:
        return alias.raw
    image = stage.from_.node.image
    return image.raw if image is not None else "FROM"


def _stage(stage: Stage) -> Symbol:
    node = stage.from_.node
    span = stage.name_span or stage.image_span or stage.from_.place(node.keyword.span)
    detail = f"FROM {node.image.raw}" if node.image is not None and node.alias is not None else ""
    children = tuple(_instructions(stage.instructions))
    return Symbol(stage_label(stage), detail, SymbolKind.STAGE, stage_extent(stage), span, children)


def _instructions(placed: tuple[Placed[Instruction], ...]) -> Iterator[Symbol]:
    for each in placed:
        if not isinstance(each.node, Unknown):
            yield _shifted(_instruction(each.node), each.at)


def _shifted(symbol: Symbol, by: int) -> Symbol:
    children = tuple([_shifted(child, by) for child in symbol.children]) if symbol.children else ()
    return Symbol(symbol.name, symbol.detail, symbol.kind, symbol.extent.shift(by), symbol.span.shift(by), children)


@lru_cache(maxsize=8192)
def _instruction(node: Instruction) -> Symbol:
    """The entry of an instruction as if it stood at the start of the file."""
    trigger = node.trigger if isinstance(node, OnBuild) else None
    inner = trigger or node
    name = f"{node.name} {inner.name}" if trigger is not None else node.name
    kind = SymbolKind.FILES if isinstance(inner, Transfer) else SymbolKind.INSTRUCTION
    whole = extent(Placed(0, node))
    return Symbol(name, _detail(inner), kind, whole, node.keyword.span, tuple(_variables(inner)))


def _detail(node: Instruction) -> str:
    """What stands after the keyword, on one line."""
    text = " ".join(node.rest.raw.split())
    return text if len(text) <= _LONGEST_DETAIL else f"{text[: _LONGEST_DETAIL - 1]}…"


def _variables(node: Instruction) -> Iterator[Symbol]:
    if not isinstance(node, Arg | Env):
        return
    kind = SymbolKind.ARGUMENT if isinstance(node, Arg) else SymbolKind.VARIABLE
    for assignment in node.assignments:
        name = assignment.key.value
        if name.strip():
            value = " ".join(assignment.value.raw.split()) if assignment.value is not None else ""
            yield Symbol(name, value[:_LONGEST_DETAIL], kind, assignment.span, assignment.key.span)
