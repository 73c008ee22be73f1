"""Whether blanks at the starts of continuation lines only stand between words, so that their number means nothing."""

import re
from collections.abc import Collection, Sequence

from dockwright.syntax.blanks import UNICODE
from dockwright.syntax.logical import Logical
from dockwright.syntax.nodes import (
    Add,
    Arg,
    Cmd,
    CommandForm,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Instruction,
    Label,
    OnBuild,
    Run,
    Shell,
    Volume,
)
from dockwright.text.span import Span

_BLANKS = frozenset(" \t")
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_UNREADABLE = re.compile(r"\bcase\b|(?<![^ \t;&|(])#")
"""A `)` of a `case` closes nothing, and a comment swallows the rest of the joined line: too odd to touch."""
_IN_CODE = re.compile(r"[^\\'\"`$()]++|\$(?:['({]|(?!['({]))|\\.?|.", re.DOTALL)
_IN_DOUBLE = re.compile(r"[^\\\"`$]++|\$(?:[({]|(?![({]))|\\.?|.", re.DOTALL)
_IN_SINGLE = re.compile(r"[^']++|.", re.DOTALL)
_IN_ANSI = re.compile(r"[^'\\]++|\\.?|.", re.DOTALL)
_IN_BRACES = re.compile(r"[^\\'\"`$}]++|\$(?:['({]|(?!['({]))|\\.?|.", re.DOTALL)
_EXPANSIONS = {"$(": ")", "${": "}", "`": "`"}
_ALL = {**_EXPANSIONS, "(": ")", "'": "'", '"': '"', "$'": "$'"}
_NONE: dict[str, str] = {}
_STATES = {
    "": (_IN_CODE, _ALL),
    ")": (_IN_CODE, _ALL),
    "`": (_IN_CODE, _ALL),
    '"': (_IN_DOUBLE, _EXPANSIONS),
    "'": (_IN_SINGLE, _NONE),
    "$'": (_IN_ANSI, _NONE),
    "}": (_IN_BRACES, _ALL),
}
"""What the scanner is in, by what ends it: its tokens, and those that begin something inside it."""
_CODE = frozenset({"", ")", "`"})


def only_separates(node: Instruction, logical: Logical, *, is_posix: bool) -> bool:
    """Whether every line of `logical`, the lines of `node`, begins between two words of it.

    `is_posix` tells whether a POSIX shell reads its shell form: of others nothing is known.
    """
    text = logical.text
    lines = logical.pieces[1:]
    if any(start and not _BLANKS & {*text[start - 1 : start + 1]} for start, _ in lines if start < len(text)):
        return False
    sources = [source for _, source in lines]
    while isinstance(node, OnBuild):
        if node.trigger is None:
            return False
        node = node.trigger
    if any(_is_inside(flag.span, sources) for flag in node.flags):
        return False
    head = node.flags[-1].span.end if node.flags else node.keyword.span.end
    return _by_kind(node, logical, [line for line in lines if line[1] >= head], is_posix=is_posix)


def _is_inside(span: Span, offsets: Sequence[int]) -> bool:
    return any(span.start < offset < span.end for offset in offsets)


def _by_kind(node: Instruction, logical: Logical, lines: Sequence[tuple[int, int]], *, is_posix: bool) -> bool:
    offsets = [start for start, _ in lines]
    match node:
        case Env() | Label() | Arg():
            sources = [source for _, source in lines]
            return not node.problems and not any(_is_inside(pair.span, sources) for pair in node.assignments)
        case From() | Expose():
            return True
        case Copy() | Add() | Volume():
            return not node.json or _between_strings(logical.text, node.rest.raw, offsets)
        case Run() | Cmd() | Entrypoint() | Shell() | Healthcheck():
            return node.command is not None and _in_command(logical.text, node.command, offsets, is_posix=is_posix)
        case _:
            return False


def _in_command(text: str, command: CommandForm, offsets: Sequence[int], *, is_posix: bool) -> bool:
    if command.is_exec:
        return _between_strings(text, command.text, offsets)
    return is_posix and is_unquoted(command.text, [offset - _start(text, command.text) for offset in offsets])


def _start(text: str, end: str) -> int:
    """Where `end`, the last part of the joined line, begins in it."""
    return len(text.rstrip(UNICODE)) - len(end)


def _between_strings(text: str, array: str, offsets: Sequence[int]) -> bool:
    start = _start(text, array)
    strings = [Span(*match.span()).shift(start) for match in _JSON_STRING.finditer(array)]
    return not any(_is_inside(span, offsets) for span in strings)


def is_unquoted(script: str, offsets: Collection[int]) -> bool:
    """Whether a shell reads all of `offsets` as places in commands, outside of quotes and `${…}`; False if unsure.

    Commands inside double quotes, `"$(…)"`, count as quoted: what stands between quotes is kept to the byte.
    """
    if _UNREADABLE.search(script):
        return False
    found = 0
    pending = sorted({offset for offset in offsets if 0 < offset < len(script)})
    around = [""]
    at = 0
    while at < len(script):
        state = around[-1]
        tokens, opens = _STATES[state]
        token = tokens.match(script, at)
        end = token.end() if token is not None else at + 1
        while found < len(pending) and pending[found] < end:
            if not _CODE.issuperset(around) or (pending[found] != at and script[at] in "\\$"):
                return False
            found += 1
        text = script[at:end]
        at = end
        if text == state[-1:] and state:
            around.pop()
        elif text in opens:
            around.append(opens[text])
    return len(around) == 1
