"""The block structure of a YAML file, as far as compose files and configurations use it.

Mappings, lists, plain and quoted scalars, flow lists and mappings on one line,
anchors, aliases and merge keys; block scalars are passed over as text, tags are
dropped, and a line that fits nowhere is skipped. Not a YAML parser: one would
be the heaviest dependency of the project (tens of milliseconds to import),
raises on the unfinished file that a user is typing, and of the file only a
few keys are wanted.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

YamlValue = str | list["YamlValue"] | dict[str, "YamlValue"]

_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'\[\]{},&*!|>%@`-][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)\s*""")
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_PROPERTY = re.compile(r"(?:&(\S+)|!\S*)(?:\s+|$)")
_BLOCK_SCALAR = re.compile(r"^[|>][+\-0-9]*$")
_FLOW_PIECE = re.compile(
    r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[{}\[\],]|:(?=\s|$)|[^\s{}\[\],:]+(?:(?::(?=\S)|\s+(?![\s:]))[^\s{}\[\],:]+)*)"""
)
_ESCAPE = re.compile(r"\\(.)")
_DEEPEST = 40


class _Line(NamedTuple):
    indent: int
    text: str


def yaml_value(text: str) -> YamlValue:
    """The first document of a YAML text; what cannot be read is left out."""
    return _Reader(text).value()


def yaml_mapping(value: YamlValue | None) -> Mapping[str, YamlValue]:
    """`value` if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def yaml_text(value: YamlValue | None) -> str | None:
    """`value` if it is a scalar that is not null."""
    return value if isinstance(value, str) and value not in ("", "~", "null") else None


class _Reader:
    """Reads line by line with the indentation as guide; lives for one call."""

    def __init__(self, text: str) -> None:
        self._lines = _lines(text)
        self._at = 0
        self._anchors: dict[str, YamlValue] = {}

    def value(self) -> YamlValue:
        if not self._lines:
            return ""
        return self._node(self._lines[0].indent, 0)

    def _node(self, indent: int, depth: int) -> YamlValue:
        """The list or mapping whose lines are indented by `indent`."""
        first = self._lines[self._at]
        if depth > _DEEPEST:
            self._at = len(self._lines)
            return ""
        if first.text == "-" or first.text.startswith("- "):
            return self._list(indent, depth)
        if _KEY.match(first.text):
            return self._mapping(indent, depth)
        self._at += 1
        return self._inline(first.text)

    def _list(self, indent: int, depth: int) -> YamlValue:
        members: list[YamlValue] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.indent != indent or not (line.text == "-" or line.text.startswith("- ")):
                if line.indent <= indent:
                    break
                self._at += 1
                continue
            rest = line.text[1:].lstrip(" ")
            if _KEY.match(rest) or rest.startswith("- "):
                inner = indent + len(line.text) - len(rest)
                self._lines[self._at] = _Line(inner, rest)
                members.append(self._node(inner, depth + 1))
            else:
                self._at += 1
                members.append(self._content(rest, indent, depth))
        return members

    def _mapping(self, indent: int, depth: int) -> YamlValue:
        values: dict[str, YamlValue] = {}
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.indent < indent:
                break
            key = _KEY.match(line.text) if line.indent == indent else None
            self._at += 1
            if key is None:
                continue
            found = self._content(line.text[key.end() :], indent, depth)
            if key[1] == "<<":
                merged = found if isinstance(found, list) else [found]
                for each in merged:
                    values = {**yaml_mapping(each), **values}
            else:
                values[_scalar(key[1])] = found
        return values

    def _content(self, rest: str, indent: int, depth: int) -> YamlValue:
        """What follows a key or a dash: something on the line, or the deeper lines below."""
        anchor = None
        while found := _PROPERTY.match(rest):
            anchor = found[1] or anchor
            rest = rest[found.end() :]
        value = self._inline(rest) if rest else self._below(indent, depth)
        if anchor:
            self._anchors[anchor] = value
        return value

    def _below(self, indent: int, depth: int) -> YamlValue:
        if self._at >= len(self._lines):
            return ""
        line = self._lines[self._at]
        is_list = line.text == "-" or line.text.startswith("- ")
        if line.indent > indent or (line.indent == indent and is_list and not self._in_list(indent)):
            return self._node(line.indent, depth + 1)
        return ""

    def _in_list(self, indent: int) -> bool:
        """Whether the line just read was a list member, whose sibling the next dash is."""
        line = self._lines[self._at - 1]
        return line.indent == indent and (line.text == "-" or line.text.startswith("- "))

    def _inline(self, text: str) -> YamlValue:
        if text.startswith("*"):
            return self._anchors.get(text[1:].strip(), "")
        if _BLOCK_SCALAR.match(text):
            return ""
        if text.startswith(("[", "{")):
            pieces = [str(piece) for piece in _FLOW_PIECE.findall(text)]
            return self._flow(pieces, 0)
        return _scalar(text)

    def _flow(self, pieces: list[str], depth: int) -> YamlValue:
        """A flow list or mapping; takes its pieces off the front."""
        opened = pieces.pop(0)
        members: list[YamlValue] = []
        values: dict[str, YamlValue] = {}
        while pieces and pieces[0] not in "]}":
            if pieces[0] in (",", ":"):
                del pieces[0]
                continue
            key = self._flow_member(pieces, depth)
            if opened == "{" and pieces[:1] == [":"]:
                del pieces[0]
                has_value = bool(pieces) and pieces[0] not in ",]}"
                values[str(key)] = self._flow_member(pieces, depth) if has_value else ""
            else:
                members.append(key)
        del pieces[:1]
        return values if opened == "{" else members

    def _flow_member(self, pieces: list[str], depth: int) -> YamlValue:
        if pieces[0] in "[{" and depth < _DEEPEST:
            return self._flow(pieces, depth + 1)
        text = pieces.pop(0)
        return self._anchors.get(text[1:], "") if text.startswith("*") else _scalar(text)


def _lines(text: str) -> list[_Line]:
    """The lines with content, comments and the lines of block scalars gone; the first document only."""
    lines: list[_Line] = []
    scalar_indent = -1
    for raw in text.removeprefix("\ufeff").split("\n"):
        content = raw.strip("\r\t ")
        indent = len(raw) - len(raw.lstrip(" "))
        if not content or (0 <= scalar_indent < indent):
            continue
        scalar_indent = -1
        if content == "---" and not lines:
            continue
        if content in ("---", "...") and indent == 0:
            break
        bare = _without_comment(content)
        if not bare or bare.startswith("%"):
            continue
        lines.append(_Line(indent, bare))
        if _BLOCK_SCALAR.match(bare.rpartition(" ")[2]):
            scalar_indent = indent
    return lines


def _without_comment(content: str) -> str:
    """A line without the comment at its end; a `#` inside quotes is none."""
    for found in _COMMENT.finditer(content):
        before = content[: found.start()]
        if before.count('"') % 2 == 0 and before.count("'") % 2 == 0:
            return before.rstrip()
    return content


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return _ESCAPE.sub(r"\1", text[1:-1])
    return text
