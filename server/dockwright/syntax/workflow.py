"""GitHub workflow files, as far as building images goes: the steps of each job and what they are given.

Not a YAML parser: workflow files are written in block style, and what is
needed are the places of a few lines in them. Flow mappings, anchors and multi-line
keys are passed over, never misread as something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dockwright.text.span import Span

_STEPS = re.compile(r"[ ]*steps:[ \t]*(?:#.*)?")
_KEY = re.compile(r"(?P<indent>[ ]*)(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*'):(?:[ \t]+(?P<value>\S.*?))?[ \t]*")
_COMMENT = re.compile(r"[ \t]+#.*")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\d?")


class Line(NamedTuple):
    """A line that is neither blank nor a comment: its content without the line end, and where it begins."""

    text: str
    at: int

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip(" "))


class Entry(NamedTuple):
    """`key: value` in a step; `value` is as written without quotes and comment, its lines joined for a block scalar."""

    key: str
    value: str
    key_span: Span
    value_span: Span
    indent: int
    end: int
    """The offset after the last line of the entry."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A step of a job: its own entries and those below `with:`."""

    span: Span
    indent: int
    """The column of its keys."""
    entries: tuple[Entry, ...]
    inputs: tuple[Entry, ...]

    def entry(self, key: str) -> Entry | None:
        """The entry of that key."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def input(self, key: str) -> Entry | None:
        """The input of that name below `with:`."""
        return next((entry for entry in self.inputs if entry.key == key), None)

    @property
    def action(self) -> str:
        """The action that it uses, without the version; `""` if it uses none."""
        uses = self.entry("uses")
        return uses.value.partition("@")[0] if uses is not None else ""


@dataclass(frozen=True, slots=True, eq=False)
class Workflow:
    """A workflow file: the steps of each job, in order."""

    text: str
    jobs: tuple[tuple[Step, ...], ...]

    @property
    def line_end(self) -> str:
        """The line end that the file uses."""
        return "\r\n" if "\r\n" in self.text else "\n"


def parse_workflow(text: str) -> Workflow:
    """The jobs of a workflow file; what is no such file has none. Never raises."""
    lines = tuple(_lines(text))
    jobs: list[tuple[Step, ...]] = []
    for index, line in enumerate(lines):
        if _STEPS.fullmatch(line.text):
            jobs.append(tuple(_steps(lines, index, text)))
    return Workflow(text, tuple(jobs))


def _lines(text: str) -> Iterator[Line]:
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        content = text[at:end].rstrip("\r\n")
        if content.strip() and not content.lstrip().startswith("#"):
            yield Line(content, at)
        at = end


def _line_end(text: str, line: Line) -> int:
    return text.find("\n", line.at) + 1 or len(text)


def _steps(lines: tuple[Line, ...], start: int, text: str) -> Iterator[Step]:
    """The list items below the `steps:` of line `start`."""
    outer = lines[start].indent
    item: list[Line] = []
    dash = -1
    for line in lines[start + 1 :]:
        is_item = line.text.lstrip(" ").startswith("- ")
        if line.indent < outer or (line.indent == outer and not is_item):
            break
        if is_item and dash < 0:
            dash = line.indent
        if is_item and line.indent == dash:
            if item:
                yield _step(item, text)
            item = []
        if dash >= 0:
            item.append(line)
    if item:
        yield _step(item, text)


def _step(item: list[Line], text: str) -> Step:
    first = item[0]
    after_dash = first.text[first.indent + 1 :]
    indent = first.indent + 1 + len(after_dash) - len(after_dash.lstrip(" "))
    blanked = Line(" " * indent + first.text[indent:], first.at)
    entries = tuple(_entries([blanked, *item[1:]], indent, text))
    inputs: tuple[Entry, ...] = ()
    given = next((entry for entry in entries if entry.key == "with" and not entry.value), None)
    if given is not None:
        below = [line for line in item if given.key_span.end < line.at < given.end]
        inputs = tuple(_entries(below, below[0].indent, text)) if below else ()
    last = item[-1]
    return Step(Span(first.at + first.indent, last.at + len(last.text.rstrip())), indent, entries, inputs)


def _entries(lines: list[Line], indent: int, text: str) -> Iterator[Entry]:
    """The `key: value` lines at `indent`, each with the deeper lines below it."""
    for index, line in enumerate(lines):
        match = _KEY.fullmatch(line.text) if line.indent == indent else None
        if match is None:
            continue
        below: list[Line] = []
        for other in lines[index + 1 :]:
            if other.indent <= indent:
                break
            below.append(other)
        yield _entry(match, line, below, text)


def _entry(match: re.Match[str], line: Line, below: list[Line], text: str) -> Entry:
    written = match["value"] or ""
    start = line.at + (match.start("value") if written else match.end("key") + 1)
    value = _COMMENT.sub("", written) if written[:1] not in {'"', "'"} else written
    span = Span(start, start + len(value))
    if _BLOCK_SCALAR.fullmatch(value) and below:
        span = Span(below[0].at + below[0].indent, below[-1].at + len(below[-1].text.rstrip()))
        value = "\n".join(other.text.strip() for other in below)
    elif value.startswith("#"):
        value = ""
    end = _line_end(text, below[-1] if below else line)
    key_span = Span(line.at + match.start("key"), line.at + match.end("key"))
    return Entry(match["key"].strip("\"'"), value.strip("\"'"), key_span, span, line.indent, end)
