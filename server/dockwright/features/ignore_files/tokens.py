"""Semantic tokens of an ignore file: comments, the `!` that takes back, the pattern and its wildcards."""

import re
from collections.abc import Iterator

from dockwright.features.semantic_tokens.model import Token, TokenType, token
from dockwright.project.ignore import IgnoreFile
from dockwright.text.span import Span

_COMMENT = re.compile(r"^\ufeff?(#[^\r\n]*)", re.MULTILINE)
_PART = re.compile(r"(?P<wild>\*+|\?|\[(?:\\.|[^\]\\])*\])|(?P<plain>(?:\\.|[^*?\[])+|.)", re.DOTALL)


def ignore_tokens(ignore: IgnoreFile, span: Span | None = None) -> Iterator[Token]:
    """The tokens in order, absolute, none of them on two lines; with `span`, those on what it meets."""
    comments = [Span(*match.span(1)) for match in _COMMENT.finditer(ignore.text)]
    patterns = {pattern.span: pattern for pattern in ignore.patterns}
    for place in sorted((*comments, *patterns)):
        if span is not None and not place.meets(span):
            continue
        if place in patterns:
            yield from _pattern(ignore.text, place)
        else:
            yield token(place, TokenType.COMMENT)


def _pattern(text: str, place: Span) -> Iterator[Token]:
    start = place.start
    if text.startswith("!", start, place.end):
        yield Token(start, start + 1, TokenType.KEYWORD)
        start += 1
    for match in _PART.finditer(text, start, place.end):
        kind = TokenType.OPERATOR if match["wild"] is not None else TokenType.STRING
        yield token(Span(*match.span()), kind)
