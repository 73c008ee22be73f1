"""All places that name a stage: for references, highlights and renaming."""

from typing import NamedTuple

from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.uses import UseKind
from dockwright.syntax.nodes import Instruction, Placed
from dockwright.text.span import Span


class StagePlace(NamedTuple):
    """A place of a stage in the file: between the quotes, where there are some.

    `is_literal`: its name stands there, not its number or a variable. `is_base`: it is named
    in a FROM, which finds a name only in lower case.
    """

    span: Span
    is_definition: bool
    is_literal: bool
    is_base: bool


def stage_places(facts: Facts, stage: Stage) -> tuple[StagePlace, ...]:
    """Where a stage is defined, at its name or else at its FROM keyword, and where it is used; by position."""
    own = stage.name_span
    keyword = stage.from_.place(stage.from_.node.keyword.span)
    found = {StagePlace(own or keyword, is_definition=True, is_literal=own is not None, is_base=False)}
    for use in facts.users_of(stage):
        span = unquoted(facts.file.text, use.span)
        written = _joined(facts.file.text, span, use.placed)
        is_base = use.kind is UseKind.FROM
        is_literal = (written if is_base else written.lower()) == stage.name
        found.add(StagePlace(span, is_definition=False, is_literal=is_literal, is_base=is_base))
    return tuple(sorted(found))


def unquoted(text: str, span: Span) -> Span:
    """What stands between the quotes of a quoted word."""
    written = span.of(text)
    is_quoted = len(written) > 1 and written[0] == written[-1] and written[0] in "\"'"
    return Span(span.start + 1, span.end - 1) if is_quoted else span


def _joined(text: str, span: Span, placed: Placed[Instruction]) -> str:
    """The text at `span` of the file without the continuations in it."""
    parts: list[str] = []
    at = span.start
    for continuation in map(placed.place, placed.node.continuations):
        if span.encloses(continuation):
            parts.append(text[at : continuation.start])
            at = continuation.end
    return "".join((*parts, text[at : span.end]))
