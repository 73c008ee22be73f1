"""Where the cursor stands in an instruction that may not be finished.

Only the text before the cursor tells what can come: it is joined and cut as the
builder would. What follows the cursor is used for what is there already.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dockwright.features.snapshot import Snapshot
from dockwright.model.stages import Stage
from dockwright.syntax.arguments import Line
from dockwright.syntax.blanks import ARGUMENT, UNICODE
from dockwright.syntax.flags import read_flags
from dockwright.syntax.logical import Logical, join
from dockwright.syntax.nodes import Heredoc, Instruction, OnBuild, Placed
from dockwright.text.span import Span

NAME = re.compile(r"[\w.-]*")
PATH = re.compile(r"[^\s\"',\[\]]*")
_TOKEN = re.compile(r"[^\t\v\f\r ]*\Z")
_OPEN_STRING = re.compile(r'"((?:[^"\\]|\\.)*)(")?', re.DOTALL)
_ON_BUILD = "ONBUILD"


class Argument(NamedTuple):
    """The argument at the cursor: its number from 0 and its text so far, which begins at `at` of the joined line.

    In a JSON array `is_open` tells whether the cursor is inside a string; elsewhere it is True.
    """

    number: int
    text: str
    at: int
    is_open: bool = True


@dataclass(frozen=True, eq=False)
class Site:
    """The cursor in an instruction.

    `at` is the instruction's place in the file, `logical` its joined text up to the cursor, `node` the
    instruction as it is parsed (the trigger of an ONBUILD). `keyword` is in upper case, `""` while the keyword itself
    is typed, which begins at `keyword_at` of the joined text. `start` is where the arguments begin there.
    """

    snapshot: Snapshot
    offset: int
    at: int
    logical: Logical
    node: Instruction
    text: str
    keyword: str
    keyword_at: int
    start: int
    in_onbuild: bool
    body: Heredoc | None

    @cached_property
    def token(self) -> str:
        """What stands before the cursor since the last blank."""
        match = _TOKEN.search(self.text)
        return match[0] if match is not None else ""

    @property
    def token_at(self) -> int:
        """Where the token begins in the joined text."""
        return len(self.text) - len(self.token)

    @property
    def in_flag(self) -> bool:
        """Whether the token is a flag."""
        return self.token.startswith("--") and self.token_at <= self.start

    @property
    def may_begin_flag(self) -> bool:
        """Whether a flag could begin at the token."""
        return self.token in {"", "-"} and self.token_at <= self.start

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The arguments before the token, split at blanks."""
        return tuple(match[0] for match in ARGUMENT.finditer(self.text, self.start, max(self.start, self.token_at)))

    @property
    def rest(self) -> str:
        """The arguments up to the cursor."""
        return self.text[self.start :]

    @property
    def is_json(self) -> bool:
        """Whether the arguments begin a JSON array."""
        return self.rest.startswith("[")

    @cached_property
    def argument(self) -> Argument:
        """The argument at the cursor."""
        if not self.is_json:
            return Argument(len(self.words), self.token, self.token_at)
        number, at, text = 0, len(self.text), ""
        for match in _OPEN_STRING.finditer(self.text, self.start):
            if match[2] is None:
                at, text = match.start(1), match[1]
                return Argument(number, text, at)
            number += 1
        return Argument(number, text, at, is_open=False)

    @cached_property
    def follows(self) -> bool:
        """Whether there are more arguments after the one at the cursor."""
        return any(self.at + word.span.start > self.offset for word in self.node.arguments)

    @property
    def stage(self) -> Stage | None:
        """The stage that the instruction belongs to, None before the first FROM."""
        return self.snapshot.facts.stage_at(self.at)

    @cached_property
    def given_flags(self) -> frozenset[str]:
        """The names of the other flags of the instruction."""
        at = self.offset - self.at
        return frozenset(flag.name for flag in self.node.flags if not flag.span.holds(at))

    def span(self, at: int, after: re.Pattern[str] = NAME) -> Span:
        """The span to replace: from `at` of the joined text up to the cursor and over what matches behind it."""
        text = self.snapshot.text
        start = self.offset if at >= len(self.text) else self.at + self.logical.source(at)
        match = after.match(text, self.offset)
        end = match.end() if match is not None else self.offset
        if "\n" in text[start : self.offset]:
            start = self.offset
        return Span(start, end)

    def is_glued(self, end: int) -> bool:
        """Whether what stands at `end` of the file would become part of a word that ends there."""
        return self.snapshot.text[end : end + 1] not in {"", " ", "\t", "\r", "\n", "="}

    def next_is(self, text: str, after: re.Pattern[str] = NAME) -> bool:
        """Whether `text` follows what would be replaced."""
        match = after.match(self.snapshot.text, self.offset)
        return self.snapshot.text.startswith(text, match.end() if match is not None else self.offset)


