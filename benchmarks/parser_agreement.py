"""How often our parser agrees with BuildKit's own on a folder of Dockerfiles.

    python benchmarks/parser_agreement.py FOLDER

Compares instruction, first and last line, flags and arguments of every
instruction of every file below FOLDER with the PyPI package `dockerfile`,
which is BuildKit's parser; prints each difference and the rate.
"""

import sys
from pathlib import Path
from typing import Protocol, cast

import dockerfile

from dockwright.syntax.nodes import Env, Label, OnBuild
from dockwright.syntax.parser import parse
from tests.support.buildkit import arguments as buildkit_arguments
from tests.support.buildkit import as_buildkit

Row = tuple[str, int, int, tuple[str, ...], tuple[str, ...]]


def ours(text: str) -> list[Row]:
    file = parse(text)
    rows: list[Row] = []
    for placed, verdict in zip(file.instructions, as_buildkit(file), strict=True):
        node = placed.node
        arguments = buildkit_arguments(node)
        if isinstance(node, Env | Label):
            arguments = [part for index, part in enumerate(arguments) if index % 3 < 2]  # the package drops the `=`
        if isinstance(node, OnBuild) and node.trigger is not None:
            arguments = [] if not node.trigger.arguments else [word.raw for word in node.trigger.arguments]
        rows.append(
            (
                str(verdict["instruction"]).upper(),
                int(str(verdict["startLine"])),
                int(str(verdict["endLine"])),
                tuple(flag.text for flag in node.flags),
                tuple(arguments),
            )
        )
    return rows


class Theirs(Protocol):
    """An instruction as the package gives it."""

    cmd: str
    start_line: int
    end_line: int
    flags: list[str]
    value: list[str]


def theirs(text: str) -> list[Row]:
    return [
        (command.cmd.upper(), command.start_line, command.end_line, tuple(command.flags), tuple(command.value))
        for command in cast("list[Theirs]", dockerfile.parse_string(text))  # pyright: ignore[reportUnknownMemberType]
    ]


def main() -> int:
    same = total = refused = 0
    for path in sorted(Path(sys.argv[1]).rglob("*")):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        try:
            expected = theirs(text)
        except Exception as error:  # noqa: BLE001  the package raises an untyped class of its own
            refused += 1
            print(f"{path}: refused by BuildKit: {str(error)[:100]}")
            continue
        found = ours(text)
        total += len(expected)
        for one, other in zip(expected, found, strict=False):
            if one == other:
                same += 1
            else:
                print(f"{path}\n  BuildKit {str(one)[:300]}\n  ours     {str(other)[:300]}")
        if len(expected) != len(found):
            print(f"{path}: {len(expected)} instructions, ours {len(found)}")
    print(f"{same} of {total} instructions agree ({same / max(total, 1):.4%}), {refused} files refused by BuildKit")
    return same != total


if __name__ == "__main__":
    sys.exit(main())
