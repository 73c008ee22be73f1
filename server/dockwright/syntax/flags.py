"""Flags: the words that begin with `--` between a keyword and its arguments."""

from typing import NamedTuple

from dockwright.syntax.arguments import Line
from dockwright.syntax.blanks import UNICODE
from dockwright.syntax.nodes import Flag, MountField, Word
from dockwright.text.span import Span

_BLANKS = frozenset(UNICODE)


class Flags(NamedTuple):
    """The flags and the offset in the joined line at which the arguments begin."""

    flags: tuple[Flag, ...]
    end: int


def read_flags(line: Line, start: int, end: int) -> Flags:
    """The flags from `start` on; a lone `--` ends them and is dropped."""
    text = line.logical.text
    flags: list[Flag] = []
    at = start
    while True:
        while at < end and text[at] in _BLANKS:
            at += 1
        if not text.startswith("--", at, end):
            return Flags(tuple(flags), at)
        flag_end, content, sources = _scan(text, at, end, line.escape)
        if content == "--" and flag_end < end:
            return Flags(tuple(flags), flag_end)
        if content != "--":
            flags.append(_flag(line, at, flag_end, content, sources))
        at = flag_end


def _scan(text: str, at: int, end: int, escape: str) -> tuple[int, str, list[int]]:
    """One flag: where it ends, its text without quotes and escapes, and where each code point of that came from."""
    chars: list[str] = []
    sources: list[int] = []
    quote = ""
    while at < end:
        char = text[at]
        if quote:
            if char == quote:
                quote = ""
                at += 1
                continue
        elif char in _BLANKS:
            break
        elif char in "'\"":
            quote = char
            at += 1
            continue
        if char == escape:
            at += 1
            if at == end:
                break
            char = text[at]
        chars.append(char)
        sources.append(at)
        at += 1
    sources.append(at)
    return at, "".join(chars), sources


def _flag(line: Line, start: int, end: int, content: str, sources: list[int]) -> Flag:
    equals = content.find("=")
    name_end = sources[equals] if equals >= 0 else sources[-1]
    name = content[2 : equals if equals >= 0 else None]
    value = None
    if equals >= 0:
        written = line.word(name_end + 1, end)
        value = Word(written.raw, written.span, content[equals + 1 :], written.substitutions)
    fields: tuple[MountField, ...] = ()
    if name == "mount" and equals >= 0:
        fields = _mount_fields(line, content, sources, equals + 1)
    return Flag(
        name=name,
        name_span=line.logical.span(start + len("--"), name_end),
        value=value,
        span=line.logical.span(start, end),
        # BuildKit reads flags byte by byte and takes each byte for a code point.
        text=content if content.isascii() else content.encode("utf-8", "surrogatepass").decode("latin-1"),
        fields=fields,
    )


def _mount_fields(line: Line, content: str, sources: list[int], start: int) -> tuple[MountField, ...]:
    """The comma-separated `key=value` parts; a part in double quotes may hold commas."""
    fields: list[MountField] = []
    at = start
    while at <= len(content):
        end = _field_end(content, at)
        equals = content.find("=", at, end)
        key_end = equals if equals >= 0 else end
        fields.append(
            MountField(
                key=content[at:key_end].strip('"').lower(),
                key_span=_source_span(line, sources, at, key_end),
                value=content[equals + 1 : end].strip('"') if equals >= 0 else None,
                value_span=_source_span(line, sources, min(key_end + 1, end), end),
                span=_source_span(line, sources, at, end),
            )
        )
        at = end + 1
    return tuple(fields)


def _field_end(content: str, at: int) -> int:
    if content.startswith('"', at):
        closing = content.find('"', at + 1)
        at = closing if closing >= 0 else len(content)
    comma = content.find(",", at)
    return comma if comma >= 0 else len(content)


def _source_span(line: Line, sources: list[int], start: int, end: int) -> Span:
    if start >= end:
        return line.logical.span(sources[start], sources[start])
    return line.logical.span(sources[start], sources[end - 1] + 1)
