"""Requests that find places: positions in the client's unit, and what each client understands."""

import json
from pathlib import Path
from typing import cast

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from dockwright.lsp.client import Client, client_of, member
from dockwright.lsp.direct import answer
from dockwright.lsp.jsonrpc import JsonObject, JsonValue, Request
from dockwright.lsp.requests.call_hierarchy import incoming, outgoing, prepare
from dockwright.lsp.requests.definition import declaration, definition
from dockwright.lsp.requests.document_link import document_link
from dockwright.lsp.requests.document_symbol import symbols
from dockwright.lsp.requests.folding_range import folding_range
from dockwright.lsp.requests.highlight import highlight
from dockwright.lsp.requests.linked_editing_range import linked_editing_range
from dockwright.lsp.requests.references import references
from dockwright.lsp.requests.rename import prepare_rename, rename
from dockwright.lsp.requests.selection_range import selection_range
from dockwright.lsp.requests.workspace_symbol import symbols as workspace_symbols
from dockwright.text.lines import Unit
from tests.lsp.scenes import URI, Scene, scene, serve

TEXT = (
    'FROM golang:1.25 AS build\r\nENV A=1\r\nRUN echo "😋$A" \\\r\n  $A\r\nFROM scratch\r\nCOPY --from=build /a /b\r\n'
)
DOCUMENT = types.TextDocumentIdentifier(URI)
AT_STAGE = types.Position(5, 14)
UNITS = {Unit.UTF8: 15, Unit.UTF16: 13, Unit.UTF32: 12}
"""The column behind the `$` that follows 😋, in each unit."""


def opened(client: Client, text: str = TEXT) -> Scene:
    on = scene(client)
    on.open(text)
    return on


def extent(line: int, first: int, last: int) -> types.Range:
    return types.Range(types.Position(line, first), types.Position(line, last))


def lines_of(answer: JsonValue, *names: str) -> list[int]:
    found = [member(each, *names) for each in answer] if isinstance(answer, list) else []
    return [line for line in found if isinstance(line, int)]


@pytest.mark.parametrize("unit", UNITS)
def test_positions_are_in_the_unit_of_the_client(unit: Unit) -> None:
    server = serve(opened(Client(unit=unit)))
    at = UNITS[unit]
    place = types.Position(2, at)
    spots = [extent(1, 4, 5), extent(2, at, at + 1), extent(3, 3, 4)]
    found = definition(server, types.DefinitionParams(DOCUMENT, place))
    assert found == [types.Location(URI, spots[0])]
    assert declaration(server, types.DeclarationParams(DOCUMENT, place)) == found
    context = types.ReferenceContext(include_declaration=True)
    assert references(server, types.ReferenceParams(context, DOCUMENT, place)) == [
        types.Location(URI, spot) for spot in spots
    ]
    highlights = highlight(server, types.DocumentHighlightParams(DOCUMENT, place))
    assert highlights == [
        types.DocumentHighlight(spots[0], types.DocumentHighlightKind.Write),
        types.DocumentHighlight(spots[1], types.DocumentHighlightKind.Read),
        types.DocumentHighlight(spots[2], types.DocumentHighlightKind.Read),
    ]
    prepared = prepare_rename(server, types.PrepareRenameParams(DOCUMENT, place))
    assert prepared == types.PrepareRenamePlaceholder(spots[1], "A")
    edit = rename(server, types.RenameParams(DOCUMENT, place, "LONGER"))
    assert edit is not None
    assert edit.changes == {URI: [types.TextEdit(spot, "LONGER") for spot in spots]}
    (chain,) = selection_range(server, types.SelectionRangeParams(DOCUMENT, [place])) or []
    assert chain.range == spots[1]


def test_links_to_definitions_for_a_client_that_knows_them() -> None:
    server = serve(opened(Client(definition_links=True)))
    whole = types.Range(types.Position(0, 0), types.Position(0, 25))
    link = types.LocationLink(URI, whole, extent(0, 20, 25), extent(5, 12, 17))
    assert definition(server, types.DefinitionParams(DOCUMENT, AT_STAGE)) == [link]
    location = types.Location(URI, extent(0, 20, 25))
    assert declaration(server, types.DeclarationParams(DOCUMENT, AT_STAGE)) == [location]


