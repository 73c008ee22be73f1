"""Diagnostics pushed and pulled."""

import json

from dockwright.lsp.client import Client, member
from dockwright.lsp.jsonrpc import JsonValue
from dockwright.lsp.kinds import DocumentKind, kind_of
from dockwright.lsp.publish import Publisher
from dockwright.lsp.session import OpenDocument
from dockwright.text.document import open_document
from tests.lsp.scenes import URI, Scene, scene

TEXT = "FROM scratch\nMAINTAINER a\n"
DOCUMENT: JsonValue = {"textDocument": {"uri": URI}}


def codes(params: JsonValue) -> list[JsonValue]:
    items = member(params, "diagnostics") or member(params, "items")
    assert isinstance(items, list)
    return [member(item, "code") for item in items]


def published(on: Scene) -> list[JsonValue]:
    Publisher(on.session, on.sent.append).publish()
    return [message["params"] for message in on.messages() if message["method"] == "textDocument/publishDiagnostics"]


def test_each_document_that_changed_is_published_once() -> None:
    on = scene()
    on.open(TEXT)
    on.open(TEXT, version=2)
    on.open("", "untitled:2")
    first, second = published(on)
    assert (member(first, "uri"), member(first, "version")) == (URI, 2)
    assert "maintainer" in codes(first)
    assert member(second, "uri") == "untitled:2"
    assert published(on) == []


def test_closed_document_is_cleared() -> None:
    on = scene()
    on.open(TEXT)
    on.session.close(URI)
    assert published(on) == [{"uri": URI, "diagnostics": []}]


def test_nothing_is_pushed_to_a_client_that_pulls() -> None:
    on = scene(Client(pulls_diagnostics=True))
    on.open(TEXT)
    assert published(on) == []
    assert "maintainer" in codes(json.loads(Publisher(on.session, on.sent.append).pull(DOCUMENT)))


def test_report_is_unchanged_as_long_as_its_items_are() -> None:
    on = scene(Client(pulls_diagnostics=True))
    publisher = Publisher(on.session, on.sent.append)
    on.open(TEXT)
    before = member(json.loads(publisher.pull(DOCUMENT)), "resultId")
    on.open(TEXT + "# more\n", version=2)
    params: JsonValue = {"textDocument": {"uri": URI}, "previousResultId": before}
    assert json.loads(publisher.pull(params)) == {"kind": "unchanged", "resultId": before}
    on.open("\n" + TEXT, version=3)
    assert member(json.loads(publisher.pull(params)), "kind") == "full"


def test_unknown_document_has_an_empty_report() -> None:
    assert member(json.loads(Publisher(scene().session, print).pull(DOCUMENT)), "items") == []


def test_crash_of_an_analysis_is_logged_once_and_empties_the_list() -> None:
    kind = kind_of("dockerfile", URI)
    assert isinstance(kind, DocumentKind)
    broken = kind._replace(analyse="json:loads")  # takes no document, so it raises
    on = scene()
    for version in (1, 2):
        on.session.put(OpenDocument(open_document(URI, version, TEXT), broken))
        Publisher(on.session, on.sent.append).publish()
    log, first, second = on.messages()
    assert str(member(log, "params", "message")).startswith("diagnostics failed\nTraceback")
    assert first["params"] == {"uri": URI, "version": 1, "diagnostics": []}
    assert second["params"] == {"uri": URI, "version": 2, "diagnostics": []}
