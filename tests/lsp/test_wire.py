"""The JSON that comes with every keystroke."""

import json
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.lsp.client import Client
from dockwright.lsp.jsonrpc import JsonValue
from dockwright.lsp.wire import (
    Changed,
    InvalidParamsError,
    Opened,
    changed,
    diagnostics_json,
    document_uri,
    opened,
    range_json,
)
from dockwright.rules.engine import Diagnostic
from dockwright.rules.model import Finding, Related, Severity, Tag
from dockwright.rules.registry import rules_by_name
from dockwright.text.document import Change, open_document
from dockwright.text.lines import LineIndex, Unit
from dockwright.text.span import Span
from tests.support.marks import spans

ITEM: dict[str, JsonValue] = {"uri": "file:///D", "languageId": "dockerfile", "version": 3, "text": "FROM a"}
EXTENT: dict[str, JsonValue] = {"start": {"line": 1, "character": 2}, "end": {"line": 3, "character": 4}}
MAINTAINER = rules_by_name()["maintainer"]


def test_opened() -> None:
    assert opened({"textDocument": ITEM}) == Opened("file:///D", "dockerfile", 3, "FROM a")


def test_changed() -> None:
    params: JsonValue = {
        "textDocument": {"uri": "file:///D", "version": 4},
        "contentChanges": [
            {"range": EXTENT, "rangeLength": 1, "text": "x"},
            {"text": "all"},
            {"range": None, "text": ""},
        ],
    }
    changes = (Change(((1, 2), (3, 4)), "x"), Change(None, "all"), Change(None, ""))
    assert changed(params) == Changed("file:///D", 4, changes)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        (None, "textDocument is missing"),
        ([], "textDocument is missing"),
        ({"textDocument": None}, "uri is missing"),
        ({"textDocument": {"uri": 1}}, "uri is not a string"),
    ],
)
def test_no_document(params: JsonValue, reason: str) -> None:
    with pytest.raises(InvalidParamsError, match=reason):
        document_uri(params)


@pytest.mark.parametrize("broken", ["uri", "languageId", "version", "text"])
def test_not_opened(broken: str) -> None:
    for item in ({**ITEM, broken: None}, {key: value for key, value in ITEM.items() if key != broken}):
        with pytest.raises(InvalidParamsError, match=broken):
            opened({"textDocument": item})


@pytest.mark.parametrize(
    ("version", "changes", "reason"),
    [
        ("4", [], "version is not an integer"),
        (True, [], "version is not an integer"),
        (4, {}, "contentChanges is not a list"),
        (4, [{"range": EXTENT}], "text is missing"),
        (4, ["x"], "text is missing"),
        (4, [{"text": "x", "range": {"start": {"line": 1, "character": 2}}}], "end is missing"),
        (4, [{"text": "x", "range": {**EXTENT, "end": {"line": 1, "character": 2.5}}}], "character is not an integer"),
    ],
)
def test_not_changed(version: JsonValue, changes: JsonValue, reason: str) -> None:
    with pytest.raises(InvalidParamsError, match=reason):
        changed({"textDocument": {"uri": "file:///D", "version": version}, "contentChanges": changes})


@pytest.mark.parametrize(
    ("marked", "unit", "expected"),
    [
        ("a\n😋⟦é\r\nx⟧", Unit.UTF8, ((1, 4), (2, 1))),
        ("a\n😋⟦é\r\nx⟧", Unit.UTF16, ((1, 2), (2, 1))),
        ("a\n😋⟦é\r\nx⟧", Unit.UTF32, ((1, 1), (2, 1))),
        ("a\f\u2028⟦b⟧", Unit.UTF16, ((0, 3), (0, 4))),
    ],
)
def test_range(marked: str, unit: Unit, expected: tuple[tuple[int, int], tuple[int, int]]) -> None:
    text, (span,) = spans(marked)
    names = ("line", "character")
    first, last = (dict(zip(names, position, strict=True)) for position in expected)
    assert json.loads(range_json(LineIndex(text), span, unit)) == {"start": first, "end": last}


def rendered(finding: Finding, client: Client, level: Severity = Severity.WARNING) -> JsonValue:
    document = open_document("file:///D", 1, "FROM a\nMAINTAINER x\n")
    text = diagnostics_json(document, [Diagnostic(MAINTAINER, finding)], client, lambda _: level)
    (item,) = cast("list[JsonValue]", json.loads(text))
    return item


FINDING = Finding(
    Span(7, 17), 'say "é"', related=(Related(Span(0, 4), "here"),), tags=frozenset({Tag.DEPRECATED, Tag.UNNECESSARY})
)
RANGE: JsonValue = {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 10}}


def test_diagnostic_for_a_client_that_knows_little() -> None:
    assert rendered(FINDING, Client()) == {
        "range": RANGE,
        "message": 'say "é"',
        "severity": 2,
        "code": "maintainer",
        "source": "dockwright",
    }


def test_diagnostic_for_a_client_that_knows_all() -> None:
    client = Client(related_information=True, code_description=True, tags=frozenset({1, 2}))
    assert rendered(FINDING, client, Severity.HINT) == {
        "range": RANGE,
        "message": 'say "é"',
        "severity": 4,
        "code": "maintainer",
        "codeDescription": {"href": "https://docs.docker.com/reference/build-checks/maintainer-deprecated/"},
        "source": "dockwright",
        "tags": [1, 2],
        "relatedInformation": [
            {
                "location": {
                    "uri": "file:///D",
                    "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 4}},
                },
                "message": "here",
            }
        ],
    }


def test_tags_that_the_client_does_not_know_are_left_out() -> None:
    found = rendered(FINDING, Client(tags=frozenset({2})))
    assert isinstance(found, dict)
    assert found["tags"] == [2]


@given(st.text())
def test_any_message_is_json(message: str) -> None:
    found = rendered(Finding(Span(0, 1), message), Client())
    assert isinstance(found, dict)
    assert found["message"] == message
