"""Formatting of a whole file and of a part of it."""

import re
from functools import lru_cache

from dockwright.features.formatting.casing import cased, is_lower
from dockwright.features.formatting.continuation import aligned
from dockwright.features.formatting.lines import between_stages, final_lines, is_unended, trailing_blanks
from dockwright.features.formatting.options import FormattingOptions
from dockwright.features.formatting.spacing import is_indented_style, spaced, unindented
from dockwright.model.facts import Facts, facts_of
from dockwright.syntax.nodes import Comment, File, Instruction, OnBuild, Unknown
from dockwright.syntax.parser import parse
from dockwright.text.compose import Composition
from dockwright.text.edit import Edit, apply, ordered
from dockwright.text.span import Span

DEFAULT_OPTIONS = FormattingOptions()
_LONE_RETURN = re.compile(r"\r(?!\n)")
_ROUNDS = 5
_POSIX = frozenset({"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD"})


def format_document(facts: Facts, options: FormattingOptions = DEFAULT_OPTIONS) -> tuple[Edit, ...]:
    """The edits, by position, that format the whole file; none if there is nothing to do.

    Below a here-document that has no end yet nothing is touched, for all of it may belong to that.
    """
    edits = _edits(facts, options)
    if not edits or not _is_odd(facts.file):
        return edits
    composition = Composition(facts.file.text)
    for _ in range(_ROUNDS):
        composition.then(edits)
        edits = _edits(facts_of(parse(composition.text)), options)
        if not edits:
            break
    return composition.edits()


def _is_odd(file: File) -> bool:
    """Whether once may not be enough.

    A carriage return that ends no line may come to do so, and where an indented instruction
    is moved its other lines count from elsewhere.
    """
    if any(node.continuations and node.keyword.span.start > 0 for _, node in file.instructions):
        return True
    return _LONE_RETURN.search(file.text) is not None


def _edits(facts: Facts, options: FormattingOptions) -> tuple[Edit, ...]:
    file = facts.file
    to_lower, keeps_indent = is_lower(file), is_indented_style(file)
    edits: list[Edit] = []
    for at, node in file.instructions:
        is_posix = bool(node.continuations) and node.name in _POSIX and _is_posix(facts, at)
        local = _of_instruction(node, options, to_lower=to_lower, keeps_indent=keeps_indent, is_posix=is_posix)
        edits.extend(edit.shift(at) for edit in local)
    edits.extend(between_stages(file))
    final = final_lines(file, options)
    if options.trim_trailing_whitespace:
        # The lines that are taken away at the end need no trimming.
        end = final[0].span.start if final else len(file.text) + 1
        edits.extend(edit for edit in trailing_blanks(file) if edit.span.end <= end)
    limit = _limit(file)
    return ordered(edit for edit in (*edits, *final) if edit.span.end <= limit)


def format_range(facts: Facts, span: Span, options: FormattingOptions = DEFAULT_OPTIONS) -> tuple[Edit, ...]:
    """The edits of `format_document` on the lines that `span` meets; an instruction is taken whole or not at all."""
    text = facts.file.text
    start = text.rfind("\n", 0, span.start) + 1
    end = max(span.end, start + 1)
    if text[end - 1 : end] != "\n":
        end = text.find("\n", end) + 1 or len(text)
    for placed in facts.file.items:
        if not isinstance(placed.node, Comment) and placed.at < end and start < placed.end:
            start, end = min(start, placed.at), max(end, placed.end)
    limit = Span(start, end)
    # An insertion at the end belongs to the next line, unless there is none.
    return tuple(
        edit
        for edit in format_document(facts, options)
        if limit.encloses(edit.span) and (edit.span.start < end or end == len(text))
    )


def format_text(text: str, options: FormattingOptions = DEFAULT_OPTIONS) -> str:
    """`text`, formatted."""
    return apply(text, format_document(facts_of(parse(text)), options))


def _limit(file: File) -> int:
    """The offset up to which it is certain what is what."""
    return next((at for at, node in file.instructions if node.heredocs and is_unended(node)), len(file.text))


def _is_posix(facts: Facts, at: int) -> bool:
    """Whether a POSIX shell reads the shell forms at `at`."""
    stage = facts.stage_at(at)
    return stage is not None and stage.state_at(at).is_posix


@lru_cache(maxsize=4096)
def _of_instruction(
    node: Instruction, options: FormattingOptions, *, to_lower: bool, keeps_indent: bool, is_posix: bool
) -> tuple[Edit, ...]:
    """The edits of one instruction, relative to its text; remembered, as the instruction itself is."""
    if isinstance(node, Unknown) or (isinstance(node, OnBuild) and isinstance(node.trigger, Unknown)):
        return ()
    head = [*unindented(node, keeps_indent=keeps_indent), *cased(node, to_lower=to_lower), *spaced(node)]
    return (*head, *aligned(node, head, options, is_posix=is_posix))
