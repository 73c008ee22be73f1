"""BuildKit's own little shell: quotes, escapes and variables in the words of an instruction.

One lexer serves four purposes, which differ in what a variable stands for
(`Lookup`), in whether quotes and escapes stay, and in what is collected on the way.
"""

import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from dockwright.syntax import patterns
from dockwright.syntax.blanks import UNICODE
from dockwright.syntax.nodes import Substitution
from dockwright.text.span import Span

_BLANKS = frozenset(UNICODE)
_SPECIAL_NAMES = frozenset("@*#?-$!0")
_MAX_NESTING = 50


@lru_cache(maxsize=64)
def _ordinary(escape: str, stop: str | None) -> re.Pattern[str]:
    """A run of characters that stand for themselves, up to a blank, a quote, a substitution or `stop`."""
    return re.compile(f"[^{re.escape(UNICODE + escape + (stop or ''))}$<'\"]+")


class Unknown(Enum):
    """The value of a variable that only the build knows."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN
Value = str | Unknown | None
Lookup = Callable[[str], Value]
"""The value of a variable: a text, None if it is not set, UNKNOWN if it may be anything."""


class LexError(ValueError):
    """A word that BuildKit refuses; `span` is where, relative to the word."""

    def __init__(self, message: str, span: Span) -> None:
        """`message` is what is wrong, without the word."""
        super().__init__(message)
        self.span = span


class Piece(NamedTuple):
    """One of the words that a text falls into, with its place."""

    text: str
    start: int
    end: int


class Lexer:
    """One pass over one text. Use an instance once."""

    def __init__(
        self, source: str, escape: str, lookup: Lookup, *, raw: bool = False, keep_variables: bool = False
    ) -> None:
        """With `raw`, quotes and escapes stay.

        With `keep_variables`, unknown variables stay as they are written, and
        unset ones with their operands processed.
        """
        self.source = source
        self.at = 0
        self.escape = escape
        self.lookup = lookup
        self.raw_quotes = raw
        self.raw_escapes = raw
        self.keep_variables = keep_variables
        self.matched: dict[str, None] = {}
        self.unmatched: dict[str, None] = {}
        self.unknown = False
        self.found: list[Substitution] = []
        self.pieces: list[Piece] = []
        self._word: list[str] = []
        self._word_start = 0
        self._nesting = 0

    def run(self) -> str:
        """The processed text; raises LexError."""
        result = self._until(None, raw_escapes=self.raw_escapes)
        self._end_word()
        return result

    def _fail(self, message: str, start: int) -> LexError:
        return LexError(message, Span(start, max(self.at, start)))

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _next(self) -> str:
        char = self.source[self.at : self.at + 1]
        self.at += 1 if char else 0
        return char

    def _until(self, stop: str | None, *, raw_escapes: bool) -> str:
        """Process up to `stop`, which is consumed, or to the end."""
        start = self.at
        # BuildKit shares one buffer between nesting levels: what stands before `${…` in its word is lost to splitting.
        self._word.clear()
        before, self.raw_escapes = self.raw_escapes, raw_escapes
        parts: list[str] = []
        ordinary = _ordinary(self.escape, stop)
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == stop:
                self.at += 1
                self.raw_escapes = before
                self._word.clear()
                return "".join(parts)
            if char in "$<'\"":
                parts.append(self._special(char))
            elif char == self.escape:
                parts.append(self._escaped())
            elif (plain := ordinary.match(self.source, self.at)) is not None:
                self._add_raw(plain[0], self.at)
                parts.append(plain[0])
                self.at = plain.end()
            else:
                self._add(char, self.at)
                parts.append(char)
                self.at += 1
        self.raw_escapes = before
        if stop is not None:
            message = f"unexpected end of statement while looking for matching {stop}"
            raise self._fail(message, start)
        return "".join(parts)

    def _special(self, char: str) -> str:
        start = self.at
        if char == "$":
            text = self._dollar()
            for part in text:
                self._add(part, start)
            return text
        if char == "'":
            text = self._single_quoted()
        elif char == '"':
            text = self._double_quoted()
        else:
            text = self._less_than()
        self._add_raw(text, start)
        return text

    def _add(self, char: str, at: int) -> None:
        if char not in _BLANKS:
            self._add_raw(char, at)
        elif self._word and not self._nesting:
            self._end_word(at)
        elif self._word:
            # The words of an operand are nobody's words.
            self._word.clear()

    def _add_raw(self, text: str, at: int) -> None:
        if not self._word:
            self._word_start = at
        if text:
            self._word.append(text)

    def _end_word(self, end: int | None = None) -> None:
        if self._word:
            self.pieces.append(Piece("".join(self._word), self._word_start, self.at if end is None else end))
            self._word.clear()

    def _escaped(self) -> str:
        start = self.at
        self.at += 1
        kept = self.escape if self.raw_escapes else ""
        if kept:
            self._add_raw(kept, start)
        char = self._next()
        if char:
            self._add_raw(char, start)
        return kept + char

    def _single_quoted(self) -> str:
        start = self.at
        closing = self.source.find("'", start + 1)
        if closing < 0:
            self.at = len(self.source)
            message = "unexpected end of statement while looking for matching single-quote"
            raise self._fail(message, start)
        self.at = closing + 1
        return self.source[start : self.at] if self.raw_quotes else self.source[start + 1 : closing]

    def _double_quoted(self) -> str:
        start = self.at
        self.at += 1
        quote = '"' if self.raw_quotes else ""
        parts = [quote]
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == '"':
                self.at += 1
                return "".join((*parts, quote))
            if char == "$":
                parts.append(self._dollar())
                continue
            self.at += 1
            if char == self.escape:
                if self.raw_escapes:
                    parts.append(char)
                follower = self._peek()
                if not follower:
                    continue
                if follower in {'"', "$", self.escape}:
                    char = self._next()
            parts.append(char)
        message = "unexpected end of statement while looking for matching double-quote"
        raise self._fail(message, start)

    def _less_than(self) -> str:
        """`<<` takes the blanks after it into its word, so that a here-document's name may stand apart."""
        self.at += 1
        if self._peek() != "<":
            return "<"
        self.at += 1
        start = self.at
        while self._peek() and self._peek() in "\t\r ":
            self.at += 1
        return f"<<{self.source[start : self.at]}"

    def _dollar(self) -> str:
        start = self.at
        self.at += 1
        if self._peek() == "{":
            text = self._braced(start)
        else:
            name_start = self.at
            name = self._name()
            if not name:
                return "$"
            self._collect(name, start, name_start, "", "")
            text = self._value(name, f"${name}")
        return text

    def _collect(self, name: str, start: int, name_start: int, operator: str, operand: str) -> None:
        name_span = Span(name_start, name_start + len(name))
        self.found.append(Substitution(name, Span(start, self.at), name_span, operator, operand))

    def _name(self) -> str:
        start = self.at
        char = self._peek()
        if char.isdecimal():
            while self._peek().isdecimal():
                self.at += 1
        elif char and char in _SPECIAL_NAMES:
            self.at += 1
        else:
            # Go's letters and digits: not all that Python calls alphanumeric.
            while (char := self._peek()).isalpha() or char.isdecimal() or char == "_":
                self.at += 1
        return self.source[start : self.at]

    def _get(self, name: str) -> Value:
        value = self.lookup(name)
        if value is None:
            self.unmatched[name] = None
        else:
            self.matched[name] = None
        return value

    def _value(self, name: str, written: str) -> str:
        value = self._get(name)
        if self.keep_variables and not isinstance(value, str):
            return written
        if isinstance(value, Unknown):
            self.unknown = True
            return ""
        return value or ""

    def _unknown(self, start: int) -> str:
        """The text of a substitution from `start` on whose variable is unknown."""
        self.unknown = True
        return self.source[start : self.at] if self.keep_variables else ""

    def _braced(self, start: int) -> str:
        self.at += 1
        char = self._peek()
        if not char:
            message = "missing '}'"
            raise self._fail(message, start)
        if char in "{}:":
            self.at += 1
            message = "bad substitution"
            raise self._fail(message, start)
        name_start = self.at
        name = self._name()
        operator = self._next()
        if operator == "}":
            self._collect(name, start, name_start, "", "")
            return self._value(name, f"${{{name}}}")
        if operator == "/":
            return self._replaced(start, name_start, name)
        null_is_unset = operator == ":"
        if null_is_unset:
            operator = self._next()
        # After a colon, BuildKit reads the operand and looks the variable up before it refuses anything else.
        supported = operator not in {"#", "%"} if null_is_unset else operator in {"-", "+", "?", "#", "%"}
        if not supported:
            raise self._unsupported(f":{operator}" if null_is_unset else operator, start)
        return self._modified(start, name_start, name, operator, null_is_unset=null_is_unset)

    def _unsupported(self, modifier: str, start: int) -> LexError:
        return self._fail(f"unsupported modifier ({modifier or 'end of text'}) in substitution", start)

    def _operand(self, stop: str, start: int, *, raw_escapes: bool) -> str:
        if self._nesting >= _MAX_NESTING:
            message = "nested too deeply"
            raise self._fail(message, start)
        self._nesting += 1
        try:
            operand = self._until(stop, raw_escapes=raw_escapes)
        except LexError:
            if self.at >= len(self.source):
                message = f"missing '{stop}'"
                raise self._fail(message, start) from None
            raise
        self._nesting -= 1
        return operand

    def _modified(self, start: int, name_start: int, name: str, operator: str, *, null_is_unset: bool) -> str:
        is_pattern = operator in {"#", "%"}
        operand_start = self.at
        unknown_before = self.unknown
        word = self._operand("}", start, raw_escapes=is_pattern)
        written = self.source[operand_start : self.at - 1]
        shown = f":{operator}" if null_is_unset else operator
        whole = word
        greedy = is_pattern and word.startswith(operator)
        if greedy:
            shown, word = operator * 2, word[1:]
            written = written[1:]
        value = self._get(name)
        if value is None and self.keep_variables:
            return f"${{{name}{shown[: 1 + null_is_unset]}{whole}}}"
        if operator not in {"-", "+", "?", "#", "%"}:
            raise self._unsupported(shown, start)
        self._collect(name, start, name_start, shown, written)
        if isinstance(value, Unknown):
            return self._unknown(start)
        empty = value is None or (null_is_unset and not value)
        if operator in {"-", "+"}:
            if empty == (operator == "-"):
                return word
            # The operand is not used, so it may be unknown.
            self.unknown = unknown_before
            return value or "" if operator == "-" else ""
        if operator == "?":
            if empty:
                state = "unset" if value is None else "empty"
                message = f"{name}: {word or f'is not allowed to be {state}'}"
                raise self._fail(message, start)
            return value or ""
        return self._trimmed(start, operator, word, value or "", greedy=greedy)

    def _trimmed(self, start: int, operator: str, pattern: str, value: str, *, greedy: bool) -> str:
        trim = patterns.trim_prefix if operator == "#" else patterns.trim_suffix
        try:
            return trim(pattern, value, greedy=greedy)
        except patterns.PatternError as error:
            message = f"invalid pattern ({pattern}) in substitution: {error}"
            raise self._fail(message, start) from error

    def _replaced(self, start: int, name_start: int, name: str) -> str:
        everywhere = self._peek() == "/"
        if everywhere:
            self.at += 1
        operand_start = self.at
        pattern = self._operand("/", start, raw_escapes=True)
        replacement = self._operand("}", start, raw_escapes=True)
        written = self.source[operand_start : self.at - 1]
        self._collect(name, start, name_start, "//" if everywhere else "/", written)
        value = self._get(name)
        if isinstance(value, Unknown):
            return self._unknown(start)
        if value is None and self.keep_variables:
            return f"${{{name}/{pattern}/{replacement}}}"
        try:
            return patterns.substitute(pattern, replacement, value or "", everywhere=everywhere)
        except patterns.PatternError as error:
            message = f"invalid pattern ({pattern}) in substitution: {error}"
            raise self._fail(message, start) from error
