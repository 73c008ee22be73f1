"""Options and positional arguments of a command line, by the conventions of the program."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from dockwright.syntax.shell.nodes import ShellWord
from dockwright.text.span import Span

_COLON_OPTION = re.compile(r"(?:--?|/)[A-Za-z][\w-]*:")
_FALSE = frozenset({"false", "0", "no", "off"})


def names(text: str) -> frozenset[str]:
    """A table's words between blanks."""
    return frozenset(text.split())


class Style(Enum):
    """How a program reads `-abc`.

    CLUSTER: three options, or `-a` with the value `bc`. WORD: one option, `-name`; two
    dashes mean the same as one only in GO. COLON: one option, and `-name:value` and
    `/name:value` besides.
    """

    CLUSTER = "cluster"
    WORD = "word"
    GO = "go"
    COLON = "colon"


class Syntax(NamedTuple):
    """The conventions of a program.

    `values` are the options that take the next word as their value, `arrays`
    those that take all words up to the next option. `words` are options with one dash that are no
    cluster in a program that knows clusters (`npm -ws`). `literals` tells
    that any option takes a following `true` or `false`.
    """

    style: Style = Style.CLUSTER
    values: frozenset[str] = frozenset()
    arrays: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    literals: bool = False


class Option(NamedTuple):
    """One option as written: `name` with its dashes, `value` None if it has none.

    `span` covers both; in a cluster (`-qy`) it is the one letter. `value_span` is
    what the value alone covers, its quotes included.
    """

    name: str
    value: str | None
    span: Span
    value_span: Span | None = None

    @property
    def is_on(self) -> bool:
        """Whether it switches something on: it is not `--name=false`."""
        return self.value is None or self.value.lower() not in _FALSE


class Parts(NamedTuple):
    """A command line taken apart; `passed` are the words meant for another program, uninterpreted."""

    options: tuple[Option, ...]
    positionals: tuple[ShellWord, ...]
    passed: tuple[ShellWord, ...] = ()


def find(options: Iterable[Option], names: Iterable[str]) -> Option | None:
    """The first option that has one of the names."""
    for option in options:
        if option.name in names:
            return option
    return None


def is_exact(word: ShellWord) -> bool:
    """Whether each code point of the value stands in the source at the same place: no quotes, no continuation."""
    return word.text == word.value and len(word.value) == word.span.end - word.span.start


def part_span(word: ShellWord, start: int, end: int) -> Span:
    """Where `value[start:end]` of a word stands; the whole word if that cannot be said."""
    return Span(word.span.start + start, word.span.start + end) if is_exact(word) else word.span


def take_apart(words: Sequence[ShellWord], at: int, syntax: Syntax, stops: "Stops | None" = None) -> Parts:
    """The options and positional arguments in `words[at:]`.

    After `--`, or after as many positionals as `stops` allows, the rest is passed on.
    """
    reader = _Reader(words, syntax)
    positionals: list[ShellWord] = []
    limit = 0
    count = len(words)
    while at < count:
        word = words[at]
        value = word.value
        if value[:1] != "-" or len(value) == 1:
            if syntax.style is not Style.COLON or not _COLON_OPTION.match(value):
                positionals.append(word)
                at += 1
                if stops is not None:
                    if len(positionals) == 1:
                        limit = stops.limit(value)
                    if len(positionals) == limit:
                        break
                continue
        elif value == "--":
            at += 1
            break
        at = reader.option(at)
    return Parts(tuple(reader.options), tuple(positionals), tuple(words[at:]))


class Stops(NamedTuple):
    """After how many positionals the options are another program's, by the first one; 0 is never."""

    counts: dict[str, int]
    known: frozenset[str] = frozenset()
    unknown: int = 0

    def limit(self, first: str) -> int:
        """The number of positionals if `first` is the first."""
        found = self.counts.get(first)
        if found is not None:
            return found
        return 0 if first in self.known else self.unknown


class _Reader:
    """Collects the options of one command line."""

    def __init__(self, words: Sequence[ShellWord], syntax: Syntax) -> None:
        self.words = words
        self.syntax = syntax
        self.options: list[Option] = []

    def option(self, at: int) -> int:
        """Read the option at `words[at]`; the index after it and its value."""
        word = self.words[at]
        value = word.value
        syntax = self.syntax
        equals = value.find("=")
        if value[1] == "-" or syntax.style is not Style.CLUSTER or value in syntax.words:
            if syntax.style is Style.COLON and (colon := _COLON_OPTION.match(value)):
                return self._joined(at, f"-{value[1 : colon.end() - 1]}", colon.end() - 1)
            if equals > 0:
                return self._joined(at, value[:equals], equals)
            return self._named(at, value)
        return self._cluster(at)

    def _joined(self, at: int, name: str, separator: int) -> int:
        """`--name=value` in one word; `separator` is where the `=` stands in its value."""
        word = self.words[at]
        value = word.value[separator + 1 :]
        written = word.text.find(word.value[separator]) + 1
        exact = len(word.text) == word.span.end - word.span.start
        value_span = Span(word.span.start + written, word.span.end) if exact and written else word.span
        self.options.append(Option(self._name(name), value, word.span, value_span))
        return at + 1

    def _name(self, name: str) -> str:
        return name[1:] if self.syntax.style is Style.GO and name.startswith("--") else name

    def _named(self, at: int, name: str) -> int:
        """`--name`, with the next word if it takes that as its value."""
        name = self._name(name)
        words, syntax = self.words, self.syntax
        span = words[at].span
        at += 1
        if name in syntax.arrays:
            return self._array(at, name, span)
        if at < len(words) and (name in syntax.values or (syntax.literals and words[at].value in {"true", "false"})):
            self._with_value(name, span, words[at])
            return at + 1
        self.options.append(Option(name, None, span))
        return at

    def _array(self, at: int, name: str, span: Span) -> int:
        values: list[ShellWord] = []
        while at < len(self.words) and not self.words[at].value.startswith("-"):
            values.append(self.words[at])
            at += 1
        if not values:
            self.options.append(Option(name, None, span))
            return at
        value_span = Span(values[0].span.start, values[-1].span.end)
        value = " ".join(word.value for word in values)
        self.options.append(Option(name, value, Span(span.start, value_span.end), value_span))
        return at

    def _with_value(self, name: str, span: Span, value: ShellWord) -> None:
        self.options.append(Option(name, value.value, Span(span.start, value.span.end), value.span))

    def _cluster(self, at: int) -> int:
        """`-abc`; a letter that takes a value takes the rest, or the next word if it is the last."""
        word = self.words[at]
        value = word.value
        if len(value) == len("-a"):
            return self._named(at, value)
        for index in range(1, len(value)):
            name = f"-{value[index]}"
            if value[index] == "=":
                break
            if name in self.syntax.values or value[index + 1 : index + 2] == "=":
                return self._cluster_value(at, name, index)
            self.options.append(Option(name, None, part_span(word, index, index + 1)))
        return at + 1

    def _cluster_value(self, at: int, name: str, index: int) -> int:
        word = self.words[at]
        rest = index + 1
        if word.value[rest : rest + 1] == "=":
            rest += 1
        if rest < len(word.value):
            span = part_span(word, index, len(word.value))
            self.options.append(Option(name, word.value[rest:], span, part_span(word, rest, len(word.value))))
            return at + 1
        if at + 1 < len(self.words):
            self._with_value(name, part_span(word, index, rest), self.words[at + 1])
            return at + 2
        self.options.append(Option(name, None, part_span(word, index, rest)))
        return at + 1
