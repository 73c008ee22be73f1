"""Positions: every unit, every line end, and nothing else ends a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.text.lines import LineIndex, Unit

TEXT = st.text(alphabet="a \n\r\f\u2028\x85😋é")
UNITS = st.sampled_from(list(Unit))


@given(TEXT, UNITS)
def test_an_offset_survives_the_way_to_the_client_and_back(text: str, unit: Unit) -> None:
    lines = LineIndex(text)
    for offset in range(len(text) + 1):
        inside_line_end = text[offset - 1 : offset + 1] == "\r\n"
        expected = offset - 1 if inside_line_end else offset
        assert lines.offset(*lines.position(offset, unit), unit) == expected


@given(TEXT)
def test_lines_end_where_the_protocol_says(text: str) -> None:
    expected = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert len(LineIndex(text).starts) == expected


@pytest.mark.parametrize(("unit", "column"), [(Unit.UTF8, 6), (Unit.UTF16, 4), (Unit.UTF32, 3)], ids=str)
def test_a_column_counts_what_the_client_counts(unit: Unit, column: int) -> None:
    assert LineIndex("# 😋x").position(3, unit) == (0, column)


@pytest.mark.parametrize("unit", list(Unit), ids=str)
def test_positions_past_the_end_are_clamped(unit: Unit) -> None:
    lines = LineIndex("FROM 😋\r\nRUN b\r\n")
    assert [lines.offset(line, column, unit) for line, column in [(0, 99), (1, 99), (2, 5), (9, 0), (-1, 3)]] == [
        6,
        13,
        15,
        15,
        0,
    ]


def test_a_column_inside_a_code_point_is_its_start() -> None:
    assert LineIndex("😋x").offset(0, 1, Unit.UTF16) == 0
    assert LineIndex("é").offset(0, 1, Unit.UTF8) == 0


@given(
    st.text(alphabet="ab\n\r\r\n😋é", max_size=30),
    st.integers(-2, 40),
    st.integers(-2, 40),
    st.sampled_from(list(Unit)),
)
def test_a_range_is_two_positions(text: str, start: int, end: int, unit: Unit) -> None:
    lines = LineIndex(text)
    assert lines.range(start, end, unit) == (*lines.position(start, unit), *lines.position(end, unit))
