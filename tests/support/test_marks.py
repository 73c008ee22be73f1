import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.text.span import Span
from tests.support.marks import MarksError, cursor, mark, selection, spans


def test_spans() -> None:
    assert spans("FROM ⟦alpine⟧ ⟦AS⟧⟦⟧ a") == ("FROM alpine AS a", (Span(5, 11), Span(12, 14), Span(14, 14)))


def test_spans_counts_code_points() -> None:
    assert spans("😋\r\n⟦é⟧") == ("😋\r\né", (Span(3, 4),))


@pytest.mark.parametrize("marked", ["⟦a", "a⟧", "⟧a⟦", "⟦a⟦b⟧⟧"])
def test_spans_that_do_not_pair(marked: str) -> None:
    with pytest.raises(MarksError, match="do not alternate"):
        spans(marked)


def test_cursor() -> None:
    assert cursor("FROM ‸alpine") == ("FROM alpine", 5)


@pytest.mark.parametrize("marked", ["FROM alpine", "FROM ‸alp‸ine"])
def test_cursor_is_one(marked: str) -> None:
    with pytest.raises(MarksError, match="one ‸ expected"):
        cursor(marked)


@pytest.mark.parametrize(("marked", "selected"), [("FROM ‸alpine", Span(5, 5)), ("‸FROM‸ alpine", Span(0, 4))])
def test_selection(marked: str, selected: Span) -> None:
    assert selection(marked) == ("FROM alpine", selected)


@pytest.mark.parametrize("marked", ["FROM alpine", "‸FROM‸ alpine‸"])
def test_selection_is_one_or_two(marked: str) -> None:
    with pytest.raises(MarksError, match="one or two ‸ expected"):
        selection(marked)


def test_mark_takes_spans_in_any_order() -> None:
    assert mark("abc", [Span(2, 3), Span(0, 1), Span(0, 1)]) == "⟦a⟧b⟦c⟧"


def test_mark_refuses_overlap() -> None:
    with pytest.raises(MarksError, match="overlaps"):
        mark("abc", [Span(0, 2), Span(1, 3)])


def test_mark_refuses_marked_text() -> None:
    with pytest.raises(MarksError, match="already"):
        mark("‸abc", [])


@given(st.lists(st.tuples(st.text("a😋\n", max_size=3), st.text("b\r", min_size=1, max_size=3))))
def test_mark_is_the_inverse_of_spans(parts: list[tuple[str, str]]) -> None:
    marked = "".join(f"{between}⟦{inside}⟧" for between, inside in parts)
    assert mark(*spans(marked)) == marked
