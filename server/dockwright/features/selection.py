"""Selection ranges: from the word at the cursor outwards to argument, instruction, stage and file."""

import re
from collections.abc import Iterator

from dockwright.features.extents import extent, stage_extent
from dockwright.features.named import effective
from dockwright.features.snapshot import Snapshot
from dockwright.syntax.nodes import (
    Arg,
    Cmd,
    Comment,
    Entrypoint,
    Env,
    Healthcheck,
    Instruction,
    Label,
    Placed,
    Run,
    Word,
)
from dockwright.syntax.shell.nodes import Script
from dockwright.text.span import Span

_WORD = re.compile(r"\w+")


def selections(snapshot: Snapshot, offset: int) -> tuple[Span, ...]:
    """The spans around `offset`, the innermost first; each lies in the next."""
    whole = Span(0, len(snapshot.text))
    offset = min(max(0, offset), whole.end)
    found = sorted(
        {span for span in _around(snapshot, offset) if span.holds(offset) and span.start < span.end}, key=_size
    )
    chain: list[Span] = []
    for span in found:
        if not chain or (span.encloses(chain[-1]) and span != chain[-1]):
            chain.append(span)
    if not chain or chain[-1] != whole:
        chain.append(whole)
    return tuple(chain)


def _size(span: Span) -> tuple[int, int]:
    return span.end - span.start, span.start


def _around(snapshot: Snapshot, offset: int) -> Iterator[Span]:
    text = snapshot.text
    lines = snapshot.document.lines
    line = lines.line_of(offset)
    start = lines.starts[line]
    yield from (Span(*match.span()) for match in _WORD.finditer(text, start, lines.content_end(line)))
    placed = snapshot.facts.instruction_at(offset)
    if placed is not None:
        yield from _instruction(placed)
        inner = effective(placed)
        yield from map(inner.place, _parts(inner.node))
    else:
        yield from _comment(snapshot, offset)
    stage = snapshot.facts.stage_at(offset)
    if stage is not None:
        yield stage_extent(stage)


def _comment(snapshot: Snapshot, offset: int) -> Iterator[Span]:
    """The comment and the block of comments that it belongs to."""
    block: Span | None = None
    for item in snapshot.facts.file.items:
        if isinstance(item.node, Comment):
            block = Span(block.start if block is not None else item.span.start, item.span.end)
            if item.span.holds(offset):
                yield item.span
            continue
        if block is not None:
            yield block
        block = None
        if item.at > offset:
            return
    if block is not None:
        yield block


def _instruction(placed: Placed[Instruction]) -> Iterator[Span]:
    yield extent(placed)
    inner = effective(placed)
    if inner.node is not placed.node:
        yield extent(inner)


def _parts(node: Instruction) -> Iterator[Span]:
    """The parts of an instruction, relative to its text."""
    yield node.keyword.span
    yield node.rest.span
    for flag in node.flags:
        yield flag.span
        yield flag.name_span
        yield from (field.span for field in flag.fields)
        yield from (field.value_span for field in flag.fields)
        if flag.value is not None:
            yield from _word(flag.value)
    for word in node.arguments:
        yield from _word(word)
    if isinstance(node, Arg | Env | Label):
        for assignment in node.assignments:
            yield assignment.span
            yield from _word(assignment.key)
            if assignment.value is not None:
                yield from _word(assignment.value)
    for document in node.heredocs:
        yield document.opener
        yield document.body
        if document.terminator is not None:
            yield Span(document.body.start, document.terminator.end)
    yield from _commands(node)


def _word(word: Word) -> Iterator[Span]:
    yield word.span
    yield from (found.span for found in word.substitutions)


def _commands(node: Instruction) -> Iterator[Span]:
    scripts: tuple[Script, ...] = ()
    if isinstance(node, Run):
        scripts = node.scripts
        if node.command is not None:
            yield node.command.span
    elif isinstance(node, Cmd | Entrypoint | Healthcheck) and node.command is not None:
        yield node.command.span
        scripts = (node.command.script,) if node.command.script is not None else ()
    for script in scripts:
        for command in script.commands:
            yield command.span
            yield from (word.span for word in (*command.words, *command.assignments))
            yield from (redirection.span for redirection in command.redirections)
