"""Markdown for clients that show it, and plain text for those that do not."""

import re

from lsprotocol import types

_FENCE = re.compile(r"^```.*\n?", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_EMPHASIS = re.compile(r"\*\*|`|\\(?=[<*_])")


def markup(text: str, *, markdown: bool) -> types.MarkupContent:
    """`text`, which is Markdown, as the client can show it."""
    if markdown:
        return types.MarkupContent(types.MarkupKind.Markdown, text)
    return types.MarkupContent(types.MarkupKind.PlainText, plain(text))


def documentation(text: str, kind: str) -> str | types.MarkupContent:
    """`text` as documentation for a client that takes `kind`, see `client.Client`."""
    return markup(text, markdown=kind == "markdown") if kind else plain(text)


def plain(text: str) -> str:
    """The text without the marks that our own Markdown uses."""
    return _EMPHASIS.sub("", _LINK.sub(r"\1: \2", _FENCE.sub("", text)))
