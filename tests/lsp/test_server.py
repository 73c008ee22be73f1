"""The whole server in its own process, spoken to as an editor does."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from dockwright import __version__
from dockwright.lsp.client import member
from dockwright.lsp.io import framed
from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from dockwright.text.lines import LineIndex, Unit
from tests.lsp.editor import COMMAND, URI, Editor, change, editor, extent, items
from tests.support.marks import spans

TEXT = "FROM scratch\nMAINTAINER someone\n"
DOCUMENT: JsonObject = {"textDocument": {"uri": URI}}
ON_MAINTAINER: JsonObject = {**DOCUMENT, "range": extent((1, 3), (1, 3)), "context": {"diagnostics": []}}
RESOLVES: JsonObject = {
    "textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}}},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}
PULLS: JsonObject = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


@pytest.fixture
def client() -> Iterator[Editor]:
    with editor() as started:
        yield started


def codes(published: JsonValue) -> list[JsonValue]:
    """The rules of the diagnostics in a notification or report."""
    found = member(published, "diagnostics") or member(published, "items") or []
    assert isinstance(found, list)
    return [member(item, "code") for item in found]


def test_life_of_a_session(client: Editor) -> None:
    result = client.initialize()
    assert member(result, "serverInfo") == {"name": "dockwright", "version": __version__}
    assert member(result, "capabilities", "positionEncoding") == "utf-16"
    assert member(result, "capabilities", "textDocumentSync") == {"openClose": True, "change": 2, "save": True}
    client.open(TEXT, version=7)
    published = client.published()
    assert member(published, "version") == 7
    assert "maintainer" in codes(published)
    client.notify("textDocument/didClose", DOCUMENT)
    assert client.published() == {"uri": URI, "diagnostics": []}
    assert client.leave() == 0


@pytest.mark.parametrize("unit", Unit)
def test_incremental_changes_in_every_encoding(client: Editor, unit: Unit) -> None:
    """Texts with 😋, lone CR, CRLF, form feed and U+2028: the next range is right only if all before were."""
    client.initialize({"general": {"positionEncodings": [unit.value]}})
    text = "FROM scratch\r\n# 😋é\f\u2028\r#\nMAINTAINER a\n"
    client.open(text)
    client.published()
    steps = [
        ("FROM scratch\r\n# 😋⟦é\f⟧\u2028\r#\nMAINTAINER a\n", "😋x"),
        ("⟦⟧FROM scratch\r\n# 😋😋x\u2028\r#\nMAINTAINER a\n", "# 😋\r"),
        ("# 😋⟦\rFROM scratch\r\n# 😋😋x\u2028\r#\n⟧MAINTAINER a\n", "\r\nFROM scratch\n"),
        ("# 😋\r\nFROM scratch\nMAINTAINER a⟦\n⟧", ""),
    ]
    for version, (marked, new) in enumerate(steps, 2):
        before, (span,) = spans(marked)
        assert before == text
        lines = LineIndex(text)
        where = extent(lines.position(span.start, unit), lines.position(span.end, unit))
        client.change(version, {"range": where, "text": new})
        text = text[: span.start] + new + text[span.end :]
        published = client.published()
        lines = LineIndex(text)
        at = text.index("MAINTAINER")
        expected = extent(lines.position(at, unit), lines.position(at + len("MAINTAINER"), unit))
        assert member(published, "version") == version
        diagnostics = items(published, "diagnostics")
        assert [member(d, "range") for d in diagnostics if member(d, "code") == "maintainer"] == [expected]
    assert text == "# 😋\r\nFROM scratch\nMAINTAINER a"


def test_a_burst_is_analysed_once_or_twice(client: Editor) -> None:
    client.initialize()
    client.open(TEXT)
    client.published()
    insert: JsonObject = {"range": extent((0, 12), (0, 12)), "text": "x"}
    last: JsonObject = {"range": extent((1, 0), (2, 0)), "text": ""}
    client.send(*(change(version, insert) for version in range(2, 200)), change(200, last))
    publishes = [client.published()]
    while member(publishes[-1], "version") != 200:
        publishes.append(client.published())
    assert "maintainer" not in codes(publishes[-1])
    assert len(publishes) < 20


def test_pulled_diagnostics_are_not_pushed(client: Editor) -> None:
    result = client.initialize(PULLS)
    assert member(result, "capabilities", "diagnosticProvider") == {
        "identifier": "dockwright",
        "interFileDependencies": True,
        "workspaceDiagnostics": False,
    }
    client.open(TEXT)
    report = client.result("textDocument/diagnostic", DOCUMENT)
    assert member(report, "kind") == "full"
    assert "maintainer" in codes(report)
    previous = member(report, "resultId")
    again = client.result("textDocument/diagnostic", {**DOCUMENT, "previousResultId": previous})
    assert again == {"kind": "unchanged", "resultId": previous}
    client.result("textDocument/hover", {**DOCUMENT, "position": {"line": 0, "character": 0}})
    client.notify("workspace/didChangeWatchedFiles", {"changes": []})
    client.message("workspace/diagnostic/refresh")
    assert client.arrived("textDocument/publishDiagnostics") == []


def test_action_is_resolved_for_the_text_that_it_was_offered_for(client: Editor) -> None:
    client.initialize(RESOLVES)
    client.open(TEXT)
    action = items(client.result("textDocument/codeAction", ON_MAINTAINER))[0]
    assert member(action, "edit") is None
    assert member(action, "isPreferred") is True
    assert [member(found, "code") for found in items(action, "diagnostics")] == ["maintainer"]
    resolved = client.result("codeAction/resolve", action)
    assert member(resolved, "edit") == {
        "documentChanges": [
            {
                "textDocument": {"uri": URI, "version": 1},
                "edits": [
                    {
                        "range": extent((1, 0), (1, 18)),
                        "newText": 'LABEL org.opencontainers.image.authors="someone"',
                    }
                ],
            }
        ]
    }
    client.change(2, {"range": extent((1, 0), (1, 0)), "text": " "})
    assert client.error_code("codeAction/resolve", action) == -32801
    assert client.error_code("codeAction/resolve", {"title": "x", "data": {"id": 1}}) == -32602


def test_waiting_request_is_cancelled(client: Editor) -> None:
    client.initialize()
    client.open(TEXT)
    hover: JsonObject = {**DOCUMENT, "position": {"line": 0, "character": 0}}
    client.send(
        {"id": 101, "method": "textDocument/hover", "params": hover},
        {"id": 102, "method": "textDocument/hover", "params": hover},
        {"method": "$/cancelRequest", "params": {"id": 102}},
    )
    assert "result" in client.answer(101)
    assert member(client.answer(102), "error", "code") == -32800


@pytest.mark.parametrize(
    ("noise", "code"),
    [
        (b"hello\r\n\r\n", -32700),
        (b"Content-Length: many\r\n\r\n", -32700),
        (framed(b"{"), -32700),
        (framed(b"\xff"), -32700),
        (framed(b"[]"), -32600),
        (framed(b'{"jsonrpc":"2.0"}'), -32600),
    ],
)
def test_garbage_is_answered_and_survived(client: Editor, noise: bytes, code: int) -> None:
    client.initialize()
    client.write(noise)
    assert member(client.answer(None), "error", "code") == code
    for method in ("no/such/method", "exit", "$/cancelRequest"):
        assert client.error_code(method, {}) == -32601
    assert client.error_code("textDocument/hover", {"position": "?"}) == -32602
    assert client.error_code("textDocument/diagnostic") == -32602
    assert client.error_code("workspace/executeCommand", {"command": "rm"}) == -32602
    client.notify("no/such/notification")
    client.notify("textDocument/didOpen", {"textDocument": 1})
    client.logged("textDocument/didOpen: uri is missing")
    client.open(TEXT)
    assert "maintainer" in codes(client.published())
    assert client.leave() == 0


def test_order_of_the_life_cycle(client: Editor) -> None:
    client.notify("textDocument/didOpen", {})
    assert client.error_code("textDocument/hover", {}) == -32002
    assert client.error_code("shutdown") == -32002
    client.initialize()
    assert client.error_code("initialize", {"capabilities": {}}) == -32600
    client.result("shutdown")
    assert client.error_code("shutdown") == -32600
    assert client.error_code("textDocument/hover", {}) == -32600
    client.open(TEXT)
    client.notify("exit")
    assert client.process.wait(20) == 0


@pytest.mark.parametrize("last", ["exit", "end of input"])
def test_leaving_without_shutdown_is_an_error(client: Editor, last: str) -> None:
    client.initialize()
    if last == "exit":
        client.notify("exit")
    elif client.process.stdin is not None:
        client.process.stdin.close()
    assert client.process.wait(20) == 1


def test_changes_that_cannot_be_are_logged_and_ignored(client: Editor) -> None:
    client.initialize()
    client.open(TEXT, version=5)
    client.published()
    client.change(6, {"text": ""}, uri="file:///elsewhere")
    client.logged("file:///elsewhere is not open")
    client.change(5, {"text": ""})
    client.logged(f"version 5 after 5 of {URI}")
    client.change(6, {"range": extent((9, 9), (9, 9)), "text": "# end"})
    published = client.published()
    assert member(published, "version") == 6
    assert "maintainer" in codes(published)


def test_settings_come_three_ways(client: Editor) -> None:
    client.initialize({"workspace": {"configuration": True}}, {"ignore": ["DL4000"], "rules": {"x": 1}})
    client.logged("rules.x is none of")
    client.open(TEXT)
    assert "maintainer" not in codes(client.published())
    pulled = client.message("workspace/configuration")
    assert member(pulled, "params") == {"items": [{"section": "dockwright"}]}
    client.send({"id": pulled["id"], "result": [{"rules": {"maintainer": "error"}}]})
    diagnostics = items(client.published(), "diagnostics")
    assert [member(d, "severity") for d in diagnostics if member(d, "code") == "maintainer"] == [1]
    client.notify("workspace/didChangeConfiguration", {"settings": {"dockwright": {"enable": False}}})
    assert member(client.published(), "diagnostics") == []
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    pulled = client.message("workspace/configuration")
    client.send({"id": pulled["id"], "error": {"code": -32603, "message": "no"}})
    client.logged("workspace/configuration: the client refused")


def test_commands(client: Editor) -> None:
    client.initialize(RESOLVES)
    client.open(TEXT)
    command: JsonObject = {"command": "dockwright.fixAll", "arguments": [URI]}
    assert client.result("workspace/executeCommand", command) is True
    asked = client.message("workspace/applyEdit")
    (document,) = items(asked, "params", "edit", "documentChanges")
    assert member(document, "textDocument") == {"uri": URI, "version": 1}
    client.send({"id": asked["id"], "result": {"applied": True}})
    command = {"command": "dockwright.explainRule", "arguments": ["DL4000"]}
    page = client.result("workspace/executeCommand", command)
    assert isinstance(page, str)
    assert page.startswith("# maintainer\n")
    assert str(member(client.message("window/showMessage"), "params", "message")).startswith("maintainer: ")


def test_what_the_client_can_tell_is_registered(client: Editor) -> None:
    dynamic: JsonObject = {"dynamicRegistration": True}
    client.initialize({"workspace": {"didChangeWatchedFiles": dynamic, "didChangeConfiguration": dynamic}})
    client.open(TEXT)
    client.published()
    asked = client.message("client/registerCapability")
    files, settings = items(asked, "params", "registrations")
    assert member(files, "method") == "workspace/didChangeWatchedFiles"
    assert {"globPattern": "**/package.json"} in items(files, "registerOptions", "watchers")
    assert member(settings, "method") == "workspace/didChangeConfiguration"
    assert member(settings, "registerOptions") == {"section": "dockwright"}
    client.send({"id": asked["id"], "result": None})
    client.notify("workspace/didChangeWatchedFiles", {"changes": []})
    assert "maintainer" in codes(client.published())


def test_diagnostics_do_not_need_pygls() -> None:
    program = "import sys; sys.modules['pygls'] = None; from dockwright.lsp.server import serve; sys.exit(serve())"
    with editor((sys.executable, "-c", program)) as client:
        client.initialize()
        client.open(TEXT)
        assert "maintainer" in codes(client.published())
        assert client.error_code("textDocument/hover", DOCUMENT) == -32603
        assert "pygls failed" in client.logged("Traceback")
        client.change(2, {"text": "FROM scratch\n"})
        assert "maintainer" not in codes(client.published())
        assert client.leave() == 0


def test_tcp() -> None:
    """For debugging: the port is told on standard error."""
    arguments = [*COMMAND, "--tcp", "127.0.0.1:0"]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        told = re.fullmatch(r"dockwright: listening on 127\.0\.0\.1:(\d+)\n", process.stderr.readline())
        assert told is not None
        with socket.create_connection(("127.0.0.1", int(told[1])), timeout=20) as connection:
            request: JsonObject = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}
            connection.sendall(framed(json.dumps(request).encode()))
            assert connection.recv(16) == b"Content-Length: "
        assert process.wait(20) == 1


def test_progress_of_a_command_for_a_client_that_wants_to_know() -> None:
    with editor() as client:
        client.initialize()
        params: JsonObject = {"command": "dockwright.showStageGraph", "arguments": [URI], "workDoneToken": 7}
        assert client.result("workspace/executeCommand", params) is None
        told = [member(message, "params") for message in client.arrived("$/progress")]
        assert told == [
            {"token": 7, "value": {"title": "dockwright.showStageGraph", "kind": "begin"}},
            {"token": 7, "value": {"kind": "end"}},
        ]
        assert client.result("workspace/executeCommand", {**params, "workDoneToken": None}) is None
        assert len(client.arrived("$/progress")) == len(told)
