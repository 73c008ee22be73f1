"""Repairs of uses of a variable that nothing defines and no name is near to."""

import re
from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.knowledge.secret_names import is_secret
from dockwright.model.facts import Facts
from dockwright.model.occurrences import Occurrence
from dockwright.rules.declare import declare
from dockwright.rules.model import Fix
from dockwright.syntax.nodes import Arg, Assignment, Env
from dockwright.text.edit import delete
from dockwright.text.span import Span

_WITH_DEFAULT = re.compile(r":?[-+?]")
_EMPTY_ENTRY = "Until now there was an empty entry, which many programs take for the working directory."
_NOT_SET = "Without the build argument the variable is not set now, where it was empty."


def undefined_fixes(facts: Facts, found: Occurrence, first: Occurrence) -> Iterator[Fix]:
    """What can be done whatever was meant."""
    text = facts.file.text
    if found.span.of(text) != found.name:
        return
    if _WITH_DEFAULT.match(text, found.span.end) and _use(text, found.span) is None:
        if not is_secret(found.name):
            yield declare(facts, found, first)
        return
    assignment = _own_assignment(found)
    use = _use(text, found.span)
    if assignment is None or assignment.value is None or use is None:
        return
    value = found.placed.place(assignment.value.span)
    key = found.placed.place(assignment.key.span)
    if isinstance(found.placed.node, Arg):
        if use.of(text) == value.of(text).strip('"'):
            yield Fix(
                f"Leave {found.name} without a default", (delete(Span(key.end, value.end)),), Safety.UNSAFE, _NOT_SET
            )
        return
    entry = _entry(text, use, value)
    if entry is not None:
        yield Fix(f"Leave {use.of(text)} out", (delete(entry),), Safety.UNSAFE, _EMPTY_ENTRY)


def _own_assignment(found: Occurrence) -> Assignment | None:
    """The assignment whose value mentions the very name that it defines."""
    node = found.placed.node
    if not isinstance(node, Arg | Env):
        return None
    at = found.span.start - found.placed.at
    for assignment in node.assignments:
        if assignment.value is not None and assignment.value.span.holds(at):
            return assignment if assignment.key.value == found.name else None
    return None


def _use(text: str, name: Span) -> Span | None:
    """`$NAME` or `${NAME}` as a whole; None for one with an operator."""
    if text[name.start - 1] == "$":
        return Span(name.start - 1, name.end)
    if text[name.start - 2 : name.start] == "${" and text[name.end : name.end + 1] == "}":
        return Span(name.start - 2, name.end + 1)
    return None


def _entry(text: str, use: Span, value: Span) -> Span | None:
    """An entry of a list with colons, with one of the colons; None if it is no whole entry, or the only one."""
    quoted = text[value.start] == text[value.end - 1] == '"'
    start, end = (value.start + 1, value.end - 1) if quoted else value
    if text[use.end : use.end + 1] == ":" and use.end < end and (use.start == start or text[use.start - 1] == ":"):
        return Span(use.start, use.end + 1)
    if use.end == end and use.start > start and text[use.start - 1] == ":":
        return Span(use.start - 1, use.end)
    return None
