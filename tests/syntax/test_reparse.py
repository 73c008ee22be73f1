"""A file after an edit is the file that the parser makes from scratch."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.parser import parse
from dockwright.syntax.reparse import reparse
from dockwright.text.edit import Edit, apply
from dockwright.text.span import Span
from tests.syntax.test_parser import PIECES

CASES = Path(__file__).parents[1] / "conformance" / "cases"
SEEDS = tuple(path.read_bytes().decode("utf-8", "replace") for path in sorted(CASES.glob("*.Dockerfile")))
TEXTS = st.one_of(st.sampled_from(SEEDS), st.lists(PIECES, max_size=30).map("".join))


@given(TEXTS, st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 60), PIECES), min_size=1, max_size=5))
def test_every_edit(text: str, edits: list[tuple[int, int, str]]) -> None:
    file = parse(text)
    for at, length, new in edits:
        start = at % (len(text) + 1)
        text = apply(text, (Edit(Span(start, min(start + length, len(text))), new),))
        file = reparse(text, file)
        assert_same(text, file)


@given(TEXTS, TEXTS)
def test_any_two_texts(one: str, other: str) -> None:
    assert_same(other, reparse(other, parse(one)))


def assert_same(text: str, file: object) -> None:
    fresh = parse(text)
    assert {name: getattr(file, name) for name in fresh.__slots__} == {
        name: getattr(fresh, name) for name in fresh.__slots__
    }


def test_what_stands_around_an_edit_is_taken_over() -> None:
    before = parse("FROM a\n# one\n\nRUN b\n# two\nCMD c\n")
    after = reparse("FROM a\n# one\n\nRUN bb\n# two\nCMD c\n", before)
    assert after.items[0] is before.items[0]
    assert after.items[1] is before.items[1]
    assert after.items[-1] == (before.items[-1].at + 1, before.items[-1].node)


def test_the_end_of_a_file_goes_on() -> None:
    before = parse("FROM a\nRUN b \\\n")
    assert_same("FROM a\nRUN b \\\n c\n", reparse("FROM a\nRUN b \\\n c\n", before))


MARKS = [("\ufeffFROM a\n", "\ufeff\ufeffFROM a\n"), ("a\n\ufeffFROM a\n", "\ufeffFROM a\n")]


@pytest.mark.parametrize("texts", MARKS, ids=["doubled", "moved"])
def test_byte_order_marks(texts: tuple[str, str]) -> None:
    for one, other in (texts, texts[::-1]):
        assert_same(other, reparse(other, parse(one)))


def test_a_heredoc_gets_its_end() -> None:
    before = parse("FROM a\nRUN <<EOF\necho hi\nUSER b\n")
    text = "FROM a\nRUN <<EOF\necho hi\nUSER b\nEOF\n"
    assert_same(text, reparse(text, before))
