"""Every answer, at every word of unfinished text, is one that the protocol allows and that the client said it can read.

The clients are those of real editors, each with positions in UTF-8 and in UTF-16. An answer must be the
same after it was read by lsprotocol's types, its positions must be inside the text, and it must use nothing that the
client did not announce.
"""

import re
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple, cast

import pytest
from lsprotocol import types
from lsprotocol.converters import get_converter
from pytest_lsp import client_capabilities

from dockwright.lsp.client import member, strings
from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from dockwright.text.lines import LineIndex, Unit
from tests.lsp.editor import Editor, editor

EDITORS = ("visual_studio_code", "neovim@v0.11.0", "emacs")
SLASH = (
    "# syntax=docker/dockerfile:1\r\n# check=skip=\r\nARG V=1😋\r\nFROM node:${V AS 😋b\x0cx\r\n"
    "FROM golang:1.25 AS Build\r\nENV A=😋 \\\r\n  # 😋 in between\r\n  B=$A C\r\n"
    "COPY --from=build --ch /a \\\r\n  /b/\r\nRUN --mount=type=ca,tar 😋 && npm run bu\r\n"
    "ONBUILD COPY --from=BUI . .\r\nWORKDIR srv\r\nMAINTAINER 😋\r\nEXPOSE 80/ 44\u2028\r\n"
    'HEALTHCHECK --inter\r\nLABEL org.opencontainers.image.ti\r\nSHELL ["/bin/ba\r\nUSER \r\nSTOPSIGNAL SIGT\r\n'
    "#\r\n# hadolint ignore=DL3\r\n\r\nFRO\r\nFROM build\r\nCOPY <<EOF <<-'X' /x/\r\n😋 $A\r\nEOF\r\n\t${B\r\n"
)
TICK = (
    "# escape=`\r\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS w\r\nRUN dir `\r\n  C:\\ %😋%\r\n"
    "FROM w\r\nCOPY a `\r\n"
)
TEXTS = (SLASH, TICK)
OPTIONS: JsonValue = {"tabSize": 4, "insertSpaces": True}
CONVERTER = get_converter()
WIDTHS = {Unit.UTF8: "utf-8", Unit.UTF16: "utf-16-le"}
UNITS = {Unit.UTF8: 1, Unit.UTF16: 2}


class Client(NamedTuple):
    """A running server, what its client can read, and the documents that are open."""

    server: Editor
    capabilities: JsonObject
    unit: Unit
    documents: tuple[tuple[str, str], ...]

    @property
    def takes_documents(self) -> bool:
        """Whether it understands `documentChanges`; a client that can create files does, without which it could not."""
        edit = member(self.capabilities, "workspace", "workspaceEdit")
        return member(edit, "documentChanges") is True or "create" in strings(member(edit, "resourceOperations"))

    def can(self, *names: str) -> JsonValue:
        """The member of what can be done in a document."""
        return member(self.capabilities, "textDocument", *names)


@pytest.fixture(scope="module", params=[(name, unit) for name in EDITORS for unit in (Unit.UTF8, Unit.UTF16)], ids=str)
def client(request: pytest.FixtureRequest) -> Generator[Client]:
    name, unit = cast("tuple[str, Unit]", request.param)
    capabilities = cast("JsonObject", CONVERTER.unstructure(client_capabilities(name)))
    capabilities["general"] = {"positionEncodings": [unit.value]}
    with editor() as server:
        result = server.initialize(capabilities)
        assert member(result, "capabilities", "positionEncoding") == unit.value
        CONVERTER.structure(result, types.InitializeResult)
        documents = tuple((f"file:///nowhere/{number}/Dockerfile", text) for number, text in enumerate(TEXTS))
        for uri, text in documents:
            server.open(text, uri=uri)
        yield Client(server, capabilities, unit, documents)
        assert [
            message for message in server.arrived("window/logMessage") if member(message, "params", "type") == 1
        ] == []


def offsets(text: str) -> list[int]:
    """The ends of all words."""
    return [match.end() for match in re.finditer(r"[^\s=,:/]+|$", text)]


def valid(client: Client, method: str, text: str, answer: JsonObject) -> JsonValue:
    """The result of an answer, after it was looked at from all sides."""
    assert "error" not in answer or member(answer, "error", "code") == -32803, answer
    result = answer.get("result")
    response = types.METHOD_TO_TYPES[method][1]
    assert response is not None
    if method == "textDocument/codeAction":  # lsprotocol takes an action that has a command for the command
        again = CONVERTER.unstructure(CONVERTER.structure(result, list[types.CodeAction]))
    else:
        message = CONVERTER.structure({"id": 1, "jsonrpc": "2.0", "result": result}, response)
        again = cast("JsonObject", CONVERTER.unstructure(message)).get("result")
    assert without_nothing(cast("JsonValue", again)) == without_nothing(result)
    lines = LineIndex(text)
    for each in objects(result):
        if {"start", "end"} <= each.keys():
            assert within(lines, each["start"], client.unit) <= within(lines, each["end"], client.unit)
        elif "position" in each:
            within(lines, each["position"], client.unit)
    return result