def site_at(snapshot: Snapshot, offset: int) -> Site | None:
    """The cursor in an instruction; None in comments, also those between continued lines, and between instructions."""
    placed = instruction_at(snapshot, offset)
    if placed is None:
        return None
    node, at = placed.node, placed.at
    cut = node.text[: offset - at]
    for doc in node.heredocs:
        end = doc.terminator.end if doc.terminator is not None else doc.body.end
        begins = node.text[doc.body.start - 1 : doc.body.start] == "\n"
        if begins and doc.body.start <= offset - at <= end:
            return _site(snapshot, offset, placed, Logical("", [(0, 0)], 0), "", doc)
    line = cut[cut.rfind("\n") + 1 :]
    if len(line) < len(cut) and line.lstrip(UNICODE).startswith("#"):
        return None
    logical = join(cut, node.escape)
    text = logical.text
    if len(line) < len(cut) and not line.strip(UNICODE) and not text.endswith(" "):
        text += " "
    return _site(snapshot, offset, placed, logical, text, None)


def instruction_at(snapshot: Snapshot, offset: int) -> Placed[Instruction] | None:
    """The instruction that the cursor is in; at the end of a line that is continued still that one."""
    facts = snapshot.facts
    index = facts.index_at(offset)
    if index < 0:
        return None
    placed = facts.file.instructions[index]
    if offset < placed.end:
        return placed
    node = placed.node
    is_open = bool(node.continuations) and node.continuations[-1].end == len(node.text)
    return placed if offset == placed.end and (is_open or not node.text.endswith("\n")) else None


def _site(  # noqa: PLR0913, PLR0917 - the parts of one value
    snapshot: Snapshot,
    offset: int,
    placed: Placed[Instruction],
    logical: Logical,
    text: str,
    body: Heredoc | None,
) -> Site:
    node, keyword_at = placed.node, 0
    keyword, start = _keyword(text, 0)
    in_onbuild = keyword == _ON_BUILD
    if in_onbuild:
        keyword_at = start
        keyword, start = _keyword(text, start)
    if isinstance(node, OnBuild) and node.trigger is not None and (in_onbuild or body is not None):
        node = node.trigger
    if body is not None:
        keyword = node.name
    if keyword:
        start = read_flags(Line(logical, node.escape, expands=False), start, len(text)).end
        while text[start : start + 1] in set(UNICODE):
            start += 1
        start = min(start, len(text))
    return Site(snapshot, offset, placed.at, logical, node, text, keyword, keyword_at, start, in_onbuild, body)


def _keyword(text: str, at: int) -> tuple[str, int]:
    """The keyword in upper case and where what follows it begins; no keyword if a blank does not end it yet."""
    match = ARGUMENT.search(text, at)
    if match is None or match.end() == len(text):
        return "", match.start() if match is not None else len(text)
    end = match.end()
    while end < len(text) and text[end] in UNICODE:
        end += 1
    return match[0].upper(), end
