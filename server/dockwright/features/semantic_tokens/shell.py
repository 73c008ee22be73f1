"""The tokens of shell text, where it stands in the instruction.

The parser of `syntax.shell` tells which words are commands and options; one pass over the
source finds quotes, variables, operators and comments around and inside them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dockwright.features.semantic_tokens.model import Token, TokenType
from dockwright.syntax.shell.nodes import Command
from dockwright.text.span import Span

_VARIABLE = r"\$(?:[A-Za-z_][A-Za-z0-9_]*+|[0-9@*#?$!-])"
_DOLLAR = r"\$(?![A-Za-z_0-9@*\#?$!({'\"-])"
"""A dollar sign that expands nothing."""
_RESERVED = frozenset(
    {
        *("if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "case", "esac"),
        *("in", "select", "function", "time", "{", "}", "!"),
    }
)
_CODE = re.compile(
    rf"""(?P<blank>[ \t\r\n\v\f]++)
    |(?P<variable>{_VARIABLE})
    |(?P<brace>\$\{{[#!]?[A-Za-z0-9_@*]*)
    |(?P<command>\$\()
    |(?P<ansi>\$'(?:[^'\\]|\\.)*+'?)
    |(?P<single>'[^']*+'?)
    |(?P<double>\$?")
    |(?P<backquote>`)
    |(?P<operator>[0-9]*+(?:<<<|<<-?|<&|<>|<\(|<|>>|>&|>\||>\(|>)|&>>?|&&|\|\||\|&|;;&|;;|;&|[|&;(])
    |(?P<close>\))
    |(?P<comment>\#[^\n]*+)
    |(?P<plain>(?:[^ \t\r\n\v\f|&;()<>'"\\$`]|\\(?s:.)|\\\Z|{_DOLLAR})++)""",
    re.VERBOSE,
)
_DOUBLE = re.compile(
    rf"""(?P<variable>{_VARIABLE})|(?P<brace>\$\{{[#!]?[A-Za-z0-9_@*]*)|(?P<command>\$\()|(?P<backquote>`)
    |(?P<double>")|(?P<text>(?:[^"\\$`]|\\(?s:.)|\\\Z|{_DOLLAR})++)""",
    re.VERBOSE,
)
_BRACES = re.compile(
    rf"""(?P<variable>{_VARIABLE})|(?P<brace>\$\{{[#!]?[A-Za-z0-9_@*]*)|(?P<command>\$\()|(?P<backquote>`)
    |(?P<double>")|(?P<single>'[^']*+'?)|(?P<end>\}})|(?P<text>(?:[^"'\\$`}}]|\\(?s:.)|\\\Z|{_DOLLAR})++)""",
    re.VERBOSE,
)
_SINGLE = re.compile(r"(?P<closing>[^']*+'?)")
_STATES = {"": _CODE, ")": _CODE, "`": _CODE, '"': _DOUBLE, "}": _BRACES, "'": _SINGLE}
_T = TokenType


class _Known(NamedTuple):
    """What the parser says of a word: its first part, up to `end`, is of that type, None for a mere argument."""

    end: int
    type: TokenType | None


def shell_tokens(text: str, parts: Iterable[Span], commands: Iterable[Command]) -> Iterator[Token]:
    """The tokens in `parts` of `text`, in order: the pieces of one script that continuation lines separate."""
    known = _known(commands)
    around = [""]
    word = _Known(0, None)
    for part in parts:
        at = part.start
        while at < part.end:
            state = around[-1]
            match = _STATES[state].match(text, at, part.end)
            if match is None or match.end() == at:
                at += 1
                continue
            kind = match.lastgroup or ""
            if state in _CODE_STATES:
                if kind == "blank":
                    at = match.end()
                    continue
                word = known.get(at, word)
            yield from _found(text, match, kind, word)
            _enter(around, kind, match[0])
            at = match.end()


_CODE_STATES = frozenset({"", ")", "`"})


def _enter(around: list[str], kind: str, text: str) -> None:
    """Begin or end what the token begins or ends."""
    state = around[-1]
    if kind in {"brace", "command"}:
        around.append("}" if kind == "brace" else ")")
    elif kind in {"double", "backquote"}:
        mark = '"' if kind == "double" else "`"
        if state == mark:
            around.pop()
        else:
            around.append(mark)
    elif kind == "operator" and text.endswith("("):
        around.append(")")
    elif (kind == "close" and state == ")") or kind == "end" or (kind == "closing" and text.endswith("'")):
        around.pop()
    elif kind == "single" and (len(text) == 1 or not text.endswith("'")):
        around.append("'")


_PLAIN_TYPES = {
    "variable": _T.VARIABLE,
    "brace": _T.VARIABLE,
    "end": _T.VARIABLE,
    "command": _T.OPERATOR,
    "backquote": _T.OPERATOR,
    "operator": _T.OPERATOR,
    "close": _T.OPERATOR,
    "ansi": _T.STRING,
    "single": _T.STRING,
    "double": _T.STRING,
    "closing": _T.STRING,
    "comment": _T.COMMENT,
}


def _found(text: str, match: "re.Match[str]", kind: str, word: _Known) -> Iterator[Token]:
    start, end = match.span()
    if kind == "text":
        yield Token(start, end, _T.STRING)
    elif kind == "plain":
        yield from _plain(text, start, end, word)
    elif kind == "comment" and start and text[start - 1] not in " \t\n;&|(":
        return
    else:
        yield Token(start, end, _PLAIN_TYPES[kind])


def _plain(text: str, start: int, end: int, word: _Known) -> Iterator[Token]:
    if start < word.end:
        if word.type is not None:
            yield Token(start, min(end, word.end), word.type)
    elif text[start:end] in _RESERVED:
        yield Token(start, end, _T.KEYWORD)


def _known(commands: Iterable[Command]) -> dict[int, _Known]:
    found: dict[int, _Known] = {}
    for command in commands:
        for assignment in command.assignments:
            name = assignment.text.partition("=")[0]
            found[assignment.span.start] = _Known(assignment.span.start + len(name), _T.VARIABLE)
        for index, each in enumerate(command.words):
            if not index:
                found[each.span.start] = _Known(each.span.end, _T.FUNCTION)
            elif each.text.startswith("-") and len(each.text) > 1:
                length = len(each.text.partition("=")[0])
                found[each.span.start] = _Known(min(each.span.end, each.span.start + length), _T.PARAMETER)
            else:
                found[each.span.start] = _Known(each.span.end, None)
    return found
