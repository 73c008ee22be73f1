"""The tokens of the words of an instruction."""

import re
from collections.abc import Iterable, Iterator

from dockwright.features.semantic_tokens.model import Modifier, Token, TokenType, token
from dockwright.model.references import parse_reference
from dockwright.syntax.nodes import Assignment, Flag, MountField, Substitution, Word
from dockwright.text.span import Span

_T = TokenType
_PORT = re.compile(r"[0-9]+")
_QUOTES = ('"', "'")
_IMAGE = re.compile(r"(?:(?P<registry>[^/@$]*[.:][^/@$]*|localhost)/)?(?P<repository>[^:@$]+)")


def image_tokens(word: Word, stages: frozenset[Span]) -> Iterator[Token]:
    """The name of a stage, or the parts of an image reference."""
    if word.span in stages:
        yield token(word.span, _T.CLASS)
        return
    yield from substituted(word, _image_parts(word))


def _image_parts(word: Word) -> Iterator[Token]:
    raw, start = word.raw, word.span.start
    if len(raw) != word.span.end - start or raw.startswith(_QUOTES):
        yield token(word.span, _T.TYPE)
        return
    match = _IMAGE.match(raw)
    if match is None:
        return
    if match["registry"] is not None and (parse_reference(raw) is None or "." in match["registry"] or ":" in raw):
        yield Token(start + match.start("registry"), start + match.end("registry"), _T.NAMESPACE)
        yield Token(start + match.start("repository"), start + match.end("repository"), _T.TYPE)
    else:
        yield Token(start, start + match.end("repository"), _T.TYPE)
    at = match.end()
    while at < len(raw):
        mark = raw[at]
        end = min((found for found in (raw.find(":", at + 1), raw.find("@", at + 1)) if found > 0), default=len(raw))
        if mark == "@":
            end = len(raw)
        if mark in ":@":
            yield Token(start + at, start + at + 1, _T.OPERATOR)
            at += 1
        if at < end:
            yield Token(start + at, start + end, _T.ENUM_MEMBER)
        at = end


def assignment_tokens(pair: Assignment, key: TokenType, modifiers: Modifier) -> Iterator[Token]:
    """`key=value`, or `key value` in the legacy form."""
    yield from substituted(pair.key, [token(pair.key.span, key, modifiers)])
    if pair.value is None:
        return
    if not pair.legacy:
        yield Token(pair.key.span.end, pair.key.span.end + 1, _T.OPERATOR)
    yield from substituted(pair.value, [token(pair.value.span, _T.STRING)])


def flag_tokens(flag: Flag, text: str, stages: frozenset[Span]) -> Iterator[Token]:
    """`--name=value` with the fields of a mount."""
    yield Token(flag.span.start, flag.name_span.end, _T.PARAMETER)
    if flag.value is None:
        return
    equals = text.find("=", flag.name_span.end, flag.value.span.start)
    if equals >= 0:
        yield Token(equals, equals + 1, _T.OPERATOR)
    if flag.name == "from":
        yield from image_tokens(flag.value, stages)
    elif flag.fields:
        yield from within(_fields(flag.fields, stages), flag.value.substitutions)
    else:
        yield from substituted(flag.value, [token(flag.value.span, _T.STRING)])


def _fields(fields: Iterable[MountField], stages: frozenset[Span]) -> Iterator[Token]:
    for field in fields:
        yield token(field.key_span, _T.PROPERTY)
        if field.value is not None and field.value_span.start > field.key_span.end:
            yield Token(field.key_span.end, field.key_span.end + 1, _T.OPERATOR)
            yield token(field.value_span, _T.CLASS if field.value_span in stages else _T.STRING)


def port_tokens(word: Word) -> Iterator[Token]:
    """The numbers of an EXPOSE argument."""
    if len(word.raw) == word.span.end - word.span.start:
        numbers = [Token(*match.span(), _T.NUMBER) for match in _PORT.finditer(word.raw.partition("/")[0])]
        found = [each._replace(start=each.start + word.span.start, end=each.end + word.span.start) for each in numbers]
        yield from substituted(word, found)


def word_tokens(word: Word, *, in_json: bool) -> Iterator[Token]:
    """A path or a name: quotes and variables are marked, the rest is left as it is."""
    is_quoted = in_json or word.raw.startswith(_QUOTES)
    yield from substituted(word, [token(word.span, _T.STRING)] if is_quoted else [])


def substituted(word: Word, tokens: Iterable[Token]) -> Iterator[Token]:
    """`tokens` of a word, with those of its variables in their place."""
    return within(tokens, word.substitutions)


def within(tokens: Iterable[Token], substitutions: Iterable[Substitution]) -> Iterator[Token]:
    """`tokens` cut where a substitution stands, and its own tokens."""
    inner = sorted({each for found in substitutions for each in _substitution(found)})
    if not inner:
        yield from tokens
        return
    yield from inner
    for outer in tokens:
        at = outer.start
        for start, end, _, _ in inner:
            if start >= outer.end or end <= at:
                continue
            if start > at:
                yield outer._replace(start=at, end=start)
            at = max(at, end)
        if at < outer.end:
            yield outer._replace(start=at)


def _substitution(found: Substitution) -> Iterator[Token]:
    """`${name` and `}` are the variable, what stands between them is an operator and text."""
    if found.span.end <= found.name_span.end:
        yield Token(found.span.start, found.name_span.end, _T.VARIABLE)
        return
    yield Token(found.span.start, found.name_span.end, _T.VARIABLE)
    if found.operator:
        yield Token(found.name_span.end, found.name_span.end + len(found.operator), _T.OPERATOR)
    yield Token(found.span.end - 1, found.span.end, _T.VARIABLE)
