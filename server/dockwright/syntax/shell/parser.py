"""Shell text to simple commands.

Not a grammar of the shell: compound commands are opened and closed so that
the simple commands inside are found with their nesting depth, and nothing is
ever refused. What RUN rules ask is which commands run, joined by what, with which words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from dockwright.syntax.shell.lexer import LexedWord, lex_word, plain_end
from dockwright.syntax.shell.nodes import Command, Redirection, Script, ShellWord
from dockwright.text.span import Span

ToSource = Callable[[int, bool], int]

_BLANK = re.compile(r"(?:[ \t\r\v\f]|\\\n)+")
_OPERATOR = re.compile(r"&&|\|\||\|&|;;&|;;|;&|&>>|&>|<<<|<<-|<<|<&|<>|>>|>&|>\||[|&;()<>\n]")
_REDIRECTIONS = frozenset({"&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">"})
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?\+?=")
_OPENING = frozenset({"if", "while", "until", "{"})
_BETWEEN = frozenset({"then", "elif", "else", "do", "!", "time"})
_CLOSING = frozenset({"fi", "done", "}"})
_MAX_NESTING = 20
_START, _END = False, True


def parse_script(text: str, to_source: ToSource) -> Script:
    """The commands in `text`; `to_source(offset, is_end)` is where an offset of it stands in the instruction."""
    parser = _Parser(text, to_source)
    parser.parse(0, len(text), 0)
    return Script(text, parser.span(0, len(text)), tuple(parser.commands), parser.complete)


@dataclass(slots=True)
class _Pending:
    """The simple command being read."""

    words: list[ShellWord] = field(default_factory=list)
    assignments: list[ShellWord] = field(default_factory=list)
    redirections: list[Redirection] = field(default_factory=list)
    substitutions: list[tuple[int, int]] = field(default_factory=list)
    start: int = -1
    end: int = -1


class _Parser:
    """The state of one pass; nested texts of command substitutions run through `parse` again."""

    def __init__(self, text: str, to_source: ToSource) -> None:
        self.text = text
        self.to_source = to_source
        self.commands: list[Command] = []
        self.complete = True
        self.nesting = 0
        self._reset(0)

    def span(self, start: int, end: int) -> Span:
        """The source span of a part of the text."""
        first = self.to_source(start, _START)
        return Span(first, max(first, self.to_source(end, _END)))

    def _reset(self, depth: int) -> None:
        self.depth = depth
        self.base = depth
        self.pending = _Pending()
        self.joined_by = ""
        self.joined_at = (0, 0)
        self.cases: list[bool] = []
        """One entry an open `case`: whether a pattern comes next."""
        self.header = ""
        self.documents: list[tuple[str, bool]] = []

    def parse(self, start: int, end: int, depth: int) -> None:
        """Read `text[start:end]`, whose commands are nested `depth` deep."""
        self._reset(depth)
        self.joined_at = (start, start)
        text = self.text[:end] if end < len(self.text) else self.text
        at = start
        while at < end:
            blank = _BLANK.match(text, at)
            if blank is not None:
                at = blank.end()
                continue
            at = self._token(text, at)
        self._finish()
        if self.depth != self.base or self.cases or self.header or self.documents:
            self.complete = False

    def _token(self, text: str, at: int) -> int:
        if text[at] == "#":
            line = text.find("\n", at)
            return line if line >= 0 else len(text)
        operator = _OPERATOR.match(text, at)
        if operator is not None:
            return self._operator(text, at, operator[0])
        end = plain_end(text, at)
        if end < 0:
            word = lex_word(text, at)
            # A lone code point that begins no word (it cannot happen, but a parser must not stand still).
            if word.end == at:
                return at + 1
        else:
            word = LexedWord(end, [text[at:end]])
        if word.end < len(text) and text[word.end] in "<>" and word.value.isdigit() and not word.quoted:
            match = _OPERATOR.match(text, word.end)
            if match is not None and match[0] in _REDIRECTIONS:
                return self._redirection(text, at, word.end, match[0], int(word.value[:3]))
        self._word(text, at, word)
        return word.end

    def _operator(self, text: str, at: int, operator: str) -> int:
        end = at + len(operator)
        if operator in _REDIRECTIONS:
            return self._redirection(text, at, at, operator, None)
        if operator == "\n":
            return self._newline(text, at, end)
        if operator == "(":
            return self._opening_parenthesis(text, at, end)
        if operator == ")":
            if self.cases and self.cases[-1]:
                self.cases[-1] = False
                self._drop()
                self._join("", at, end)
                return end
            self._finish()
            self.depth = max(self.base, self.depth - 1)
            return end
        self._finish()
        if operator in {";;", ";&", ";;&"}:
            if self.cases:
                self.cases[-1] = True
            operator = ";"
        self._join(operator, at, end)
        return end

    def _opening_parenthesis(self, text: str, at: int, end: int) -> int:
        if self.cases and self.cases[-1]:
            return end
        closing = re.compile(r"\(\s*\)").match(text, at)
        if closing is not None and len(self.pending.words) == 1:
            self._drop()
            return closing.end()
        self._finish()
        self.depth += 1
        return end

    def _newline(self, text: str, at: int, end: int) -> int:
        self._finish()
        self._join("\n", at, end)
        for name, chomp in self.documents:
            end = self._skip_document(text, end, name, chomp=chomp)
        self.documents = []
        return end

    def _skip_document(self, text: str, at: int, name: str, *, chomp: bool) -> int:
        while at < len(text):
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            line = text[at:end]
            at = min(end + 1, len(text))
            if (line.lstrip("\t") if chomp else line) == name:
                return at
        self.complete = False
        return at

    def _redirection(self, text: str, start: int, at: int, operator: str, fd: int | None) -> int:
        at += len(operator)
        blank = _BLANK.match(text, at)
        target_at = blank.end() if blank is not None else at
        target = None
        end = at
        if target_at < len(text) and _OPERATOR.match(text, target_at) is None:
            word = lex_word(text, target_at)
            target = self._made(text, target_at, word)
            self.pending.substitutions.extend(word.substitutions)
            end = word.end
            if operator in {"<<", "<<-"} and "\n" in text[end:]:
                self.documents.append((word.value, operator == "<<-"))
        if self.pending.start < 0:
            self.pending.start = start
        self.pending.end = end
        self.pending.redirections.append(Redirection(operator, fd, target, self.span(start, end)))
        return end

    def _made(self, text: str, at: int, word: LexedWord) -> ShellWord:
        self.complete = self.complete and word.closed
        return ShellWord(text[at : word.end], word.value, self.span(at, word.end), tuple(word.variables), word.dynamic)

    def _word(self, text: str, at: int, word: LexedWord) -> None:
        pending = self.pending
        value = word.value
        if self.cases and self.cases[-1]:
            if value == "esac":
                self.cases.pop()
                self.depth = max(self.base, self.depth - 1)
            return
        if self.header:
            self._header_word(value, word)
            return
        if not pending.words and not pending.assignments and not word.quoted and self._reserved(value):
            return
        made = self._made(text, at, word)
        pending.substitutions.extend(word.substitutions)
        if pending.start < 0:
            pending.start = at
        pending.end = word.end
        if not pending.words and _ASSIGNMENT.match(made.text) is not None:
            pending.assignments.append(made)
        else:
            pending.words.append(made)

    def _header_word(self, value: str, word: LexedWord) -> None:
        """A word between `for` and `do`, `case` and `in`, or after `function`."""
        self.pending.substitutions.extend(word.substitutions)
        if self.header == "case" and value == "in":
            self.header = ""
            self.cases.append(True)
        elif (self.header == "for" and value == "do") or self.header == "function":
            self.header = ""

    def _reserved(self, value: str) -> bool:
        if value in _OPENING:
            self.depth += 1
        elif value in {"for", "case", "select"}:
            self.depth += 1
            self.header = "case" if value == "case" else "for"
        elif value == "function":
            self.header = "function"
        elif value in _CLOSING:
            self.depth = max(self.base, self.depth - 1)
        elif value == "esac" and self.cases:
            self.cases.pop()
            self.depth = max(self.base, self.depth - 1)
        elif value not in _BETWEEN:
            return False
        return True

    def _join(self, operator: str, start: int, end: int) -> None:
        """A blank line or `then` after `;` does not change what joins the next command to the one before."""
        if operator == "\n" and self.joined_by not in {"", "\n"} and not self.commands_since_join():
            return
        self.joined_by = operator
        self.joined_at = (start, end)

    def commands_since_join(self) -> bool:
        """Whether a command stands after the last operator."""
        return self._ended_at >= self.joined_at[1]

    _ended_at = -1

    def _drop(self) -> None:
        self.pending = _Pending()

    def _finish(self) -> None:
        """End the simple command, if there is one, and read its command substitutions."""
        pending = self.pending
        self.pending = _Pending()
        if pending.words or pending.assignments or pending.redirections:
            self._ended_at = pending.end
            self.commands.append(
                Command(
                    words=tuple(pending.words),
                    assignments=tuple(pending.assignments),
                    redirections=tuple(pending.redirections),
                    span=self.span(pending.start, pending.end),
                    joined_by=self.joined_by,
                    joined_span=self.span(*self.joined_at),
                    depth=self.depth,
                )
            )
        for start, end in pending.substitutions:
            self._nested(start, end)

    def _nested(self, start: int, end: int) -> None:
        if self.nesting >= _MAX_NESTING:
            return
        inner = _Parser(self.text, self.to_source)
        inner.nesting = self.nesting + 1
        inner.parse(start, end, self.depth + 1)
        self.commands.extend(inner.commands)
        self.complete = self.complete and inner.complete
