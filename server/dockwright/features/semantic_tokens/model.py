"""A token, its type and its modifiers: LSP's own names, which every editor's theme knows."""

from enum import IntEnum, IntFlag
from typing import NamedTuple

from dockwright.text.span import Span


class TokenType(IntEnum):
    """The types in use; the number is the place in `LEGEND_TYPES`."""

    KEYWORD = 0
    """An instruction, AS, and the reserved words of a shell."""
    COMMENT = 1
    DECORATOR = 2
    """The name of a parser directive."""
    STRING = 3
    NUMBER = 4
    """A port."""
    OPERATOR = 5
    VARIABLE = 6
    PARAMETER = 7
    """A flag of an instruction, an option of a command."""
    PROPERTY = 8
    """A key: of a mount, of a label."""
    CLASS = 9
    """A stage."""
    NAMESPACE = 10
    """The registry of an image."""
    TYPE = 11
    """The repository of an image."""
    ENUM_MEMBER = 12
    """A tag, a digest, a signal."""
    FUNCTION = 13
    """A command."""
    MACRO = 14
    """The delimiters of a here-document."""


class Modifier(IntFlag):
    """The modifiers in use; the bit is the place in `LEGEND_MODIFIERS`."""

    NONE = 0
    DECLARATION = 1
    DEPRECATED = 2


LEGEND_TYPES = (
    "keyword",
    "comment",
    "decorator",
    "string",
    "number",
    "operator",
    "variable",
    "parameter",
    "property",
    "class",
    "namespace",
    "type",
    "enumMember",
    "function",
    "macro",
)
LEGEND_MODIFIERS = ("declaration", "deprecated")


class Token(NamedTuple):
    """A piece of text on one or several lines and what it is."""

    start: int
    end: int
    type: TokenType
    modifiers: Modifier = Modifier.NONE


def token(span: Span, kind: TokenType, modifiers: Modifier = Modifier.NONE) -> Token:
    """The token at `span`."""
    return Token(span.start, span.end, kind, modifiers)
