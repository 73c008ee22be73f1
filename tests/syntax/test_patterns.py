"""The patterns of `${name#pattern}`, with the values that BuildKit gives."""

import pytest

from dockwright.syntax.words import expand

STARS = "*a" * 12


@pytest.mark.parametrize(
    ("value", "operation", "expected"),
    [
        ("a.b.c", "#*.", "b.c"),
        ("a.b.c", "##*.", "c"),
        ("a.b.c", "%.*", "a.b"),
        ("a.b.c", "%%.*", "a"),
        ("a.b.c", "#*.*c", ""),
        ("abcabc", "##*b*", ""),
        ("abcabc", "#*b*", "cabc"),
        ("a*b", "#a\\*", "b"),
        ("a\nb", "##*", "\nb"),
        ("abcab", "/b*a/X", "aXb"),
        ("abc", "//*/X", "X"),
        ("abc", "///-", "-a-b-c-"),
        ("aba", "//a/'$0${0}'", "aabaa"),
        ("aba", "//a/'$x$1'", "b"),
        ("aba", "//a/'$$'", "$b$"),
        ("aba", "//a/'$-'", "$-b$-"),
        ("aba", "/a/'$0'", "$0ba"),
    ],
)
def test_matches(value: str, operation: str, expected: str) -> None:
    assert expand(f"${{v{operation}}}", "\\", {"v": value}.get).value == expected


@pytest.mark.parametrize("operation", [f"##{STARS}b", f"%%b{STARS[::-1]}", f"//{STARS}b/x"])
def test_many_stars_take_no_time(operation: str) -> None:
    value = "a" * 400
    assert expand(f"${{v{operation}}}", "\\", {"v": value}.get).value == value