def test_refused_renaming_is_told_to_the_user() -> None:
    server = serve(opened(Client()))
    with pytest.raises(JsonRpcException, match="is no name for a stage") as raised:
        rename(server, types.RenameParams(DOCUMENT, AT_STAGE, "1 2"))
    assert raised.value.code == types.LSPErrorCodes.RequestFailed.value
    on = opened(Client(), "FROM a\nARG TARGETARCH\n")
    with pytest.raises(JsonRpcException, match="TARGETARCH has its name from the builder"):
        prepare_rename(serve(on), types.PrepareRenameParams(DOCUMENT, types.Position(1, 6)))
    assert prepare_rename(serve(on), types.PrepareRenameParams(DOCUMENT, types.Position(0, 1))) is None
    assert rename(serve(on), types.RenameParams(DOCUMENT, types.Position(0, 1), "x")) is None


def test_outline_as_a_tree_and_as_a_list() -> None:
    params: JsonValue = {"textDocument": {"uri": URI}}
    tree = cast("JsonValue", json.loads(symbols(opened(Client(nested_symbols=True)).session, params)))
    assert isinstance(tree, list)
    assert [member(each, "name") for each in tree] == ["build", "scratch"]
    assert lines_of(member(tree[0], "children"), "range", "start", "line") == [1, 2]
    assert member(tree[0], "range", "end") == {"line": 3, "character": 4}
    flat = cast("JsonValue", json.loads(symbols(opened(Client()).session, params)))
    assert isinstance(flat, list)
    names = {member(each, "name"): member(each, "containerName") for each in flat}
    assert names == {"build": None, "ENV": "build", "A": "ENV", "RUN": "build", "scratch": None, "COPY": "scratch"}
    for each in flat:
        serve(scene()).converter.structure(each, types.SymbolInformation)
    for each in tree:
        serve(scene()).converter.structure(each, types.DocumentSymbol)
    assert symbols(scene().session, params) == "null"


def test_outline_of_something_else() -> None:
    on = scene()
    request: JsonObject = {"id": 7, "method": "textDocument/documentSymbol", "params": {}}
    found = answer(on.session, Request(7, "textDocument/documentSymbol", {}, request))
    assert member(json.loads(found), "error", "message") == "textDocument is missing"


def test_crash_is_logged_and_the_answer_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    on = scene()
    monkeypatch.setitem(on.session.__dict__, "analysis", None)
    params: JsonValue = {"textDocument": {"uri": URI}}
    found = answer(on.session, Request(7, "textDocument/documentSymbol", params, {}))
    assert json.loads(found) == {"jsonrpc": "2.0", "id": 7, "result": None}
    assert str(on.log()[0]).startswith("textDocument/documentSymbol failed")


def test_folds_of_lines_or_of_characters_and_no_more_than_wanted() -> None:
    params = types.FoldingRangeParams(DOCUMENT)
    assert folding_range(serve(opened(Client(folds_lines=True))), params) == [
        types.FoldingRange(0, 3),
        types.FoldingRange(2, 3),
        types.FoldingRange(4, 5),
    ]
    assert folding_range(serve(opened(Client(most_folds=1))), params) == [types.FoldingRange(0, 3, 25, 4)]
    commented = opened(Client(folds_lines=True), "# a\n# b\nFROM a\n")
    assert folding_range(serve(commented), params) == [types.FoldingRange(0, 1, kind=types.FoldingRangeKind.Comment)]


def test_stage_is_edited_with_what_names_it() -> None:
    found = linked_editing_range(serve(opened(Client())), types.LinkedEditingRangeParams(DOCUMENT, AT_STAGE))
    assert found == types.LinkedEditingRanges([extent(0, 20, 25), extent(5, 12, 17)], "[A-Za-z0-9._-]+")
    at = types.Position(1, 4)
    assert linked_editing_range(serve(opened(Client())), types.LinkedEditingRangeParams(DOCUMENT, at)) is None


