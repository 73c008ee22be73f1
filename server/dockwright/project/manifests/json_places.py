"""Where in the text of a JSON file a member stands."""

import json
import re

from dockwright.text.span import Span

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*+"|[{}\[\]:,]')


def member_key(text: str, path: tuple[str, ...]) -> Span | None:
    """The key, between its quotes, of the member at a path of keys; None if there is none or the text breaks off."""
    above: list[str | None] = []
    key: str | None = None
    key_span = Span(0, 0)
    last: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "{[":
            above.append(key if mark == "{" or key is not None else None)
            key = None
        elif mark in "}]":
            if above:
                above.pop()
            key = None
        elif mark == ",":
            key = None
        elif mark == ":" and last is not None:
            key, key_span = _text(last[0]), Span(last.start() + 1, last.end() - 1)
            if (*above[1:], key) == path:
                return key_span
        last = token if mark[0] == '"' else None
    return None


def _text(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return quoted[1:-1]