def within(lines: LineIndex, place: JsonValue, unit: Unit) -> tuple[int, int]:
    """A position that is in the text."""
    line, column = member(place, "line"), member(place, "character")
    assert isinstance(line, int)
    assert isinstance(column, int)
    assert lines.position(lines.offset(line, column, unit), unit) == (line, column)
    return line, column


def objects(value: JsonValue) -> Iterator[JsonObject]:
    """All objects in a value."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(each)


def without_nothing(value: JsonValue) -> JsonValue:
    """A value without the members that are null: to say nothing is the same."""
    if isinstance(value, dict):
        return {name: without_nothing(each) for name, each in value.items() if each is not None}
    return [without_nothing(each) for each in value] if isinstance(value, list) else value


def everywhere(client: Client, method: str, **extra: JsonValue) -> Iterator[tuple[JsonObject, JsonValue]]:
    """The position and the valid result at all words of all documents."""
    for uri, text in client.documents:
        lines = LineIndex(text)
        for at in offsets(text):
            line, column = lines.position(at, client.unit)
            place: JsonObject = {"line": line, "character": column}
            params: JsonObject = {"textDocument": {"uri": uri}, "position": place, **extra}
            yield place, valid(client, method, text, client.server.ask(method, params))


def everything(client: Client, method: str, **extra: JsonValue) -> list[JsonValue]:
    """The valid results for all documents."""
    return [
        valid(client, method, text, client.server.ask(method, {"textDocument": {"uri": uri}, **extra}))
        for uri, text in client.documents
    ]


def some(results: Sequence[JsonValue]) -> list[JsonObject]:
    """The items of all results, of which there are some."""
    found = [each for result in results for each in (result if isinstance(result, list) else [result])]
    items = [each for each in found if isinstance(each, dict)]
    assert items
    return items


def is_markup(client: Client, value: JsonValue, *formats: str) -> bool:
    """Whether documentation is text, or markup of a kind that the client names under `formats`."""
    return value is None or isinstance(value, str) or member(value, "kind") in strings(client.can(*formats))


def test_hover(client: Client) -> None:
    for found in some([result for _, result in everywhere(client, "textDocument/hover")]):
        assert is_markup(client, found["contents"], "hover", "contentFormat")


def test_completion_and_its_documentation(client: Client) -> None:
    can = client.can("completion", "completionItem")
    for place, result in everywhere(client, "textDocument/completion"):
        found = member(result, "items")
        for item in some([found]) if found else ():
            extent = member(item, "textEdit", "range")
            assert member(extent, "start", "line") == member(extent, "end", "line") == place["line"]
            first, last = member(extent, "start", "character"), member(extent, "end", "character")
            assert isinstance(first, int)
            assert isinstance(last, int)
            assert first <= cast("int", place["character"]) <= last
            assert item.get("insertTextFormat") in {None, 1} or member(can, "snippetSupport") is True
            assert "tags" not in item or member(can, "tagSupport") is not None
            assert "commitCharacters" not in item or member(can, "commitCharactersSupport") is True
        if found:
            item = some([found])[0]
            resolved = client.server.result("completionItem/resolve", item)
            assert CONVERTER.structure(resolved, types.CompletionItem).label == item["label"]
            markup = member(resolved, "documentation")
            assert is_markup(client, markup, "completion", "completionItem", "documentationFormat")


def test_signature_help(client: Client) -> None:
    can = client.can("signatureHelp", "signatureInformation")
    for found in some([result for _, result in everywhere(client, "textDocument/signatureHelp")]):
        signatures = some([found["signatures"]])
        assert cast("int", found.get("activeSignature") or 0) < len(signatures)
        for each in signatures:
            assert is_markup(
                client, each.get("documentation"), "signatureHelp", "signatureInformation", "documentationFormat"
            )
            for parameter in cast("list[JsonObject]", each.get("parameters") or []):
                has_offsets = member(can, "parameterInformation", "labelOffsetSupport") is True
                assert has_offsets or str(parameter["label"]) in str(each["label"])


@pytest.mark.parametrize("what", ["definition", "declaration"])
def test_definition_and_declaration(client: Client, what: str) -> None:
    for found in some([result for _, result in everywhere(client, f"textDocument/{what}")]):
        assert ("targetUri" in found) == (client.can(what, "linkSupport") is True)


def test_references_and_highlights(client: Client) -> None:
    context: JsonValue = {"includeDeclaration": True}
    some([result for _, result in everywhere(client, "textDocument/references", context=context)])
    some([result for _, result in everywhere(client, "textDocument/documentHighlight")])
    some([result for _, result in everywhere(client, "textDocument/linkedEditingRange")])


def test_renaming(client: Client) -> None:
    some([result for _, result in everywhere(client, "textDocument/prepareRename")])
    for found in some([result for _, result in everywhere(client, "textDocument/rename", newName="other")]):
        assert ("documentChanges" in found) == client.takes_documents


def test_symbols(client: Client) -> None:
    found = some(everything(client, "textDocument/documentSymbol"))
    is_nested = client.can("documentSymbol", "hierarchicalDocumentSymbolSupport") is True
    assert all(("selectionRange" in each) == is_nested for each in found)
    symbols = valid(client, "workspace/symbol", SLASH, client.server.ask("workspace/symbol", {"query": "buil"}))
    assert [each["name"] for each in some([symbols])] == ["Build", "build"]


def test_folds_selections_links_and_calls(client: Client) -> None:
    for found in some(everything(client, "textDocument/foldingRange")):
        assert cast("int", found["startLine"]) <= cast("int", found["endLine"]) < SLASH.count("\n")
        assert "startCharacter" not in found or client.can("foldingRange", "lineFoldingOnly") is not True
    for found in some(everything(client, "textDocument/documentLink")):
        assert "tooltip" not in found or client.can("documentLink", "tooltipSupport") is True
    for (uri, text), _ in zip(client.documents, TEXTS, strict=True):
        lines = LineIndex(text)
        places = [lines.position(at, client.unit) for at in offsets(text)]
        positions: JsonValue = [{"line": line, "character": column} for line, column in places]
        params: JsonObject = {"textDocument": {"uri": uri}, "positions": positions}
        method = "textDocument/selectionRange"
        chosen = some([valid(client, method, text, client.server.ask(method, params))])
        assert len(chosen) == len(places)
    items = some([result for _, result in everywhere(client, "textDocument/prepareCallHierarchy")])
    for way in ("incomingCalls", "outgoingCalls"):
        method = f"callHierarchy/{way}"
        texts = [dict(client.documents)[str(item["uri"])] for item in items]
        answers = [client.server.ask(method, {"item": item}) for item in items]
        some([valid(client, method, text, answer) for text, answer in zip(texts, answers, strict=True)])


def test_tokens(client: Client) -> None:
    for (uri, text), result in zip(
        client.documents, everything(client, "textDocument/semanticTokens/full"), strict=True
    ):
        data = cast("list[int]", member(result, "data"))
        rows = [line.rstrip("\r") for line in text.split("\n")]
        line = column = end = 0
        for at in range(0, len(data), 5):
            step, shift, length, _, _ = data[at : at + 5]
            line, column = line + step, shift + (0 if step else column)
            assert step or column >= end
            end = column + length
            assert length > 0
            assert end <= len(rows[line].encode(WIDTHS[client.unit])) // UNITS[client.unit]
        params: JsonObject = {"textDocument": {"uri": uri}, "previousResultId": member(result, "resultId")}
        method = "textDocument/semanticTokens/full/delta"
        assert member(valid(client, method, text, client.server.ask(method, params)), "edits") == []


def whole(client: Client, text: str) -> JsonValue:
    line, column = LineIndex(text).position(len(text), client.unit)
    return {"start": {"line": 0, "character": 0}, "end": {"line": line, "character": column}}


def test_formatting(client: Client) -> None:
    some(everything(client, "textDocument/formatting", options=OPTIONS))
    span = whole(client, TICK)
    everything(client, "textDocument/rangeFormatting", range=span, options=OPTIONS)
    list(everywhere(client, "textDocument/onTypeFormatting", ch="\n", options=OPTIONS))


def test_hints_and_lenses(client: Client) -> None:
    everything(client, "textDocument/inlayHint", range=whole(client, SLASH))
    some(everything(client, "textDocument/codeLens"))


def test_code_actions(client: Client) -> None:
    can = client.can("codeAction")
    kinds: set[str] = set()
    for uri, text in client.documents:
        params: JsonObject = {
            "textDocument": {"uri": uri},
            "range": whole(client, text),
            "context": {"diagnostics": []},
        }
        method = "textDocument/codeAction"
        for action in some([valid(client, method, text, client.server.ask(method, params))]):
            kinds.add(str(action["kind"]).partition(".")[0])
            assert "disabled" not in action or member(can, "disabledSupport") is True
            assert "data" not in action or member(can, "dataSupport") is True
            if "data" in action and "disabled" not in action and "edit" not in action:
                answer = client.server.ask("codeAction/resolve", action)
                action = cast("JsonObject", valid(client, "codeAction/resolve", text, answer))  # noqa: PLW2901
            if "edit" in action:
                assert ("documentChanges" in cast("JsonObject", action["edit"])) == client.takes_documents
    assert kinds >= {"quickfix", "refactor"}


def test_diagnostics(client: Client) -> None:
    can = client.can("publishDiagnostics")
    for message in client.server.arrived("textDocument/publishDiagnostics"):
        params = message["params"]
        CONVERTER.structure(params, types.PublishDiagnosticsParams)
        text = dict(client.documents)[str(member(params, "uri"))]
        for found in some([member(params, "diagnostics")]):
            start, end = (
                within(LineIndex(text), member(found, "range", name), client.unit) for name in ("start", "end")
            )
            assert start <= end
            assert "relatedInformation" not in found or member(can, "relatedInformation") is True
            assert "codeDescription" not in found or member(can, "codeDescriptionSupport") is True
            assert "tags" not in found or member(can, "tagSupport") is not None
