"""Shell words: where one ends, what it says without quotes, and what is expanded in it.

The commands inside `$(…)`, backquotes and `<(…)` are not skipped but read where
they stand, by a function that the parser hands in: only a parser knows that
the `)` of a `case` pattern or a quote in a comment closes nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

Nested = Callable[[int, int, str], int]
"""Reads commands from one offset up to another, or to a closing `)` before it if that is the third argument.

Returns the offset after it; the limit if there is none.
"""

_PLAIN = re.compile(r"[^ \t\r\v\f\n|&;()<>'\"\\$`]++")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*+|[0-9@*#?$!-]")
_LENGTH_OR_INDIRECT = re.compile(r"[#!](?=[A-Za-z_0-9@*])")
_IN_DOUBLE_QUOTES = re.compile(r'[^"\\$`]++')
_IN_BRACES = re.compile(r"[^\"'\\$`}]++")
_IN_ANSI_QUOTES = re.compile(r"(?:[^'\\]|\\.)*+", re.DOTALL)
_BACKQUOTED = re.compile(r"`(?:[^`\\]|\\.)*+", re.DOTALL)
_CONTINUATION = re.compile(r"\\\r?\n")
_BLANKS = frozenset(" \t\n\r\v\f")
_IN_CONDITION = _BLANKS | {";"}
_DELIMITERS = _BLANKS | frozenset("|&;()<>")
_ESCAPED_IN_DOUBLE_QUOTES = frozenset('"\\$`')
_MAX_NESTING = 30


def _arithmetic(levels: int) -> re.Pattern[str]:
    """`((…))` with balanced parentheses inside, so many levels deep; never backtracks."""
    inner = r"[^()]*+"
    for _ in range(levels):
        inner = rf"[^()]*+(?:\({inner}\)[^()]*+)*+"
    return re.compile(rf"\(\({inner}\)\)")


ARITHMETIC = _arithmetic(4)
"""What tells `((1 + (2)))` from a subshell in a subshell."""


@dataclass(slots=True)
class LexedWord:
    """A word in the making.

    `end` is where it ends in the text. `closed` is False if a quote or a
    substitution in it never ends.
    """

    end: int
    parts: list[str] = field(default_factory=list)
    variables: list[str] = field(default_factory=list)
    dynamic: bool = False
    quoted: bool = False
    closed: bool = True

    @property
    def value(self) -> str:
        """The word without quotes and escapes."""
        return "".join(self.parts)


class WordLexer:
    """Reads the words of `text` up to `limit`; whatever nests deeper than `_MAX_NESTING` is not looked into."""

    def __init__(self, text: str, limit: int, nested: Nested, nesting: int) -> None:
        """`nesting` counts the substitutions around this text."""
        self.text = text
        self.limit = limit
        self.nested = nested
        self.nesting = nesting

    def read(self, at: int, *, in_condition: bool = False) -> LexedWord:
        """The word that begins at `at`; between `[[` and `]]`, operators do not end it."""
        text = self.text
        word = LexedWord(at)
        delimiters = _IN_CONDITION if in_condition else _DELIMITERS
        while word.end < self.limit:
            char = text[word.end]
            if char in delimiters:
                if not self._delimiter(word, char, at):
                    break
            elif char == "'":
                self._single_quoted(word)
            elif char == '"':
                word.quoted = True
                word.end = self._double_quoted(word.end + 1, word, word.parts)
            elif char == "\\":
                self._escape(word)
            elif char in "$`":
                self._expansion_part(word)
            else:
                match = _PLAIN.match(text, word.end, self.limit)
                end = match.end() if match else word.end + 1
                word.parts.append(text[word.end : end])
                word.end = end
        return word

    def _delimiter(self, word: LexedWord, char: str, start: int) -> bool:
        """Take what looks like the end of a word but belongs to it; False if it is the end."""
        before = word.end
        if char in "<>" and self.text.startswith("(", before + 1, self.limit):
            word.dynamic = True
            word.end = self._commands(before + 2, word)
        elif char == "(" and before > start and self._opens_group(start, before):
            word.end = self._group(before + 1, word)
        else:
            return False
        word.parts.append(self.text[before : word.end])
        return True

    def _opens_group(self, start: int, at: int) -> bool:
        """Whether the `(` at `at` begins an array value `a=(…)` or an extended glob `@(a|b)`, not a subshell."""
        if self.text[start:at] == "!" or self.text.startswith("()", at):
            return False
        return self.text[at - 1] in "@?*+!="

    def _single_quoted(self, word: LexedWord) -> None:
        closing = self.text.find("'", word.end + 1, self.limit)
        word.quoted = True
        word.closed = word.closed and closing >= 0
        end = closing if closing >= 0 else self.limit
        word.parts.append(self.text[word.end + 1 : end])
        word.end = min(end + 1, self.limit)

    def _escape(self, word: LexedWord) -> None:
        continuation = _CONTINUATION.match(self.text, word.end, self.limit)
        if continuation is not None:
            word.end = continuation.end()
            return
        word.quoted = True
        word.parts.append(self.text[word.end + 1 : min(word.end + 2, self.limit)])
        word.end = min(word.end + 2, self.limit)

    def _expansion_part(self, word: LexedWord) -> None:
        """`$…` or backquotes outside double quotes, where `$'…'` and `$"…"` are quotes too."""
        start = word.end
        if self.text.startswith("$'", start, self.limit):
            match = _IN_ANSI_QUOTES.match(self.text, start + 2, self.limit)
            end = match.end() if match else start + 2
            word.quoted = True
            word.closed = word.closed and end < self.limit
            word.parts.append(self.text[start + 2 : end])
            word.end = min(end + 1, self.limit)
        elif self.text.startswith('$"', start, self.limit):
            word.end = start + 1
        else:
            word.end = self._expansion(start, word, quoted=False)
            word.parts.append(self.text[start : word.end])

    def _double_quoted(self, at: int, word: LexedWord, parts: list[str]) -> int:
        """The offset after the quote that closes the one before `at`."""
        text, limit = self.text, self.limit
        while at < limit:
            char = text[at]
            start = at
            if char == '"':
                return at + 1
            if char == "\\":
                at = min(at + 2, limit)
                follower = text[start + 1 : at]
                if follower in _ESCAPED_IN_DOUBLE_QUOTES:
                    parts.append(follower)
                elif follower != "\n":
                    parts.append(text[start:at])
                continue
            if char in "$`":
                at = self._expansion(at, word, quoted=True)
            else:
                match = _IN_DOUBLE_QUOTES.match(text, at, limit)
                at = match.end() if match else at + 1
            parts.append(text[start:at])
        word.closed = False
        return limit

    def _expansion(self, at: int, word: LexedWord, *, quoted: bool) -> int:
        """The offset after what begins with the `$` or backquote at `at`; `quoted` is True in double quotes."""
        text, limit = self.text, self.limit
        if text[at] == "`":
            return self._backquoted(at, word)
        if text.startswith("$(", at, limit):
            arithmetic = ARITHMETIC.match(text, at + 1, limit)
            word.dynamic = True
            if arithmetic is None:
                return self._commands(at + 2, word)
            return self._arithmetic(at + 3, arithmetic.end(), word)
        if text.startswith("${", at, limit):
            return self._braced(at + 2, word, quoted=quoted)
        match = _NAME.match(text, at + 1, limit)
        if match is None:
            return at + 1
        word.dynamic = True
        word.variables.append(match[0])
        return match.end()

    def _commands(self, at: int, word: LexedWord) -> int:
        """The offset after the `)` that ends the commands at `at`."""
        if self.nesting >= _MAX_NESTING:
            word.closed = False
            return self.limit
        return self.nested(at, self.limit, ")")

    def _backquoted(self, at: int, word: LexedWord) -> int:
        match = _BACKQUOTED.match(self.text, at, self.limit)
        end = match.end() if match else self.limit
        word.dynamic = True
        word.closed = word.closed and end < self.limit
        if self.nesting < _MAX_NESTING:
            self.nested(at + 1, end, "")
        return min(end + 1, self.limit)

    def _arithmetic(self, at: int, end: int, word: LexedWord) -> int:
        """Note what is expanded in arithmetic; `at` is after its `((`, `end` after its `))`."""
        dollar = self.text.find("$", at, end)
        while dollar >= 0:
            at = self._expansion(dollar, word, quoted=True)
            dollar = self.text.find("$", at, end)
        return max(at, end)

    def _braced(self, at: int, word: LexedWord, *, quoted: bool) -> int:
        """The offset after the `}` of the `${` before `at`."""
        text, limit = self.text, self.limit
        word.dynamic = True
        prefix = _LENGTH_OR_INDIRECT.match(text, at, limit)
        at = prefix.end() if prefix else at
        name = _NAME.match(text, at, limit)
        if name is not None:
            word.variables.append(name[0])
            at = name.end()
        if self.nesting >= _MAX_NESTING:
            word.closed = False
            return limit
        self.nesting += 1
        while at < limit and text[at] != "}":
            at = self._in_braces(at, word, quoted=quoted)
        self.nesting -= 1
        word.closed = word.closed and at < limit
        return min(at + 1, limit)

    def _in_braces(self, at: int, word: LexedWord, *, quoted: bool) -> int:
        """The offset after one piece of the operand of `${…}`, or of a group."""
        text, limit = self.text, self.limit
        char = text[at]
        if char == "\\":
            return min(at + 2, limit)
        if char == '"':
            return self._double_quoted(at + 1, word, [])
        if char == "'" and not quoted:
            closing = text.find("'", at + 1, limit)
            word.closed = word.closed and closing >= 0
            return closing + 1 or limit
        if char in "$`":
            return self._expansion(at, word, quoted=quoted)
        match = _IN_BRACES.match(text, at, limit)
        return match.end() if match else at + 1

    def _group(self, at: int, word: LexedWord) -> int:
        """The offset after the `)` that closes the group before `at`."""
        depth = 1
        while at < self.limit:
            char = self.text[at]
            if char in "()":
                depth += 1 if char == "(" else -1
                at += 1
                if not depth:
                    return at
            elif char in "\\\"'$`":
                at = self._in_braces(at, word, quoted=False)
            else:
                at += 1
        word.closed = False
        return self.limit
