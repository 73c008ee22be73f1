"""Settings out of JSON."""

import pytest

from dockwright.lsp.jsonrpc import JsonValue
from dockwright.lsp.settings import ClientSettings, Reading, has_section, read_settings

FULL: dict[str, JsonValue] = {
    "enable": False,
    "contextRoot": "app",
    "ignore": ["Maintainer"],
    "rules": {"unknown-instruction": "hint", "DL3006": "off"},
}
READ = ClientSettings(
    enable=False,
    context_root="app",
    ignore=frozenset({"maintainer", "dl3006"}),
    severities=(("unknown-instruction", "hint"),),
)


@pytest.mark.parametrize("value", [FULL, {"dockwright": FULL}, {"dockwright": FULL, "other": {}}])
def test_section_or_what_holds_it(value: JsonValue) -> None:
    assert read_settings(value) == Reading(READ, ())


@pytest.mark.parametrize("value", [None, {}, {"dockwright": None}, {"dockwright": {}}, 7, [], {"trace": "off"}])
def test_nothing_set(value: JsonValue) -> None:
    assert read_settings(value) == Reading(ClientSettings(), ())


def test_what_is_wrong_is_told_and_not_set() -> None:
    wrong: JsonValue = {"enable": 1, "contextRoot": [], "ignore": "x", "rules": {"a": "loud", "b": "error"}}
    assert read_settings(wrong) == Reading(
        ClientSettings(severities=(("b", "error"),)),
        (
            "enable is neither true nor false",
            "contextRoot is not a string",
            "ignore is not a list of rule names",
            "rules.a is none of off, error, warning, info, hint",
        ),
    )
    assert read_settings({"rules": ["a"]}).problems == ("rules is not an object of severities by rule name",)


def test_whether_a_change_brings_the_settings() -> None:
    assert has_section({"dockwright": {}})
    assert not has_section({"dockwright": None})
    assert not has_section(None)
