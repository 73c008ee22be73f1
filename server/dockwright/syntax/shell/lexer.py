"""Shell words: where one ends, what it says without quotes, and what is expanded in it."""

import re
from dataclasses import dataclass, field

_PLAIN = re.compile(r"[^\s|&;()<>'\"\\$`]+")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_IN_DOUBLE_QUOTES = re.compile(r'[^"\\$`]+')
_ENDS_WORD = frozenset(" \t\n\r\v\f|&;()<>")


@dataclass(slots=True)
class LexedWord:
    """A word in the making.

    `end` is where it ends in the text, `substitutions` are the ranges of the
    texts inside `$(…)` and backquotes. `closed` is False if a quote or a
    substitution in it never ends.
    """

    end: int
    parts: list[str] = field(default_factory=list)
    variables: list[str] = field(default_factory=list)
    substitutions: list[tuple[int, int]] = field(default_factory=list)
    dynamic: bool = False
    quoted: bool = False
    closed: bool = True

    @property
    def value(self) -> str:
        """The word without quotes and escapes."""
        return "".join(self.parts)


def plain_end(text: str, at: int) -> int:
    """Where the plain word at `at` ends, or -1 if it has quotes, escapes or expansions in it."""
    match = _PLAIN.match(text, at)
    if match is None:
        return -1
    end = match.end()
    return end if end == len(text) or text[end] in _ENDS_WORD else -1


def lex_word(text: str, at: int) -> LexedWord:
    """The word that begins at `at`; takes at least one code point unless a delimiter stands there."""
    word = LexedWord(at)
    while word.end < len(text):
        char = text[word.end]
        if char in _ENDS_WORD:
            if char == "(" and word.end > at and text[word.end - 1] in "@?*+!=" and not _is_array(text, word.end):
                _skip_group(text, word)
                continue
            break
        if char == "'":
            _single_quoted(text, word)
        elif char == '"':
            _double_quoted(text, word)
        elif char == "\\":
            _escape(text, word)
        elif char == "$":
            _dollar(text, word)
        elif char == "`":
            _backquoted(text, word)
        else:
            match = _PLAIN.match(text, word.end)
            end = match.end() if match else word.end + 1
            word.parts.append(text[word.end : end])
            word.end = end
    return word


def _is_array(text: str, at: int) -> bool:
    """Whether `name()` is meant: a function, not an extended glob or an array value."""
    return text.startswith("()", at)


def _skip_group(text: str, word: LexedWord) -> None:
    """An extended glob `@(a|b)` or an array value `a=(1 2)` is part of its word."""
    closing = text.find(")", word.end)
    end = closing + 1 or len(text)
    word.closed = word.closed and closing >= 0
    word.parts.append(text[word.end : end])
    word.end = end


def _single_quoted(text: str, word: LexedWord) -> None:
    closing = text.find("'", word.end + 1)
    word.quoted = True
    word.closed = word.closed and closing >= 0
    end = closing if closing >= 0 else len(text)
    word.parts.append(text[word.end + 1 : end])
    word.end = min(end + 1, len(text))


def _double_quoted(text: str, word: LexedWord) -> None:
    word.quoted = True
    word.end += 1
    while word.end < len(text):
        char = text[word.end]
        if char == '"':
            word.end += 1
            return
        if char == "\\":
            follower = text[word.end + 1 : word.end + 2]
            word.parts.append(follower if follower in {'"', "\\", "$", "`"} else f"\\{follower}")
            word.end = min(word.end + 2, len(text))
        elif char == "$":
            _dollar(text, word)
        elif char == "`":
            _backquoted(text, word)
        else:
            match = _IN_DOUBLE_QUOTES.match(text, word.end)
            end = match.end() if match else word.end + 1
            word.parts.append(text[word.end : end])
            word.end = end
    word.closed = False


def _escape(text: str, word: LexedWord) -> None:
    follower = text[word.end + 1 : word.end + 2]
    word.quoted = True
    if follower != "\n":
        word.parts.append(follower)
    word.end = min(word.end + 2, len(text))


def _dollar(text: str, word: LexedWord) -> None:
    start = word.end
    if text.startswith("$((", start):
        end = text.find("))", start)
        closing = end + 2 if end >= 0 else -1
    elif text.startswith("$(", start):
        closing = matching_parenthesis(text, start + 1)
        word.substitutions.append((start + 2, closing - 1 if closing > 0 else len(text)))
    elif text.startswith("${", start):
        closing = _braces(text, start + 2, word)
    else:
        match = _NAME.match(text, start + 1)
        if match is None:
            word.parts.append("$")
            word.end = start + 1
            return
        word.variables.append(match[0])
        closing = match.end()
    word.dynamic = True
    word.closed = word.closed and closing > 0
    word.end = closing if closing > 0 else len(text)
    word.parts.append(text[start : word.end])


def _braces(text: str, at: int, word: LexedWord) -> int:
    """The end of `${…}`, -1 if it has none; notes the variables in it."""
    match = _NAME.match(text, at + 1 if text.startswith("#", at) and not text.startswith("#}", at) else at)
    if match is not None:
        word.variables.append(match[0])
    depth = 1
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif char == "}":
            depth -= 1
            if not depth:
                return at + 1
        elif text.startswith("${", at):
            depth += 1
            at += 1
            inner = _NAME.match(text, at + 1)
            if inner is not None:
                word.variables.append(inner[0])
        at += 1
    return -1


def _backquoted(text: str, word: LexedWord) -> None:
    start = word.end
    end = start + 1
    while end < len(text) and text[end] != "`":
        end += 2 if text[end] == "\\" else 1
    end = min(end, len(text))
    word.dynamic = True
    word.closed = word.closed and end < len(text)
    word.substitutions.append((start + 1, end))
    word.end = min(end + 1, len(text))
    word.parts.append(text[start : word.end])


def matching_parenthesis(text: str, at: int) -> int:
    """The offset after the `)` that closes the `(` at `at`, -1 if there is none; quotes are heeded."""
    depth = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif char == "'":
            closing = text.find("'", at + 1)
            if closing < 0:
                return -1
            at = closing
        elif char == '"':
            at = _closing_double_quote(text, at)
            if at < 0:
                return -1
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if not depth:
                return at + 1
        at += 1
    return -1


def _closing_double_quote(text: str, at: int) -> int:
    at += 1
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif char == '"':
            return at
        elif text.startswith("$(", at):
            end = matching_parenthesis(text, at + 1)
            if end < 0:
                return -1
            at = end - 1
        at += 1
    return -1
