"""Real Dockerfiles as BuildKit's own parser reads them; our parser has no part in it."""

import random
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol, cast

import dockerfile


class Instruction(NamedTuple):
    """An instruction: its keyword in upper case, its first and last line from 0, flags and words."""

    name: str
    line: int
    last: int
    flags: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def is_on_one_line(self) -> bool:
        """Whether it is written on one line."""
        return self.line == self.last


class _Theirs(Protocol):
    """An instruction as the package `dockerfile` gives it."""

    cmd: str
    start_line: int
    end_line: int
    flags: list[str]
    value: list[str]


def instructions(text: str) -> tuple[Instruction, ...] | None:
    """The instructions of a file, None if BuildKit's parser refuses it."""
    try:
        found = cast("list[_Theirs]", dockerfile.parse_string(text))  # pyright: ignore[reportUnknownMemberType]
    except Exception:  # noqa: BLE001 - what the package raises, it does not say
        return None
    return tuple(
        Instruction(each.cmd.upper(), each.start_line - 1, each.end_line - 1, tuple(each.flags), tuple(each.value))
        for each in found
    )


class Source:
    """A file that BuildKit's parser accepts."""

    def __init__(self, text: str, found: tuple[Instruction, ...]) -> None:
        """Hold a text and its instructions."""
        self.text = text
        self.instructions = found

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        found = [0]
        for line in self.lines:
            found.append(found[-1] + len(line) + 1)
        return found

    @cached_property
    def stages(self) -> dict[str, int]:
        """The names of stages in lower case, and the line of the FROM."""
        return {
            each.words[2].lower(): each.line
            for each in self.instructions
            if each.name == "FROM" and len(each.words) == 3 and each.words[1].lower() == "as"
        }

    def code(self, instruction: Instruction) -> Iterator[tuple[int, str]]:
        """The lines of an instruction, with where they begin; comments between them are left out."""
        for line in range(instruction.line, min(instruction.last, len(self.lines) - 1) + 1):
            if line == instruction.line or not self.lines[line].lstrip().startswith("#"):
                yield self.starts[line], self.lines[line]

    @cached_property
    def plain(self) -> list[Instruction]:
        """The instructions without here-documents, whose text is something else."""
        return [each for each in self.instructions if "<<" not in self.lines[each.line]]

    def declared(self) -> dict[str, list[int]]:
        """The variables that ARG and ENV declare: where their names begin."""
        found: dict[str, list[int]] = {}
        for each in self.plain:
            if each.name not in {"ARG", "ENV"}:
                continue
            for start, line in self.code(each):
                for match in re.finditer(r"(?<![\w$\"'{=/.:-])([A-Za-z_]\w*)(?==|\s*$)", line):
                    if match[1].upper() not in {"ARG", "ENV"}:
                        found.setdefault(match[1], []).append(start + match.start())
        return found

    def named(self, name: str) -> list[int]:
        """Where a stage is named, its FROM first: in FROM, `--from=` and `from=`."""
        word = re.escape(name)
        pattern = re.compile(
            rf"(?:\bAS\s+|--from=|[,=]from=|^\s*FROM\s+(?:--\S+\s+)*)(?P<name>{word})(?=[\s,]|$)", re.IGNORECASE
        )
        return [
            start + match.start("name")
            for each in self.plain
            for start, line in self.code(each)
            for match in pattern.finditer(line)
        ]

    def used(self, name: str) -> list[int]:
        """Where a variable is named with a `$`: where the name begins."""
        pattern = re.compile(rf"\$\{{?({re.escape(name)})(?!\w)")
        return [
            start + match.start(1)
            for each in self.plain
            for start, line in self.code(each)
            for match in pattern.finditer(line)
        ]


def read(folder: Path) -> list[Source]:
    """The files below a folder that are Dockerfiles, in an order that is the same each time."""
    found: list[Source] = []
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    random.Random(1).shuffle(paths)  # noqa: S311 - the same order each time
    for path in paths:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        parsed = instructions(text) if "{{" not in text and "{%" not in text else None
        if parsed and any(each.name == "FROM" for each in parsed):
            found.append(Source(text, parsed))
    return found
