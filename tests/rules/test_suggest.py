"""The name that was probably meant, among few names and among many."""

import pytest

from dockwright.rules.suggest import nearest

MANY = tuple(f"VARIABLE_{number}_NAME" for number in range(500))


@pytest.mark.parametrize(
    ("word", "meant"),
    [("APP_DRI", "APP_DIR"), ("app_dir", "APP_DIR"), ("HMOE", "HOME"), ("APP_DIR", None), ("PORT", None), ("", None)],
)
def test_few_names(word: str, meant: str | None) -> None:
    assert nearest(word, ("APP_DIR", "HOME")) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("VARIABLE_77_NAM", "VARIABLE_77_NAME"),
        ("VARIABEL_77_NAME", "VARIABLE_77_NAME"),
        ("variable_77_name", "VARIABLE_77_NAME"),
        ("VARIABLE_77_NAME", None),
        ("SOMETHING_ELSE", None),
    ],
)
def test_many_names(word: str, meant: str | None) -> None:
    assert nearest(word, MANY) == meant
