"""The words of an instruction: variables, quotes and escapes, as the builder reads them."""

import re
from contextlib import suppress
from typing import NamedTuple

from dockwright.syntax.lex import UNKNOWN, Lexer, LexError, Lookup, Unknown, Value
from dockwright.syntax.nodes import Substitution
from dockwright.text.span import Span

__all__ = [
    "UNKNOWN",
    "Expansion",
    "HeredocWord",
    "Lookup",
    "Unknown",
    "Value",
    "expand",
    "expand_words",
    "heredoc_words",
    "parse_heredoc",
    "problem",
    "substitutions",
    "unquote",
]

_MAX_FD_DIGITS = 19
_HEREDOC = re.compile(r"([0-9]*)<<(-?)[\t\n\f\r ]*([^<]*)", re.DOTALL)


def _anything(_: str) -> Value:
    return UNKNOWN


def _nothing(_: str) -> Value:
    return None


def substitutions(raw: str, escape: str) -> tuple[Substitution, ...]:
    """The variables that the builder would replace in `raw`, nested ones after the one around them.

    Spans are relative to `raw`. After something malformed nothing more is found.
    """
    if "$" not in raw:
        return ()
    lexer = Lexer(raw, escape, _anything)
    with suppress(LexError):
        lexer.run()
    return tuple(sorted(lexer.found, key=lambda found: (found.span.start, -found.span.end)))


def problem(raw: str, escape: str) -> tuple[Span, str] | None:
    """What the builder refuses in `raw` whatever the variables are: where, relative to `raw`, and why."""
    try:
        Lexer(raw, escape, _anything).run()
    except LexError as error:
        return error.span, str(error)
    return None


def unquote(raw: str, escape: str) -> str:
    """`raw` without quotes and escapes, its variables as written.

    A quote that is not closed reaches to the end; in a word that is malformed
    otherwise, only the quotes around it are removed.
    """
    if "'" not in raw and '"' not in raw and escape not in raw:
        return raw
    for closing in ("", '"', "'"):
        try:
            return Lexer(raw + closing, escape, _anything, keep_variables=True).run()
        except LexError:
            continue
    return raw.strip("'\"")


class Expansion(NamedTuple):
    """A word after substitution.

    `value` is None if it depends on something unknown or the builder refuses
    the word, `problem` then says why. `matched` and `unmatched` are the
    variables that were looked up, set and not, in order.
    """

    value: str | None
    matched: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    problem: str | None = None


def expand(raw: str, escape: str, lookup: Lookup) -> Expansion:
    """What the builder makes of the word `raw`."""
    if "$" not in raw and "'" not in raw and '"' not in raw and escape not in raw:
        return Expansion(raw)
    lexer = Lexer(raw, escape, lookup)
    try:
        value = lexer.run()
    except LexError as error:
        return Expansion(None, tuple(lexer.matched), tuple(lexer.unmatched), str(error))
    return Expansion(None if lexer.unknown else value, tuple(lexer.matched), tuple(lexer.unmatched))


def expand_words(raw: str, escape: str, lookup: Lookup) -> tuple[str, ...] | None:
    """The words that `raw` falls into after substitution; None if that is not known or it is refused."""
    lexer = Lexer(raw, escape, lookup)
    try:
        lexer.run()
    except LexError:
        return None
    return None if lexer.unknown else tuple(piece.text for piece in lexer.pieces)


def heredoc_words(line: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a joined line that hold `<<`, with quotes and escapes, and their ranges.

    None at all if the line is malformed (an odd apostrophe): then BuildKit sees no here-document.
    """
    lexer = Lexer(line, "\\", _nothing, raw=True, keep_variables=True)
    try:
        lexer.run()
    except LexError:
        return ()
    return tuple(piece for piece in lexer.pieces if "<<" in piece.text)


class HeredocWord(NamedTuple):
    """What `<<NAME` says."""

    name: str
    expand: bool
    chomp: bool
    fd: int


def parse_heredoc(word: str) -> HeredocWord | None:
    """The here-document that a word opens, or None: the name is all up to the next blank, quotes forbid expansion."""
    match = _HEREDOC.fullmatch(word)
    if match is None or not match[3]:
        return None
    name = _lone_word(match[3], raw=False)
    written = _lone_word(match[3], raw=True)
    if name is None or written is None:
        return None
    return HeredocWord(name, _quotes(name) == _quotes(written), match[2] == "-", int(match[1][-_MAX_FD_DIGITS:] or "0"))


def _lone_word(text: str, *, raw: bool) -> str | None:
    lexer = Lexer(text, "\\", _nothing, keep_variables=True)
    lexer.raw_quotes = raw
    try:
        lexer.run()
    except LexError:
        return None
    return lexer.pieces[0].text if len(lexer.pieces) == 1 else None


def _quotes(text: str) -> int:
    return text.count("'") + text.count('"')
