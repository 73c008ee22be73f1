"""Comments behind an instruction, which the language does not have."""

import re

from dockwright.rules.key_values import tokens
from dockwright.rules.lines import line_end
from dockwright.rules.model import Fix
from dockwright.syntax.nodes import (
    Arg,
    Env,
    Expose,
    From,
    Healthcheck,
    Instruction,
    Label,
    Shell,
    StopSignal,
    Transfer,
    User,
    Volume,
    Word,
    Workdir,
)
from dockwright.text.edit import delete, insert
from dockwright.text.span import Span

_HASH = re.compile(r"(?<=[ \t])#(?:[ \t]|\Z|\w)")
_AFTER_ARRAY = re.compile(r"\][ \t]+#")


def comment_start(instruction: Instruction) -> int | None:
    """Where what looks like a comment begins, relative to the instruction; None without one."""
    if "#" not in instruction.text:
        return None
    match instruction:
        case From() | Expose():
            return _first(instruction.arguments[1:])
        case Transfer() | Volume() if not instruction.json:
            return _first(instruction.arguments[1:])
        case Env() | Label() | Arg():
            found = [token.span for token in tokens(instruction)[1:] if token.text.startswith("#")]
            return found[0].start if found else None
        case StopSignal() | User() | Workdir():
            return _in_value(instruction.rest)
        case Shell():
            match_ = _AFTER_ARRAY.search(instruction.rest.raw)
            return instruction.text.find("#", instruction.rest.span.start + match_.start()) if match_ else None
        case Healthcheck() if instruction.command is not None and instruction.kind is not None:
            is_none = instruction.kind.raw.upper() == "NONE" and instruction.command.text.startswith("#")
            return instruction.command.span.start if is_none else None
        case _:
            return None


def _first(words: tuple[Word, ...]) -> int | None:
    return next((word.span.start for word in words if word.raw.startswith("#")), None)


def _in_value(word: Word) -> int | None:
    """In a value that is all the rest of the line."""
    found = _HASH.search(word.raw)
    if found is None or "'" in word.raw[: found.start()] or '"' in word.raw[: found.start()]:
        return None
    is_plain = len(word.raw) == word.span.end - word.span.start
    return word.span.start + found.start() if is_plain else None


def comment_span(instruction: Instruction, start: int) -> Span:
    """From the `#` to the end of the instruction."""
    return Span(start, max(start, instruction.rest.span.end))


def move_above(instruction: Instruction, span: Span) -> tuple[Fix, ...]:
    """The fix that makes it a comment line above the instruction; none if it goes over several lines."""
    text = instruction.text
    comment = span.of(text)
    start = span.start
    while text[start - 1 : start] in {" ", "\t"}:
        start -= 1
    if "\n" in comment or "\n" in text[start : span.start] or instruction.span.start >= span.start:
        return ()
    indent = text[: instruction.span.start]
    above = insert(0, f"{indent}{comment}{line_end(text)}")
    return (Fix("Move the comment above", (above, delete(Span(start, span.end)))),)
