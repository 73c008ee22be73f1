"""Where a command of the shell gives a variable its value: `x=1`, `export x=1`, `read x`, `for x in …`."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.syntax.nodes import Instruction, OnBuild, Run
from dockwright.syntax.shell.nodes import Command, Script
from dockwright.text.span import Span

_NAME = r"[A-Za-z_]\w*"
_ASSIGNMENT = re.compile(rf"({_NAME})(?:\+?=|$)", re.ASCII)
_LOOP = re.compile(rf"(?:(?<=[\s;&|(])|^)for\s+({_NAME})(?=\s)", re.ASCII)
_DECLARING = frozenset({"export", "readonly", "declare", "typeset", "local", "unset", "read"})


class Assigned(NamedTuple):
    """A variable's name where a shell sets it; the span is relative to the instruction's text."""

    name: str
    span: Span


@lru_cache(maxsize=1024)
def assigned_in(node: Instruction) -> tuple[Assigned, ...]:
    """Every name that the commands of a RUN set for themselves, in the order of the text."""
    if isinstance(node, OnBuild):
        return assigned_in(node.trigger) if node.trigger is not None else ()
    if not isinstance(node, Run):
        return ()
    found = [each for script in node.scripts for each in _in_script(node.text, script)]
    return tuple(sorted(set(found), key=lambda each: each.span))


def _in_script(text: str, script: Script) -> Iterator[Assigned]:
    for command in script.commands:
        yield from _in_command(text, command)
    if "for" in script.text:
        for match in _LOOP.finditer(text, *script.span):
            yield Assigned(match[1], Span(*match.span(1)))


def _in_command(text: str, command: Command) -> Iterator[Assigned]:
    words = [*command.assignments]
    if command.name in _DECLARING:
        words.extend(command.arguments)
    for word in words:
        match = _ASSIGNMENT.match(text, *word.span)
        if match is not None:
            yield Assigned(match[1], Span(*match.span(1)))
