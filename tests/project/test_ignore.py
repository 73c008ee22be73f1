"""`.dockerignore` as moby reads it. The verdicts in the JSON files are those of moby's own matcher."""

import json
import string
from pathlib import Path
from typing import TypedDict, cast

import pytest
from e2b_dockerfile_utils import PatternMatcher
from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.ignore import LONE_NEGATION, MALFORMED, parse_ignore
from dockwright.project.paths import ROOT, ProjectPath, lineage
from tests.support.marks import mark, spans

CONFORMANCE = Path(__file__).parent.parent / "conformance" / "dockerignore.json"
VERDICTS = Path(__file__).with_name("ignore_verdicts.json")


class Case(TypedDict, total=False):
    """`excluded` of `paths`, or `error` or `refused` where the whole file is refused."""

    name: str
    patterns: str
    paths: list[str]
    excluded: list[str]
    error: str
    refused: bool


def cases(path: Path) -> list[Case]:
    return cast("list[Case]", json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("case", cases(CONFORMANCE) + cases(VERDICTS), ids=lambda case: case.get("name"))
def test_verdicts_are_those_of_moby(case: Case) -> None:
    ignore = parse_ignore(case.get("patterns", ""))
    if "excluded" in case:
        assert ignore.problems == ()
        assert [path for path in case.get("paths", []) if ignore.excludes(ProjectPath(path))] == case["excluded"]
    else:
        assert ignore.problems != ()


def test_patterns_have_their_place_in_the_file() -> None:
    marked = "\ufeff⟦node_modules⟧\r\n# note\n\n  ⟦! keep⟧ \n⟦/dist/⟧\n # ⟦x⟧"
    text, expected = spans(marked.replace(" # ⟦x⟧", " ⟦# x⟧"))
    ignore = parse_ignore(text)
    assert mark(text, [pattern.span for pattern in ignore.patterns]) == mark(text, expected)
    assert [(pattern.line, pattern.text, pattern.negated, pattern.cleaned) for pattern in ignore.patterns] == [
        (0, "node_modules", False, "node_modules"),
        (3, "! keep", True, "keep"),
        (4, "/dist/", False, "dist"),
        (5, "# x", False, "# x"),
    ]


def test_each_refused_pattern_tells_why_and_the_others_still_count() -> None:
    ignore = parse_ignore("a\n!\n[z-a]\n[\nx\\\nb\n")
    assert [(pattern.text, pattern.problem) for pattern in ignore.problems] == [
        ("!", LONE_NEGATION),
        ("[z-a]", MALFORMED),
        ("[", MALFORMED),
        ("x\\", MALFORMED),
    ]
    assert ignore.excludes(ProjectPath("a"))
    assert ignore.excludes(ProjectPath("b"))


@pytest.mark.parametrize(
    ("path", "decided_by"),
    [
        ("logs/a.txt", "logs"),
        ("logs/keep/a.txt", "!logs/keep"),
        ("logs/keep/a.tmp", "*/*/*.tmp"),
        ("src/a", None),
        ("", None),
    ],
)
def test_the_pattern_that_decided_is_told(path: str, decided_by: str | None) -> None:
    pattern = parse_ignore("logs\n!logs/keep\n*/*/*.tmp\n").explain(ProjectPath(path))
    assert (None if pattern is None else pattern.text) == decided_by


def test_the_root_itself_is_always_sent() -> None:
    assert not parse_ignore("**\n.\n/\n").excludes(ROOT)


@pytest.mark.parametrize(
    ("patterns", "folder", "expected"),
    [
        ("a\n", "a", False),
        ("a\n!a/b\n", "a", True),
        ("*\n!src/**\n", "src", True),
        ("*\n!src/**\n", "node_modules", False),
        ("*\n!**/keep\n", "node_modules", True),
        ("*\n![\n", "a", False),
    ],
)
def test_an_excluded_folder_is_walked_only_if_something_in_it_may_be_sent(
    patterns: str, folder: str, *, expected: bool
) -> None:
    assert parse_ignore(patterns).may_reinclude(ProjectPath(folder)) == expected


NAMES = st.sampled_from(["a", "b", "ab", "a.b", ".x", "é"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PATTERNS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "!", "/", "!/"]),
        st.lists(st.one_of(NAMES, st.sampled_from(["*", "**", "?", "*.b", "**/"])), min_size=1, max_size=4).map(
            "/".join
        ),
        st.sampled_from(["", "", "/", "/**", " "]),
    ),
)


@given(st.lists(PATTERNS, max_size=5), PATHS)
def test_an_independent_port_of_the_matcher_agrees(patterns: list[str], path: str) -> None:
    assert parse_ignore("\n".join(patterns)).excludes(ProjectPath(path)) == PatternMatcher(patterns).matches(path)


@given(st.text(alphabet=string.printable + "é\u2028[]!*\\", max_size=60), PATHS)
def test_any_text_is_read_and_its_explanation_is_its_verdict(text: str, path: str) -> None:
    ignore = parse_ignore(text)
    decided_by = ignore.explain(ProjectPath(path))
    assert ignore.excludes(ProjectPath(path)) == (decided_by is not None and not decided_by.negated)
    assert [pattern.span.of(text) for pattern in ignore.patterns] == [pattern.text for pattern in ignore.patterns]


@given(st.lists(PATTERNS, max_size=5), PATHS)
def test_a_walk_comes_to_the_same_as_asking_for_the_path(patterns: list[str], path: str) -> None:
    ignore = parse_ignore("\n".join(patterns))
    excluded, matched = False, 0
    for each in lineage(ProjectPath(path)):
        excluded, matched = ignore.step(each, matched)
    assert excluded == ignore.excludes(ProjectPath(path))
