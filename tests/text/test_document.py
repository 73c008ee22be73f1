"""Incremental changes, against doing the same to a list of lines as the protocol words it."""

from hypothesis import given
from hypothesis import strategies as st

from dockwright.text.document import Change, open_document
from dockwright.text.lines import LineIndex, Unit

TEXT = st.text(alphabet="ab \n\r\f\u2028😋é", max_size=40) | st.text(alphabet="ab\n😋", max_size=40)
POSITION = st.tuples(st.integers(0, 6), st.integers(0, 12))
CHANGE = st.tuples(POSITION, POSITION, TEXT)


def encoded(text: str, unit: Unit) -> list[str]:
    """The code units of `text`, each as a string that joins back to it."""
    if unit is Unit.UTF32:
        return list(text)
    units: list[str] = []
    for char in text:
        width = len(char.encode("utf-16-le")) // 2 if unit is Unit.UTF16 else len(char.encode())
        units.extend([char, *[""] * (width - 1)])
    return units


def by_the_book(text: str, position: tuple[int, int], unit: Unit) -> int:
    """The offset of a position, found by walking the text."""
    line, column = position
    at = 0
    for _ in range(line):
        ends = [found for end in ("\n", "\r") if (found := text.find(end, at)) >= 0]
        if not ends:
            return len(text)
        first = min(ends)
        at = first + (2 if text.startswith("\r\n", first) else 1)
    ends = [found for end in ("\n", "\r") if (found := text.find(end, at)) >= 0]
    content = text[at : min(ends, default=len(text))]
    units = encoded(content, unit)
    if column >= len(units):
        return at + len(content)
    while column and not units[column]:
        column -= 1
    return at + sum(bool(found) for found in units[:column])


@given(TEXT, st.lists(CHANGE, max_size=5), st.sampled_from(list(Unit)))
def test_changes_are_applied_as_the_protocol_says(
    text: str, changes: list[tuple[tuple[int, int], tuple[int, int], str]], unit: Unit
) -> None:
    document = open_document("", 0, text)
    expected = text
    for version, (one, other, new) in enumerate(changes, 1):
        first, last = min(one, other), max(one, other)
        document = document.changed(version, [Change((first, last), new)], unit)
        start, end = by_the_book(expected, first, unit), by_the_book(expected, last, unit)
        expected = expected[:start] + new + expected[end:]
        assert document.text == expected
        assert document.lines.starts == LineIndex(expected).starts
        assert document.version == version


def test_a_change_without_a_range_is_the_whole_text() -> None:
    document = open_document("", 0, "FROM a\n").changed(1, [Change(None, "FROM b\n")], Unit.UTF16)
    assert document.text == "FROM b\n"


def test_a_form_feed_ends_no_line() -> None:
    document = open_document("", 0, "# a\fb\nFROM x\n")
    assert document.changed(1, [Change(((1, 5), (1, 6)), "y")], Unit.UTF16).text == "# a\fb\nFROM y\n"