def test_call_hierarchy_there_and_back() -> None:
    server = serve(opened(Client()))
    (item,) = prepare(server, types.CallHierarchyPrepareParams(DOCUMENT, AT_STAGE)) or []
    assert (item.name, item.data) == ("build", {"key": "0"})
    (call,) = incoming(server, types.CallHierarchyIncomingCallsParams(item)) or []
    assert (call.from_.name, call.from_ranges) == ("scratch", [extent(5, 12, 17)])
    needed = outgoing(server, types.CallHierarchyOutgoingCallsParams(call.from_)) or []
    assert [each.to.name for each in needed] == ["build"]
    item.data = None
    assert incoming(server, types.CallHierarchyIncomingCallsParams(item)) is None
    assert outgoing(server, types.CallHierarchyOutgoingCallsParams(item)) is None


def test_files_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "Dockerfile").write_text("FROM node:22 AS api-build\nFROM api-build\nCOPY a.txt b /\n")
    (tmp_path / "web.Dockerfile").write_text("FROM node:22 AS web\n")
    (tmp_path / "api" / "a.txt").write_text("")
    on = scene()
    on.session.folders = (tmp_path.as_uri(),)
    uri = (tmp_path / "api" / "Dockerfile").as_uri()
    on.open("FROM node:22 AS api-new\nCOPY a.txt b /\n", uri)
    server = serve(on)
    found = workspace_symbols(server, types.WorkspaceSymbolParams("e"))
    assert [(each.name, each.location.uri) for each in found] == [
        ("api-new", uri),
        ("web", (tmp_path / "web.Dockerfile").as_uri()),
    ]
    assert [each.name for each in workspace_symbols(server, types.WorkspaceSymbolParams("PNW"))] == ["api-new"]
    document = types.TextDocumentIdentifier(uri)
    file = (tmp_path / "api" / "a.txt").as_uri()
    links = document_link(server, types.DocumentLinkParams(document)) or []
    assert [link.target for link in links] == ["https://hub.docker.com/_/node", file]
    locations = definition(server, types.DefinitionParams(document, types.Position(1, 6)))
    assert locations == [types.Location(file, extent(0, 0, 0))]


def test_nothing_is_known_of_a_document_that_is_not_open() -> None:
    server = serve(scene())
    at = types.Position(0, 0)
    answers: list[object] = [
        definition(server, types.DefinitionParams(DOCUMENT, at)),
        references(server, types.ReferenceParams(types.ReferenceContext(include_declaration=True), DOCUMENT, at)),
        highlight(server, types.DocumentHighlightParams(DOCUMENT, at)),
        rename(server, types.RenameParams(DOCUMENT, at, "x")),
        prepare_rename(server, types.PrepareRenameParams(DOCUMENT, at)),
        folding_range(server, types.FoldingRangeParams(DOCUMENT)),
        selection_range(server, types.SelectionRangeParams(DOCUMENT, [at])),
        document_link(server, types.DocumentLinkParams(DOCUMENT)),
        linked_editing_range(server, types.LinkedEditingRangeParams(DOCUMENT, at)),
        prepare(server, types.CallHierarchyPrepareParams(DOCUMENT, at)),
    ]
    assert answers == [None] * len(answers)


def test_what_the_client_says_of_itself() -> None:
    document: JsonObject = {
        "definition": {"linkSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "foldingRange": {"lineFoldingOnly": True, "rangeLimit": 5000},
        "rename": {"prepareSupport": True},
    }
    client = client_of({"capabilities": {"textDocument": document}})
    assert client == Client(
        definition_links=True, nested_symbols=True, folds_lines=True, most_folds=5000, prepares_rename=True
    )
    odd: JsonObject = {"foldingRange": {"rangeLimit": "many"}}
    assert client_of({"capabilities": {"textDocument": odd}}) == Client()
