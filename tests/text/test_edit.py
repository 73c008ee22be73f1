"""Edits as values, alone and one set after another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.text.compose import Composition
from dockwright.text.edit import Edit, OverlapError, apply, delete, insert, overlaps, replace
from dockwright.text.span import Span, cover

TEXT = st.text(alphabet="abc\n", min_size=1, max_size=30)


@st.composite
def edits(draw: st.DrawFn, length: int) -> tuple[Edit, ...]:
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=6, unique=True)))
    texts = st.text(alphabet="xyz", max_size=4)
    return tuple(Edit(Span(*pair), draw(texts)) for pair in zip(cuts[::2], cuts[1::2], strict=False))


def test_edits_are_applied_by_position_and_inserts_in_their_order() -> None:
    assert apply("abc", [replace(Span(2, 3), "C"), insert(1, "1"), insert(1, "2"), delete(Span(0, 1))]) == "12bC"


def test_an_overlap_is_refused() -> None:
    crossing = [delete(Span(0, 2)), delete(Span(1, 3))]
    with pytest.raises(OverlapError):
        apply("abc", crossing)
    assert overlaps(crossing[:1], crossing[1:])
    assert not overlaps([delete(Span(0, 1))], [delete(Span(1, 3))])


@given(st.data(), TEXT)
def test_composed_edits_do_what_the_edits_did_one_after_the_other(data: st.DataObject, text: str) -> None:
    composition = Composition(text)
    expected = text
    for _ in range(3):
        step = data.draw(edits(len(expected)))
        composition.then(step)
        expected = apply(expected, step)
        assert composition.text == expected
    assert apply(text, composition.edits()) == expected


def test_composed_edits_are_no_larger_than_the_change() -> None:
    composition = Composition("FROM node\nRUN npm install\n")
    composition.then([replace(Span(10, 25), "RUN npm ci")])
    assert apply("FROM node\nRUN npm install\n", composition.edits()) == "FROM node\nRUN npm ci\n"
    assert cover(*(edit.span for edit in composition.edits())) == Span(18, 25)


def test_spans() -> None:
    span = Span(2, 5)
    assert (span.of("abcdefg"), span.holds(5), span.holds(6)) == ("cde", True, False)
    assert (span.meets(Span(5, 9)), span.meets(Span(6, 9))) == (True, False)
    assert (span.encloses(Span(2, 5)), span.encloses(Span(1, 3))) == (True, False)
    assert span.shift(3) == Span(5, 8)
