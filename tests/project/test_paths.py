"""Paths of the build context and the sources of COPY."""

import json
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from dockwright.project.glob import compile_glob
from dockwright.project.paths import (
    ROOT,
    ProjectPath,
    is_inside,
    join,
    lineage,
    matches,
    name,
    normalise,
    parent,
    split_wildcard,
)

P = ProjectPath


class Verdict(NamedTuple):
    """What Go's `filepath.Match` said of `path`."""

    glob: str
    path: str
    matches: bool


def verdicts() -> list[Verdict]:
    text = Path(__file__).with_name("glob_verdicts.json").read_text(encoding="utf-8")
    return [Verdict(**each) for each in cast("list[dict[str, object]]", json.loads(text))]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("", ""),
        (".", ""),
        ("/", ""),
        ("./", ""),
        ("a", "a"),
        ("/a//b/", "a/b"),
        ("./a/./b", "a/b"),
        ("a/../b", "b"),
        ("..", ""),
        ("../../etc/passwd", "etc/passwd"),
        ("a/../../b", "b"),
        ("...", "..."),
        ("a b", "a b"),
    ],
)
def test_a_path_never_leaves_the_root(written: str, path: str) -> None:
    assert normalise(written) == path


def test_parts_of_a_path() -> None:
    assert (parent(P("a/b/c")), name(P("a/b/c"))) == ("a/b", "c")
    assert (parent(P("a")), name(P("a"))) == (ROOT, "a")
    assert (parent(ROOT), name(ROOT)) == (ROOT, "")
    assert (join(P("a"), "../b"), join(ROOT, "c/"), join(P("a"), "/b")) == ("b", "c", "a/b")
    assert list(lineage(P("a/b/c"))) == ["a", "a/b", "a/b/c"]
    assert list(lineage(ROOT)) == []


def test_what_is_inside_a_folder() -> None:
    assert [is_inside(P(path), P("src")) for path in ("src", "src/a", "srcs", "a/src")] == [True, True, False, False]
    assert is_inside(P("a"), ROOT)


@pytest.mark.parametrize("verdict", verdicts(), ids=lambda verdict: f"{verdict.glob} on {verdict.path}")
def test_globs_match_as_in_go(verdict: Verdict) -> None:
    pattern = compile_glob(verdict.glob)
    assert (pattern is not None and pattern.fullmatch(verdict.path) is not None) == verdict.matches


@pytest.mark.parametrize("glob", ["[", "[a", "[]", "[a-", "[a-]", "[-a]", "a\\", "[\\", "[^"])
def test_a_malformed_glob_matches_nothing(glob: str) -> None:
    assert compile_glob(glob) is None
    assert not matches(f"*{glob}", P(glob))


@pytest.mark.parametrize(
    ("source", "folder", "glob"),
    [
        ("package*.json", "", "package*.json"),
        ("./src/*.ts", "src", "*.ts"),
        ("/a/b?/../c*", "a", "c*"),
        ("a/[bc]/d", "a", "[bc]/d"),
        (".", "", ""),
        ("a/b/", "a/b", ""),
    ],
)
def test_the_wildcard_part_of_a_source(source: str, folder: str, glob: str) -> None:
    assert split_wildcard(source) == (folder, glob)


@pytest.mark.parametrize(
    ("source", "path", "expected"),
    [
        ("./package*.json", "package-lock.json", True),
        ("package*.json", "a/package.json", False),
        ("/src/*.ts", "src/a.ts", True),
        ("src/**", "src/a/b", False),
        ("src/**/b", "src/a/b", True),
        ("src", "src", True),
        ("src/", "src", True),
        ("src", "src/a", False),
        (".", "", True),
        (".", "a", False),
        ("*", "", False),
        ("a[[]0].txt", "a[0].txt", True),
        ("a\\b", "a\\b", True),  # no wildcard, so no escape either
        ("a\\b/*", "a\\b/c", True),
        ("*\\?", "a?", True),
    ],
)
def test_a_source_names_a_path(source: str, path: str, *, expected: bool) -> None:
    assert matches(source, P(path)) == expected
