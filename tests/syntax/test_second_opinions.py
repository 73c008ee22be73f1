"""Our parser and ignore matcher beside three others: each difference is named here, with its reason.

`dockerfile` is BuildKit's own parser, of 2024; `e2b-dockerfile-utils` a port of
today's; `dockerfile-parse` an independent one without here-documents.
"""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Protocol, TypedDict, cast

import dockerfile
import pytest
from dockerfile_parse import DockerfileParser
from e2b_dockerfile_utils import PatternMatcher

from dockwright.project.ignore import parse_ignore
from dockwright.project.paths import ProjectPath
from dockwright.syntax.nodes import Env, Label, OnBuild
from dockwright.syntax.parser import parse
from tests.support.buildkit import arguments

CONFORMANCE = Path(__file__).parents[1] / "conformance"
CASES = CONFORMANCE / "cases"

BUILDKIT_OF_2024 = {
    "error-json-shell-comment.Dockerfile": "text after a JSON array was overlooked then",
    "lint-json-args-recommended-text-after-array-is-shell-form.Dockerfile": "text after a JSON array",
    "parse-json-duplicate-array.Dockerfile": "text after a JSON array",
    "parse-json-text-after.Dockerfile": "text after a JSON array",
    "error-onbuild-unknown-child-used.Dockerfile": "the package gives an unknown trigger an empty argument",
    "parse-bytes-nul-in-run.Dockerfile": "the package cuts strings at a NUL",
    "parse-heredoc-run-space-after-operator.Dockerfile": "`<< EOF` was no here-document then",
}
"""Cases in which that parser is no longer right, or the package distorts it."""


class Command(Protocol):
    cmd: str
    start_line: int
    end_line: int
    flags: Sequence[str]
    value: Sequence[str]


def by_buildkit(text: str) -> list[tuple[object, ...]] | None:
    try:
        commands = cast("list[Command]", dockerfile.parse_string(text))  # pyright: ignore[reportUnknownMemberType]
    except Exception:  # noqa: BLE001  the package's error has no type; what BuildKit refuses is no case here
        return None
    return [(one.cmd.upper(), one.start_line, one.end_line, tuple(one.flags), tuple(one.value)) for one in commands]


def by_us(text: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for at, node in parse(text).instructions:
        found = arguments(node)
        if isinstance(node, Env | Label):
            found = [part for index, part in enumerate(found) if index % 3 < 2]
        if isinstance(node, OnBuild) and node.trigger is not None:
            found = [word.raw for word in node.trigger.arguments]
        first = text.count("\n", 0, at) + 1
        last = text.count("\n", 0, at + len(node.text) - 1) + 1
        rows.append((node.name, first, last, tuple(flag.text for flag in node.flags), tuple(found)))
    return rows


def accepted() -> list[str]:
    texts = {path.name: path.read_bytes().decode("utf-8", "surrogateescape") for path in CASES.glob("*.Dockerfile")}
    return sorted(name for name, text in texts.items() if text.isascii() and by_buildkit(text) is not None)


@pytest.mark.parametrize("name", accepted())
def test_buildkits_own_parser(name: str) -> None:
    text = (CASES / name).read_bytes().decode()
    assert (by_us(text) == by_buildkit(text)) == (name not in BUILDKIT_OF_2024)


PLAIN = 'FROM node:22 AS a\nRUN one \\\n  two\n\nCOPY --from=a x /y\nENV A=1 \\\n B=2\nCMD ["c"]\n'


def test_dockerfile_parse_sees_the_same_instructions_in_a_plain_file() -> None:
    parser = DockerfileParser(fileobj=cast("IO[str]", io.BytesIO(PLAIN.encode())))
    expected = [(one["instruction"], one["startline"], one["endline"]) for one in parser.structure]
    assert [(row[0], cast("int", row[1]) - 1, cast("int", row[2]) - 1) for row in by_us(PLAIN)] == expected


class IgnoreCase(TypedDict):
    name: str
    patterns: str
    paths: list[str]
    excluded: list[str]


IGNORED: list[IgnoreCase] = [
    case for case in json.loads((CONFORMANCE / "dockerignore.json").read_bytes()) if "excluded" in case
]


@pytest.mark.parametrize("case", IGNORED, ids=[case["name"] for case in IGNORED])
def test_a_port_of_mobys_matcher(case: IgnoreCase) -> None:
    ours = parse_ignore(case["patterns"])
    theirs = PatternMatcher(case["patterns"].removeprefix("\ufeff").split("\n"))
    assert [ours.excludes(ProjectPath(path)) for path in case["paths"]] == [
        theirs.matches(path) for path in case["paths"]
    ]
