"""The arguments of an instruction, split the way BuildKit splits them."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from dockwright.syntax import words
from dockwright.syntax.blanks import ARGUMENT, UNICODE
from dockwright.syntax.logical import Logical
from dockwright.syntax.nodes import Assignment, Problem, Substitution, Word
from dockwright.text.span import Span

_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)


def _quoted_words(escape: str) -> re.Pattern[str]:
    """Words in which quotes protect blanks; the escape character protects anything outside single quotes."""
    mark = re.escape(escape)
    blank = re.escape(UNICODE)
    return re.compile(
        rf"""(?:[^{blank}'"{mark}]|{mark}.|{mark}\Z|'[^']*+(?:'|\Z)|"(?:[^"{mark}]|{mark}.|{mark}\Z)*+(?:"|\Z))++""",
        re.DOTALL,
    )


_QUOTED_WORDS = {escape: _quoted_words(escape) for escape in ("\\", "`")}


class Line(NamedTuple):
    """A joined line with what is needed to make words of its parts."""

    logical: Logical
    escape: str
    expands: bool
    """Whether the builder substitutes variables in these arguments."""

    def word(self, start: int, end: int) -> Word:
        """The word `text[start:end]` of the joined line."""
        raw = self.logical.text[start:end]
        span = self.logical.span(start, end)
        found = self._substitutions(raw, start) if self.expands else ()
        return Word(raw, span, words.unquote(raw, self.escape), found)

    def _substitutions(self, raw: str, start: int) -> tuple[Substitution, ...]:
        if "$" not in raw:
            return ()
        return tuple(
            found._replace(
                span=self.logical.span(start + found.span.start, start + found.span.end),
                name_span=self.logical.span(start + found.name_span.start, start + found.name_span.end),
            )
            for found in words.substitutions(raw, self.escape)
        )

    def json_word(self, start: int, end: int) -> Word:
        """The member of a JSON array whose literal, quotes included, is `text[start:end]`."""
        value: str = json.loads(self.logical.text[start:end])
        span = self.logical.span(start, end)
        if not self.expands or "$" not in value:
            return Word(value, span, value)
        if len(value) == end - start - len('""'):
            return Word(value, span, words.unquote(value, self.escape), self._substitutions(value, start + 1))
        whole = tuple(found._replace(span=span, name_span=span) for found in words.substitutions(value, self.escape))
        return Word(value, span, words.unquote(value, self.escape), whole)


def delimited(line: Line, start: int, end: int) -> Iterator[Word]:
    """The words between blanks; quotes mean nothing here."""
    for match in ARGUMENT.finditer(line.logical.text, start, end):
        yield line.word(*match.span())


def quoted(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ranges of the words of ENV, LABEL and ARG, where quotes protect blanks."""
    text = line.logical.text[:end]
    for match in _QUOTED_WORDS[line.escape].finditer(text, start):
        first, last = match.span()
        if last == end and _ends_in_escape(text, first, last, line.escape):
            last -= 1
        if last > first:
            yield first, last


def _ends_in_escape(text: str, start: int, end: int, escape: str) -> bool:
    """Whether the last code point is an escape character with nothing to escape: BuildKit drops it."""
    word = text[start:end]
    if not word.endswith(escape):
        return False
    run = len(word) - len(word.rstrip(escape))
    return run % 2 == 1 and "'" not in word


class JsonArray(NamedTuple):
    """The result of reading an argument as a JSON array.

    `words` is None if it is none and BuildKit falls back to the shell form;
    `problem` tells that it is an array of something else than strings, which
    BuildKit refuses.
    """

    words: tuple[Word, ...] | None
    problem: bool


def json_array(line: Line, start: int, end: int) -> JsonArray:
    """Read `text[start:end]` as the exec form."""
    text = line.logical.text[start:end]
    if not text.startswith("["):
        return JsonArray(None, problem=False)
    try:
        members: object = json.loads(text, parse_constant=_reject)
    except (ValueError, RecursionError):
        return JsonArray(None, problem=False)
    if not isinstance(members, list) or not all(isinstance(member, str) for member in cast("list[object]", members)):
        return JsonArray(None, problem=True)
    matches = _JSON_STRING.finditer(line.logical.text, start, end)
    return JsonArray(tuple(line.json_word(*match.span()) for match in matches), problem=False)


def _reject(constant: str) -> object:
    """`NaN` and the like are JSON to Python only."""
    raise ValueError(constant)


class Assignments(NamedTuple):
    """The assignments of an ENV, LABEL or ARG and what is wrong with them."""

    assignments: tuple[Assignment, ...]
    problems: tuple[Problem, ...]


def key_values(line: Line, start: int, end: int) -> Assignments:
    """ENV and LABEL: `key=value…`, or `key value` if the first word has no `=`."""
    text = line.logical.text
    ranges = list(quoted(line, start, end))
    if not ranges:
        return Assignments((), ())
    if "=" not in text[slice(*ranges[0])]:
        return _legacy(line, start, end)
    found: list[Assignment] = []
    problems: list[Problem] = []
    for first, last in ranges:
        equals = text.find("=", first, last)
        if equals < 0:
            problems.append(Problem("malformed-key-value", line.logical.span(first, last), text[first:last]))
            continue
        found.append(_assignment(line, first, equals, last))
    return Assignments(tuple(found), tuple(problems))


def _legacy(line: Line, start: int, end: int) -> Assignments:
    key = ARGUMENT.match(line.logical.text, start, end)
    if key is None:
        return Assignments((), ())
    value = ARGUMENT.search(line.logical.text, key.end(), end)
    if value is None:
        span = line.logical.span(*key.span())
        return Assignments((), (Problem("malformed-key-value", span, key[0]),))
    assignment = Assignment(
        line.word(*key.span()), line.word(value.start(), end), line.logical.span(key.start(), end), legacy=True
    )
    return Assignments((assignment,), ())


def _assignment(line: Line, first: int, equals: int, last: int) -> Assignment:
    return Assignment(line.word(first, equals), line.word(equals + 1, last), line.logical.span(first, last))


def declarations(line: Line, start: int, end: int) -> tuple[Assignment, ...]:
    """ARG: `name` or `name=default`, several."""
    text = line.logical.text
    found: list[Assignment] = []
    for first, last in quoted(line, start, end):
        equals = text.find("=", first, last)
        if equals < 0:
            found.append(Assignment(line.word(first, last), None, line.logical.span(first, last)))
        else:
            found.append(_assignment(line, first, equals, last))
    return tuple(found)


def span_of(line: Line, start: int, end: int) -> Span:
    """The source span of a part of the joined line."""
    return line.logical.span(start, end)
