"""Code actions: what is offered where, in which order, and that choosing one does what it said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dockwright.features.actions import FIX_ALL, PRODUCTION, QUICKFIX, REWRITE, Action, code_actions, resolve
from dockwright.features.diagnostics import report
from dockwright.features.snapshot import Snapshot
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.edit import apply
from dockwright.text.span import Span
from tests.support.marks import selection

NODE = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\nRUN npm run build\nCMD npm start\n"
FILES = {
    "package.json": '{"scripts": {"start": "node dist/a.js", "build": "tsc"}}',
    "package-lock.json": '{"lockfileVersion": 3, "packages": {}}',
}
CASES = Path(__file__).parents[1] / "conformance" / "cases"


def snapshot(text: str, files: dict[str, str] | None = None) -> Snapshot:
    project: Project = from_files(files) if files is not None else UNKNOWN_PROJECT
    return Snapshot(open_document("", 0, text), facts_of(parse(text)), project)


def offered(marked: str, *only: str, files: dict[str, str] | None = None) -> tuple[Snapshot, tuple[Action, ...]]:
    text, span = selection(marked)
    taken = snapshot(text, files)
    return taken, code_actions(taken, span, only)


def texts() -> Iterator[object]:
    yield pytest.param(NODE, FILES, id="node")
    yield pytest.param(NODE.replace("\n", "\r\n"), FILES, id="node-crlf")
    for path in sorted(CASES.glob("*.Dockerfile"))[::7]:
        yield pytest.param(path.read_bytes().decode("utf-8", "replace"), None, id=path.name)


@pytest.mark.parametrize(("text", "files"), list(texts()))
def test_what_is_chosen_is_what_was_shown(text: str, files: dict[str, str] | None) -> None:
    taken = snapshot(text, files)
    actions = code_actions(taken, Span(0, len(text)))
    for action in actions:
        if action.change is not None:
            assert resolve(taken, action.id) == action.change, action.id
        elif action.command is None:
            assert (resolve(taken, action.id) is None) == (action.disabled is not None), action.id


@pytest.mark.parametrize(("text", "files"), list(texts()))
def test_ids_name_one_change_and_stay(text: str, files: dict[str, str] | None) -> None:
    actions = code_actions(snapshot(text, files), Span(0, len(text)))
    changes = {action.id: action.change for action in actions}
    assert all(changes[action.id] == action.change for action in actions)
    assert [action.id for action in code_actions(snapshot(text, files), Span(0, len(text)))] == [
        action.id for action in actions
    ]


@pytest.mark.parametrize(("text", "files"), list(texts()))
def test_a_suppression_silences_its_rule_there(text: str, files: dict[str, str] | None) -> None:
    taken = snapshot(text, files)
    before = report(taken).diagnostics
    for action in code_actions(taken, Span(0, len(text)), (QUICKFIX,)):
        if action.change is None or not action.id.startswith("suppress:"):
            continue
        new = apply(text, action.change.edits)
        after = report(snapshot(new, files)).diagnostics
        count = sum(found.rule.name == action.rule for found in before)
        left = sum(found.rule.name == action.rule for found in after)
        assert left < count, (action.id, new)
        others = {found.rule.name for found in after} - {found.rule.name for found in before}
        assert others == set(), (action.id, new)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("FROM debian:13\nMAINT‸AINER me\n", "FROM debian:13\n# dockwright ignore=maintainer\nMAINTAINER me\n"),
        (
            "FROM debian:13\r\n\r\nMAINT‸AINER me",
            "FROM debian:13\r\n\r\n# dockwright ignore=maintainer\r\nMAINTAINER me",
        ),
        (
            "FROM debian:13\n# why\n  MAINT‸AINER me\n",
            "FROM debian:13\n# why\n  # dockwright ignore=maintainer\n  MAINTAINER me\n",
        ),
        (
            "# hadolint ignore=DL3006\nFROM debian\nMAINT‸AINER me\n",
            "# hadolint ignore=DL3006\nFROM debian\n# hadolint ignore=DL4000\nMAINTAINER me\n",
        ),
    ],
)
def test_a_comment_above_the_instruction(marked: str, expected: str) -> None:
    taken, actions = offered(marked, QUICKFIX)
    (action,) = [action for action in actions if action.id.endswith(":instruction")]
    assert action.change is not None
    assert apply(taken.text, action.change.edits) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("FROM debian:13\nMAINT‸AINER me\n", "# dockwright global ignore=maintainer\nFROM debian:13\nMAINTAINER me\n"),
        (
            "# syntax=docker/dockerfile:1\n# escape=`\n\nFROM debian:13\nMAINT‸AINER me\n",
            (
                "# syntax=docker/dockerfile:1\n# escape=`\n# dockwright global ignore=maintainer\n\n"
                "FROM debian:13\nMAINTAINER me\n"
            ),
        ),
        (
            "\ufeffFROM debian:13\nMAINT‸AINER me\n",
            "\ufeff# dockwright global ignore=maintainer\nFROM debian:13\nMAINTAINER me\n",
        ),
    ],
)
def test_a_comment_for_the_file(marked: str, expected: str) -> None:
    taken, actions = offered(marked, QUICKFIX)
    (action,) = [action for action in actions if action.id.endswith(":file")]
    assert action.change is not None
    assert apply(taken.text, action.change.edits) == expected


def test_the_smallest_comes_first() -> None:
    _, actions = offered("‸FROM debian:13 as x\nMAINTAINER me‸\n", QUICKFIX)
    lengths = [action.span.end - action.span.start for action in actions if action.id.startswith("fix:")]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) > 1


def test_repairs_precede_suppressions() -> None:
    _, actions = offered("FROM debian:13\nMAINT‸AINER me\n", QUICKFIX)
    kinds = [action.id.partition(":")[0] for action in actions]
    assert kinds == ["fix", "suppress", "suppress", "explain"]
    assert [action.is_preferred for action in actions] == [True, False, False, False]


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        ((), frozenset({QUICKFIX, PRODUCTION})),
        ((QUICKFIX,), frozenset({QUICKFIX})),
        (("refactor",), frozenset({REWRITE, PRODUCTION})),
        ((REWRITE,), frozenset({REWRITE, PRODUCTION})),
        ((PRODUCTION,), frozenset({PRODUCTION})),
        (("source",), frozenset({FIX_ALL})),
        (("source.fixAll",), frozenset({FIX_ALL})),
        ((FIX_ALL,), frozenset({FIX_ALL})),
        (("source.organizeImports",), frozenset[str]()),
        (("quick",), frozenset[str]()),
    ],
)
def test_only_what_is_asked_for(only: tuple[str, ...], kinds: frozenset[str]) -> None:
    _, actions = offered(NODE.replace("COPY .", "COPY ‸."), *only, files=FILES)
    assert {action.kind for action in actions} == kinds
    assert len({action.id for action in actions}) == len(actions)


def test_a_refactoring_that_is_not_safe_is_not_preferred_and_says_what_to_check() -> None:
    _, actions = offered(NODE.replace("node:22", "node‸:22"), QUICKFIX, files=FILES)
    (split,) = [action for action in actions if action.id.startswith("refactor:split-stages")]
    assert not split.is_preferred
    assert split.note.startswith("check that the program needs no file outside dist/")
    assert split.rule == "single-stage-build"


def test_a_refactoring_that_cannot_be_done_says_why() -> None:
    taken, actions = offered("FR‸OM golang:1.25\nCOPY . .\nRUN go build -o $X .\nCMD x\n", REWRITE, files={})
    (split,) = (action for action in actions if action.kind == REWRITE)
    assert split.disabled == "where `go build` puts the binary is not known"
    assert resolve(taken, split.id) is None


@pytest.mark.parametrize(
    "action_id", ["", "fix:", "fix:maintainer:999:0", "refactor:none:0", "explain:maintainer:0", "x"]
)
def test_an_unknown_id_is_nothing(action_id: str) -> None:
    assert resolve(snapshot("FROM debian:13\nMAINTAINER me\n"), action_id) is None


def test_fix_all_by_id() -> None:
    taken = snapshot("FROM debian:13 as x\nMAINTAINER me\n")
    change = resolve(taken, "fix-all")
    assert change is not None
    assert apply(taken.text, change.edits) == 'FROM debian:13 AS x\nLABEL org.opencontainers.image.authors="me"\n'


@pytest.mark.parametrize("text", ["", "\n", "FROM", "\ufeff"])
def test_an_unfinished_file(text: str) -> None:
    assert all(action.span.end <= len(text) for action in code_actions(snapshot(text), Span(0, len(text))))
