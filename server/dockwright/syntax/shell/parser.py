"""Shell text to simple commands.

Not a grammar of the shell: compound commands are opened and closed so that
the simple commands inside are found with their nesting depth, and nothing is
ever refused. What RUN rules ask is which commands run, joined by what, with which words.

One pass reads it all: a command substitution is a `_Level` of its own, read
where it stands, and its commands are put after the one that holds it.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from dockwright.syntax.shell.lexer import ARITHMETIC, LexedWord, WordLexer
from dockwright.syntax.shell.nodes import Command, Redirection, Script, ShellWord
from dockwright.text.span import Span

ToSource = Callable[[int, bool], int]

_REDIRECTION = r"<<<|<<-|<<|<&|<>|>>|>&|>\||[<>](?!\()"
_BLANK = re.compile(r"(?:[ \t\r\v\f]|\\\r?\n)*+")
_TOKEN = re.compile(
    rf"""{_BLANK.pattern}(?:
     (?P<redirection>(?P<fd>[0-9]*+)(?:{_REDIRECTION})|&>>?)
    |(?P<control>&&|\|\||\|&|;;&|;;|;&|[|&;()\n])
    |(?P<comment>\#[^\n]*+)
    |(?P<plain>[^ \t\r\v\f\n|&;()<>'"\\$`]++(?=[ \t\r\v\f\n|&;)]|[<>](?!\()|(?<![@?*+!=])\(|\Z)))""",
    re.VERBOSE,
)
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*+(?:\[[^\]]*\])?\+?=")
_EMPTY_PARENTHESES = re.compile(r"\([ \t]*+\)")
_AFTER_CONDITION = frozenset(" \t\r\v\f\n|&;)")
_MAX_FD_DIGITS = 9
_START, _END = False, True
_OPENING = {"if": "if", "while": "loop", "until": "loop", "for": "loop", "select": "loop", "case": "case", "{": "{"}
_CLOSING = {"fi": "if", "done": "loop", "esac": "case", "}": "{"}
_RESERVED = frozenset({*_OPENING, *_CLOSING, "then", "elif", "else", "do", "!", "time", "function"})
_MODE_AFTER = {"for": "name", "select": "name", "case": "subject", "function": "function", "time": "time"}
"""What is read after a reserved word, where that is not a command."""
_MODE_STEPS = {
    ("in", "in"): "list",
    ("in", "do"): "",
    ("do", "do"): "",
    ("case in", "in"): "pattern",
    ("time", "-p"): "",
}
"""The words that mean something there, and what is read after them."""
_MODE_OTHERWISE = {
    "name": "in",
    "in": "list",
    "list": "list",
    "subject": "case in",
    "case in": "case in",
    "pattern": "pattern",
    "function": "parentheses",
}
"""What is read after any other word; where nothing is said, that word begins a command."""


def parse_script(text: str, to_source: ToSource) -> Script:
    """The commands in `text`; `to_source(offset, is_end)` is where an offset of it stands in the instruction."""
    source = _Source(text, to_source)
    level = _Level(source, 0, len(text), depth=0, nesting=0)
    level.read(0, "")
    # In a joined line, the bodies of here-documents are not in the text; in a script they must be.
    if source.documents and "\n" in text:
        source.complete = False
    return Script(text, source.span(0, len(text)), tuple(level.commands), source.complete)


class _Source:
    """What all levels of one script share."""

    def __init__(self, text: str, to_source: ToSource) -> None:
        self.text = text
        self.to_source = to_source
        self.complete = True
        self.documents: list[tuple[str, bool]] = []
        """The here-documents whose bodies begin on the next line: name and whether tabs are cut."""

    def span(self, start: int, end: int) -> Span:
        """The source span of a part of the text."""
        first = self.to_source(start, _START)
        return Span(first, max(first, self.to_source(end, _END)))

    def after_documents(self, at: int, limit: int) -> int:
        """The offset after the bodies of the here-documents that were opened on the line before `at`."""
        for name, chomp in self.documents:
            closed = False
            while at < limit and not closed:
                end = self.text.find("\n", at, limit) + 1 or limit
                line = self.text[at:end].rstrip("\r\n")
                closed = (line.lstrip("\t") if chomp else line) == name
                at = end
            self.complete = self.complete and closed
        self.documents.clear()
        return at


@dataclass(slots=True)
class _Pending:
    """The simple command being read; `nested` are the commands in its substitutions."""

    words: list[ShellWord] = field(default_factory=list)
    assignments: list[ShellWord] = field(default_factory=list)
    redirections: list[Redirection] = field(default_factory=list)
    nested: list[Command] = field(default_factory=list)
    start: int = -1
    end: int = -1


class _Level:
    """The script itself, or the inside of one command substitution."""

    def __init__(self, source: _Source, start: int, limit: int, *, depth: int, nesting: int) -> None:
        self.source = source
        self.text = source.text
        self.limit = limit
        self.base = depth
        self.lexer = WordLexer(source.text, limit, self._nested, nesting)
        self.commands: list[Command] = []
        self.pending = _Pending()
        self.open: list[str] = []
        """The compound commands around: `(`, or a value of `_OPENING`."""
        self.open_count: Counter[str] = Counter()
        self.mode = ""
        """What the next words are, if no words of a command: see `_MODE_AFTER`."""
        self.joined_by = ""
        self.joined_at = (start, start)
        self.fresh = True
        """Whether no command stands after the last operator."""
        self.after_compound = False
        self.closing = ""
        self.closed = False

    def read(self, at: int, closing: str) -> int:
        """Read the commands from `at` to the limit or, if `closing` is `)`, to theirs: the offset after it."""
        self.closing = closing
        text, limit = self.text, self.limit
        while at < limit and not self.closed:
            match = _TOKEN.match(text, at, limit)
            if match is None:
                at = self._after_blanks(at)
                at = self._lexed_word(at) if at < limit else at
                continue
            end = match.end()
            kind = match.lastgroup
            if kind == "plain":
                at = self._plain_word(match.start("plain"), end)
            elif kind == "control":
                at = self._control(match["control"], match.start("control"), end)
            elif kind == "redirection":
                at = self._redirection(match)
            else:
                at = end
        self._finish()
        if self.open or self.mode or self.closed != bool(closing):
            self.source.complete = False
        return at

    def _nested(self, start: int, limit: int, closing: str) -> int:
        depth = self.base + len(self.open) + 1
        level = _Level(self.source, start, limit, depth=depth, nesting=self.lexer.nesting + 1)
        end = level.read(start, closing)
        self.pending.nested += level.commands
        return end

    def _control(self, operator: str, at: int, end: int) -> int:
        if operator == "\n":
            return self._newline(at, end)
        if operator == "(":
            return self._opening_parenthesis(at, end)
        if operator == ")":
            return self._closing_parenthesis(at, end)
        if self.mode == "pattern":
            return end
        self._finish()
        self._end_header(operator)
        if operator in {";;", ";&", ";;&"}:
            self.mode = "pattern" if self.open and self.open[-1] == "case" else ""
            operator = ";"
        self._join(operator, at, end)
        return end

    def _newline(self, at: int, end: int) -> int:
        if self.mode != "pattern":
            self._finish()
            self._end_header("\n")
            if not self.fresh:
                self._join("\n", at, end)
        return self.source.after_documents(end, self.limit) if self.source.documents else end

    def _opening_parenthesis(self, at: int, end: int) -> int:
        if self.mode == "pattern":
            return end
        if len(self.pending.words) == 1 or self.mode == "parentheses":
            function = _EMPTY_PARENTHESES.match(self.text, at, self.limit)
            if function is not None:
                self.mode = ""
                self.pending = _Pending()
                return function.end()
        if not self.pending.words:
            arithmetic = ARITHMETIC.match(self.text, at, self.limit)
            if arithmetic is not None:
                self.mode = "do" if self.mode == "name" else ""
                self._end_compound()
                return arithmetic.end()
        self._finish()
        self.mode = ""
        self._open("(")
        return end

    def _closing_parenthesis(self, at: int, end: int) -> int:
        self._finish()
        if self.mode == "pattern":
            self.mode = ""
            self._join("", at, end)
        elif self.open_count["("]:
            self._close("(")
        elif self.closing:
            self.closed = True
        return end

    def _redirection(self, match: re.Match[str]) -> int:
        operator = match["redirection"].lstrip("0123456789")
        start, end = match.span("redirection")
        target_at = self._after_blanks(end)
        following = _TOKEN.match(self.text, target_at, self.limit)
        target = None
        if target_at < self.limit and (following is None or following.lastgroup == "plain"):
            word = self.lexer.read(target_at)
            target = self._made(target_at, word)
            end = word.end
            if operator in {"<<", "<<-"}:
                self.source.documents.append((word.value, operator == "<<-"))
        if self.pending.start < 0:
            self.pending.start = start
        self.pending.end = end
        fd = int(match["fd"][:_MAX_FD_DIGITS]) if match["fd"] else None
        self.pending.redirections.append(Redirection(operator, fd, target, self.source.span(start, end)))
        return end

    def _after_blanks(self, at: int) -> int:
        match = _BLANK.match(self.text, at, self.limit)
        return match.end() if match is not None else at

    def _plain_word(self, at: int, end: int) -> int:
        value = self.text[at:end]
        if self.mode and self._is_header(value, plain=True):
            return end
        is_first = self.pending.start < 0
        if is_first and value in _RESERVED:
            self._reserved(value)
            return end
        self._add(at, end, ShellWord(value, value, self.source.span(at, end)))
        return self._condition(end) if is_first and value == "[[" else end

    def _lexed_word(self, at: int) -> int:
        word = self.lexer.read(at)
        # A word takes at least one code point; if it ever did not, standing still would be worse.
        end = max(word.end, at + 1)
        value = word.value
        plain = not word.quoted and not word.dynamic
        if self.mode and self._is_header(value, plain=plain):
            self.source.complete = self.source.complete and word.closed
        elif plain and self.pending.start < 0 and value in _RESERVED:
            self._reserved(value)
        else:
            self._add(at, end, self._made(at, word))
        return end

    def _condition(self, at: int) -> int:
        """The words from after `[[` to its `]]`, whose operators join no commands; the offset after it."""
        at = self._after_blanks(at)
        while at < self.limit and self.text[at] not in ";\n":
            end = at + len("]]")
            if self.text.startswith("]]", at, self.limit) and (end == self.limit or self.text[end] in _AFTER_CONDITION):
                self._add(at, end, ShellWord("]]", "]]", self.source.span(at, end)))
                return end
            word = self.lexer.read(at, in_condition=True)
            self._add(at, word.end, self._made(at, word))
            at = self._after_blanks(word.end)
            if word.value in {"&&", "||"}:
                while self.text.startswith("\n", at, self.limit):
                    at = self._after_blanks(at + 1)
        self.source.complete = False
        return at

    def _made(self, at: int, word: LexedWord) -> ShellWord:
        self.source.complete = self.source.complete and word.closed
        text = self.text[at : word.end]
        if "\\\n" in text:
            text = text.replace("\\\n", "")
        return ShellWord(text, word.value, self.source.span(at, word.end), tuple(word.variables), word.dynamic)

    def _add(self, at: int, end: int, word: ShellWord) -> None:
        pending = self.pending
        if pending.start < 0:
            pending.start = at
        pending.end = end
        if pending.words or "=" not in word.text or _ASSIGNMENT.match(word.text) is None:
            pending.words.append(word)
        else:
            pending.assignments.append(word)

    def _is_header(self, value: str, *, plain: bool) -> bool:
        """Whether the word belongs to the head of a compound command; if not, that head has ended."""
        step = _MODE_STEPS.get((self.mode, value)) if plain else None
        if plain and value == "esac" and self.mode == "pattern":
            self._close("case")
        elif step is not None:
            self.mode = step
        else:
            self.mode = _MODE_OTHERWISE.get(self.mode, "")
            return self.mode != ""
        return True

    def _end_header(self, operator: str) -> None:
        """What an operator means to the head of a compound command: it may end the list of a `for`."""
        mode = self.mode
        if mode == "list" or (mode == "in" and operator == ";"):
            self.mode = "do"
        elif operator != "\n" and not (mode == "do" and operator == ";"):
            self.mode = ""

    def _reserved(self, value: str) -> None:
        if value in _OPENING:
            self._open(_OPENING[value])
        elif value in _CLOSING:
            self._close(_CLOSING[value])
        self.mode = _MODE_AFTER.get(value, "")

    def _close(self, kind: str) -> None:
        """Close the innermost compound command of that kind, and what is still open in it."""
        self.mode = ""
        self._end_compound()
        if not self.open_count[kind]:
            return
        while True:
            innermost = self.open.pop()
            self.open_count[innermost] -= 1
            if innermost == kind:
                return
            self.source.complete = False

    def _open(self, kind: str) -> None:
        self.open.append(kind)
        self.open_count[kind] += 1

    def _end_compound(self) -> None:
        self.after_compound = True
        self.fresh = False

    def _join(self, operator: str, start: int, end: int) -> None:
        self.joined_by = operator
        self.joined_at = (start, end)
        self.fresh = True
        self.after_compound = False

    def _finish(self) -> None:
        """End the simple command, if there is one; the commands in its substitutions come after it."""
        pending = self.pending
        if pending.start < 0 and not pending.nested:
            return
        self.pending = _Pending()
        # What is redirected after `done` or `)` is the compound command.
        if pending.words or pending.assignments or (pending.redirections and not self.after_compound):
            self.fresh = False
            self.commands.append(
                Command(
                    words=tuple(pending.words),
                    assignments=tuple(pending.assignments),
                    redirections=tuple(pending.redirections),
                    span=self.source.span(pending.start, pending.end),
                    joined_by=self.joined_by,
                    joined_span=self.source.span(*self.joined_at),
                    depth=self.base + len(self.open),
                )
            )
        self.commands += pending.nested
