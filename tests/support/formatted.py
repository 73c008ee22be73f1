"""What formatting may not change: BuildKit's parse, our own, and every byte of comments, here-documents and quotes.

May change: the case of keywords, AS and the like, and, in the text that a POSIX shell gets,
the number of blanks between two words where the file breaks the line.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, cast

import dockerfile

from dockwright.syntax.nodes import Comment, File, Instruction
from dockwright.syntax.parser import parse
from tests.support.buildkit import as_buildkit

_QUOTED_OR_BLANKS = re.compile(r"""('[^']*'|"(?:[^"\\]|\\.)*"|\\.)|[ \t]+""", re.DOTALL)
_KEYWORDS = frozenset({"AS", "CMD", "NONE"})
_SHELL_FORMS = frozenset({"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD"})


class _Command(Protocol):
    """An instruction as the package gives it."""

    cmd: str
    sub_cmd: str | None
    json: bool
    flags: tuple[str, ...]
    value: tuple[str, ...]
    heredocs: tuple[object, ...]


class _Row(NamedTuple):
    name: str
    flags: tuple[str, ...]
    json: bool
    value: tuple[str, ...]
    heredocs: tuple[str, ...]


def differences(before: str, after: str) -> list[str]:
    """What is not the same in two texts of a file; nothing if formatting is all that happened."""
    return [*_by_buildkit(before, after), *_by_us(parse(before), parse(after))]


def _by_buildkit(before: str, after: str) -> Iterator[str]:
    old, new = _rows(before), _rows(after)
    if old is None or new is None:
        if old != new:
            yield "one of the two is refused by BuildKit"
        return
    yield from _compare("BuildKit", old, new)


def _rows(text: str) -> list[_Row] | None:
    try:
        found = cast("list[_Command]", dockerfile.parse_string(text))  # pyright: ignore[reportUnknownMemberType]
    except Exception:  # noqa: BLE001  the package raises an untyped class of its own
        return None
    return [
        _Row(
            f"{each.cmd} {each.sub_cmd or ''}".upper(),
            each.flags,
            each.json,
            _values(each.cmd.upper(), each.value, is_json=each.json),
            tuple(map(repr, each.heredocs)),
        )
        for each in found
    ]


def _values(name: str, values: tuple[str, ...], *, is_json: bool) -> tuple[str, ...]:
    """The arguments, in a case and with blanks that mean nothing made the same."""
    if name in {"FROM", "HEALTHCHECK"}:
        values = tuple(value.upper() if value.upper() in _KEYWORDS else value for value in values)
    if name not in _SHELL_FORMS or is_json:
        return values
    return tuple(_QUOTED_OR_BLANKS.sub(lambda match: match[1] or " ", value) for value in values)


def _by_us(before: File, after: File) -> Iterator[str]:
    yield from _compare("ours", _our_rows(before), _our_rows(after))
    yield from _compare("comments", _comments(before), _comments(after))
    yield from _compare("here-documents", _heredocs(before), _heredocs(after))
    yield from _compare("quotes", _quoted(before), _quoted(after))
    yield from _compare("problems", _problems(before), _problems(after))


def _our_rows(file: File) -> list[_Row]:
    found: list[_Row] = []
    for placed, verdict in zip(file.instructions, as_buildkit(file), strict=True):
        node = placed.node
        name = str(verdict["instruction"]).upper()
        arguments = tuple(word.raw for word in node.arguments)
        flags = tuple(flag.text for flag in node.flags)
        found.append(_Row(name, flags, node.json, _values(name, arguments, is_json=node.json), ()))
    return found


def _comments(file: File) -> list[str]:
    alone = [placed.span.of(file.text) for placed in file.items if isinstance(placed.node, Comment)]
    return alone + [line for placed in file.instructions for line in _inner_comments(placed.node)]


def _inner_comments(node: Instruction) -> Iterator[str]:
    """The comments inside the continuation, from the `#` to the line end."""
    for span in node.continuations:
        lines = span.of(node.text).split("\n")
        yield from (line.lstrip(" \t").rstrip("\r") for line in lines if line.lstrip().startswith("#"))


def _heredocs(file: File) -> list[tuple[str, str]]:
    docs = [doc for placed in file.instructions for doc in placed.node.heredocs]
    return [(doc.name, doc.content) for doc in docs]


def _quoted(file: File) -> list[list[str]]:
    """The quoted parts of each instruction's arguments, in its joined line."""
    return [[match[1] for match in _QUOTED_OR_BLANKS.finditer(p.node.rest.raw) if match[1]] for p in file.instructions]


def _problems(file: File) -> list[list[str]]:
    return [[problem.code for problem in placed.node.problems] for placed in file.instructions]


def _compare(what: str, before: Sequence[object], after: Sequence[object]) -> Iterator[str]:
    if len(before) != len(after):
        yield f"{what}: {len(before)} before, {len(after)} after"
    for old, new in zip(before, after, strict=False):
        if old != new:
            yield f"{what}: {old!r} became {new!r}"
