"""Decoded JSON and TOML of which nothing is known beforehand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.manifests.values import (
    flag_at,
    json_table,
    jsonc_table,
    list_at,
    string_at,
    string_map_at,
    strings_at,
    table_at,
    toml_table,
)


def test_what_has_another_type_is_not_there() -> None:
    table = json_table('{"s": "x", "n": 1, "b": true, "l": ["a", 2, "b"], "t": {"u": {"k": "v", "n": 1}}}') or {}
    assert [string_at(table, key) for key in ("s", "n", "none")] == ["x", None, None]
    assert [flag_at(table, key) for key in ("b", "n", "none")] == [True, None, None]
    assert (list_at(table, "l"), strings_at(table, "l"), strings_at(table, "s")) == (("a", 2, "b"), ("a", "b"), ())
    assert (table_at(table, "t", "u"), table_at(table, "s", "u")) == ({"k": "v", "n": 1}, {})
    assert string_map_at(table, "t", "u") == {"k": "v"}


@pytest.mark.parametrize("text", ["", "[]", "1", "{", '{"a": }', "null", "[" * 100_000, '{"a": \x00}'])
def test_a_broken_text_is_no_table(text: str) -> None:
    assert json_table(text) is None
    assert jsonc_table(text) is None


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert json_table("\ufeff{}") == {}
    assert jsonc_table("\ufeff{}") == {}
    assert toml_table("\ufeffa = 1") == {"a": 1}


def test_comments_and_trailing_commas_go_but_not_inside_strings() -> None:
    text = '{ // note\n "a": "// no, /* no */ ,}", /* "b": 1, */ "c": [1, 2,\n], "d": "\\"//",\n}'
    assert jsonc_table(text) == {"a": "// no, /* no */ ,}", "c": [1, 2], "d": '"//'}


def test_broken_toml_is_no_table() -> None:
    assert toml_table("[a\n") is None
    assert toml_table("a = 1\na = 2\n") is None


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    assert isinstance(json_table(text), dict | None)
    assert isinstance(jsonc_table(text), dict | None)
    assert isinstance(toml_table(text), dict | None)
