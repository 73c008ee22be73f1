"""The server with the capabilities that real editors declare, by way of a second implementation of the protocol."""

import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import cast

import pytest
import pytest_lsp
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.lsp.editor import COMMAND

TEXT = "FROM scratch\r\n# 😋\r\nMAINTAINER someone\r\n"
CONFIG = ClientServerConfig(server_command=[*COMMAND], server_env={**os.environ, "PYTHONUTF8": "1"})
EDITORS = ("visual_studio_code", "neovim@v0.7.0", "neovim@v0.11.0", "emacs")


@pytest.fixture
def uri(tmp_path: Path) -> str:
    path = tmp_path / "a b" / "Dockerfile"
    path.parent.mkdir()
    path.write_bytes(TEXT.encode())
    return path.as_uri()


@pytest_lsp.fixture(params=EDITORS, config=CONFIG)  # pyright: ignore[reportUnknownMemberType] - it is not typed
async def client(lsp_client: LanguageClient, request: pytest.FixtureRequest, uri: str) -> AsyncIterator[None]:
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)  # pyright: ignore[reportUntypedFunctionDecorator] - nor is this
    def register(_params: types.RegistrationParams) -> None:
        """Say yes, as the editors do."""

    root = uri.rpartition("/")[0]
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param),
            workspace_folders=[types.WorkspaceFolder(root, "root")],
            initialization_options={},
        )
    )
    yield
    await lsp_client.shutdown_session()


def open_document(client: LanguageClient, uri: str) -> None:
    item = types.TextDocumentItem(uri=uri, language_id="dockerfile", version=1, text=TEXT)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))


async def test_finding_action_and_edit(client: LanguageClient, uri: str) -> None:
    open_document(client, uri)
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    (finding,) = [found for found in client.diagnostics[uri] if found.code == "maintainer"]
    assert finding.range == types.Range(types.Position(2, 0), types.Position(2, 10))
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(uri), finding.range, types.CodeActionContext(diagnostics=[], only=["quickfix"])
        )
    )
    action = (actions or [])[0]
    assert isinstance(action, types.CodeAction)
    assert action.diagnostics is not None
    assert finding in action.diagnostics
    if action.edit is None:
        action = await client.code_action_resolve_async(action)
    assert new_texts(action) == ['LABEL org.opencontainers.image.authors="someone"']
    found = await client.text_document_hover_async(
        types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(2, 1))
    )
    assert found is not None
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert list(client.diagnostics[uri]) == []
    assert [message for message in client.log_messages if message.type <= types.MessageType.Warning] == []


async def test_completion_and_signature(client: LanguageClient, uri: str) -> None:
    open_document(client, uri)
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    document = types.TextDocumentIdentifier(uri)
    change = types.TextDocumentContentChangePartial(
        range=types.Range(types.Position(2, 0), types.Position(2, 18)), text="RUN 😋 --mo && npm ${PA"
    )
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version=2, uri=uri), [change])
    )
    end = types.Position(2, 99)  # past the line's end is its end, whatever the editor counts in
    found = await client.text_document_completion_async(types.CompletionParams(document, end))
    assert isinstance(found, types.CompletionList)
    (item,) = found.items
    assert item.label == "PATH"
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.range.end.character - item.text_edit.range.start.character == len("${PA")
    start = types.Position(2, 0)
    items = await client.text_document_completion_async(types.CompletionParams(document, start))
    assert isinstance(items, types.CompletionList)
    resolved = await client.completion_item_resolve_async(items.items[0])
    assert resolved.documentation is not None
    signature = await client.text_document_signature_help_async(types.SignatureHelpParams(document, end))
    assert signature is not None
    assert signature.signatures[0].label == "RUN [flags] <command line>"
    assert [message for message in client.log_messages if message.type <= types.MessageType.Warning] == []


STAGES = "FROM golang:1.25 AS build\r\nENV A=😋 \\\r\n  B=$A\r\nFROM scratch\r\nCOPY --from=build /a /b\r\n"


async def test_navigation_and_structure(client: LanguageClient, uri: str) -> None:
    document = types.TextDocumentIdentifier(uri)
    at = types.Position(4, 14)
    item = types.TextDocumentItem(uri=uri, language_id="dockerfile", version=1, text=STAGES)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    name = types.Range(types.Position(0, 20), types.Position(0, 25))
    use = types.Range(types.Position(4, 12), types.Position(4, 17))
    for ask in (client.text_document_definition_async, client.text_document_declaration_async):
        found = await ask(types.DefinitionParams(document, at))  # pyright: ignore[reportArgumentType] - alike
        assert targets(found) == [(uri, name)]
    context = types.ReferenceContext(include_declaration=False)
    used = await client.text_document_references_async(types.ReferenceParams(context, document, at))
    assert [*(used or [])] == [types.Location(uri, use)]
    lit = await client.text_document_document_highlight_async(types.DocumentHighlightParams(document, at))
    assert [each.range for each in lit or []] == [name, use]
    prepared = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, at))
    assert prepared == types.PrepareRenamePlaceholder(use, "build")
    edit = await client.text_document_rename_async(types.RenameParams(document, at, "web"))
    assert edit is not None
    assert new_texts(types.CodeAction("", edit=edit)) == ["web", "web"]
    with pytest.raises(JsonRpcException, match="is no name for a stage"):
        await client.text_document_rename_async(types.RenameParams(document, at, "-"))
    await structure_is_told(client, document)


async def structure_is_told(client: LanguageClient, document: types.TextDocumentIdentifier) -> None:
    at = types.Position(4, 14)
    outline = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert next(each.name for each in outline or []) == "build"
    symbols = await client.workspace_symbol_async(types.WorkspaceSymbolParams("bld"))
    assert [each.name for each in symbols or []] == ["build"]
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    assert [(fold.start_line, fold.end_line) for fold in folds or []] == [(0, 2), (1, 2), (3, 4)]
    chosen = await client.text_document_selection_range_async(types.SelectionRangeParams(document, [at]))
    assert [each.range.start for each in chosen or []] == [types.Position(4, 12)]
    links = await client.text_document_document_link_async(types.DocumentLinkParams(document))
    assert [link.target for link in links or []] == [
        "https://hub.docker.com/_/golang",
        "https://hub.docker.com/_/scratch",
    ]
    linked = await client.text_document_linked_editing_range_async(types.LinkedEditingRangeParams(document, at))
    assert linked is not None
    assert len(linked.ranges) == 2
    items = await client.text_document_prepare_call_hierarchy_async(types.CallHierarchyPrepareParams(document, at))
    (item,) = items or []
    callers = await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item))
    assert [call.from_.name for call in callers or []] == ["scratch"]
    called = await client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(item))
    assert [call.to.name for call in called or []] == ["golang:1.25"]
    assert [message for message in client.log_messages if message.type <= types.MessageType.Warning] == []


def targets(found: object) -> list[tuple[str, types.Range]]:
    """The places in an answer, as links or as locations."""
    assert isinstance(found, list | tuple)
    answers = cast("Sequence[types.Location | types.LocationLink]", found)
    return [
        (each.uri, each.range) if isinstance(each, types.Location) else (each.target_uri, each.target_selection_range)
        for each in answers
    ]


def new_texts(action: types.CodeAction) -> list[str]:
    assert action.edit is not None
    edits = [edit for found in (action.edit.changes or {}).values() for edit in found]
    for operation in action.edit.document_changes or []:
        assert isinstance(operation, types.TextDocumentEdit)
        edits.extend(edit for edit in operation.edits if isinstance(edit, types.TextEdit))
    return [edit.new_text for edit in edits]
