"""Where in a TOML text a key or a value stands. `tomllib` gives values without places."""

import re

from dockwright.text.span import Span

_HEADER = re.compile(r"^[ \t]*\[[ \t]*(?P<path>[^\[\]\n]+?)[ \t]*\]", re.MULTILINE)
_PART = re.compile(r"""[ \t]*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[\w-]+))[ \t]*(?:\.|$)""")
_AT = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)|\(at end of document\)")


def place_of(text: str, path: tuple[str, ...], value: str | None = None) -> Span:
    """The span of the last key of `path`, or of the string `value` behind it; the start of the file if it is not seen.

    Good for messages: an odd but valid way of writing may be answered with the key above.
    """
    found = Span(0, 0)
    for depth in range(len(path), 0, -1):
        key = _key(text, path[:depth])
        if key is not None:
            found = key
            break
    if value is not None:
        string = re.compile(rf"""["']{re.escape(value)}["']""").search(text, found.end)
        if string is not None:
            return Span(string.start() + 1, string.end() - 1)
    return found


def place_of_error(text: str, message: str) -> Span:
    """Where a `tomllib.TOMLDecodeError` with that message points: a line and a column are in the message."""
    match = _AT.search(message)
    if match is None or match["line"] is None:
        return Span(len(text), len(text))
    at = 0
    for _ in range(int(match["line"]) - 1):
        at = text.find("\n", at) + 1
    start = min(at + int(match["column"]) - 1, len(text))
    end = text.find("\n", start)
    return Span(start, max(start, len(text) if end < 0 else end))


def _key(text: str, path: tuple[str, ...]) -> Span | None:
    sections = [((), 0), *((_parts(match["path"]), match.end()) for match in _HEADER.finditer(text))]
    ends = [match.start() for match in _HEADER.finditer(text)] + [len(text)]
    for (section, start), end in zip(sections, ends, strict=True):
        if section == path:
            header = text.rfind("[", 0, start)
            return Span(header + 1, start - 1)
        if path[: len(section)] == section:
            rest = r"[ \t]*\.[ \t]*".join(_written(part) for part in path[len(section) :])
            match = re.compile(rf"^[ \t]*({rest})[ \t]*[=.]", re.MULTILINE).search(text, start, end)
            if match is not None:
                return Span(*match.span(1))
    return None


def _parts(path: str) -> tuple[str, ...]:
    return tuple(match["double"] or match["single"] or match["bare"] or "" for match in _PART.finditer(path))


def _written(part: str) -> str:
    word = re.escape(part)
    return rf"""(?:{word}|"{word}"|'{word}')"""
