"""ShellCheck in the editor: later than the other diagnostics, and never of an older text."""

from collections.abc import Iterator

import pytest

from dockwright.lsp.client import member
from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from tests.lsp.editor import URI, Editor, editor, extent, items
from tests.support.shellcheck import checker

TEXT = "FROM debian:12\nRUN echo $x\n"
DOCUMENT: JsonObject = {"textDocument": {"uri": URI}}
PULLS: JsonObject = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


@pytest.fixture
def client() -> Iterator[Editor]:
    checker()
    with editor() as started:
        yield started


def codes(published: JsonValue) -> list[JsonValue]:
    return [member(item, "code") for item in items(published, "diagnostics")]


def test_findings_follow(client: Editor) -> None:
    client.initialize()
    client.open(TEXT, version=3)
    first, second = client.published(), client.published()
    assert codes(first) == []
    assert codes(second) == ["SC2086", "SC2154"]
    assert (member(first, "version"), member(second, "version")) == (3, 3)


def test_an_edit_elsewhere_keeps_them(client: Editor) -> None:
    client.initialize()
    client.open(TEXT)
    client.published()
    before = items(client.published(), "diagnostics")
    client.change(2, {"range": extent((0, 14), (0, 14)), "text": "\nUSER a"})
    published = client.published()
    after = items(published, "diagnostics")
    assert (member(published, "version"), [member(item, "code") for item in after]) == (2, ["SC2086", "SC2154"])
    assert [member(item, "range") for item in before] == [extent((1, 9), (1, 11))] * 2
    assert [member(item, "range") for item in after] == [extent((2, 9), (2, 11))] * 2


def test_an_edit_of_the_command_asks_again(client: Editor) -> None:
    client.initialize()
    client.open(TEXT)
    client.published()
    client.published()
    client.change(2, {"range": extent((1, 9), (1, 11)), "text": "`a`"})
    assert codes(client.published()) == []
    later = client.published()
    assert (member(later, "version"), codes(later)) == (2, ["SC2005", "SC2006", "SC2046"])


def test_pulls_are_asked_for_again(client: Editor) -> None:
    client.initialize(PULLS)
    client.open(TEXT)
    assert items(client.result("textDocument/diagnostic", DOCUMENT), "items") == []
    client.message("workspace/diagnostic/refresh")
    report = client.result("textDocument/diagnostic", DOCUMENT)
    assert [member(item, "code") for item in items(report, "items")] == ["SC2086", "SC2154"]


def test_repair_is_offered(client: Editor) -> None:
    client.initialize({"workspace": {"workspaceEdit": {"documentChanges": True}}})
    client.open(TEXT)
    client.published()
    client.published()
    params: JsonObject = {**DOCUMENT, "range": extent((1, 10), (1, 10)), "context": {"diagnostics": []}}
    offered = client.result("textDocument/codeAction", params)
    assert isinstance(offered, list)
    repair = next(action for action in offered if "ShellCheck" in str(member(action, "title")))
    assert member(repair, "isPreferred") is not True
    (change,) = items(member(repair, "edit"), "documentChanges")
    assert member(change, "edits") == [
        {"range": extent((1, 9), (1, 9)), "newText": '"'},
        {"range": extent((1, 11), (1, 11)), "newText": '"'},
    ]


def test_a_program_that_is_not_there_is_told_once(client: Editor) -> None:
    client.initialize(options={"shellcheck": {"path": "/nowhere/shellcheck"}})
    client.open(TEXT)
    assert codes(client.published()) == []
    assert "pip install" in client.logged("shellcheck: not found")
    client.change(2, {"range": extent((1, 9), (1, 11)), "text": "$y"})
    assert codes(client.published()) == []
    assert client.arrived("window/logMessage") == []


def test_switched_off(client: Editor) -> None:
    client.initialize(options={"shellcheck": {"enable": False}})
    client.open(TEXT)
    assert codes(client.published()) == []
    client.notify("workspace/didChangeConfiguration", {"settings": {"dockwright": {"shellcheck": {"enable": True}}}})
    assert codes(client.published()) == []
    assert codes(client.published()) == ["SC2086", "SC2154"]
