"""Formatting, tokens, hints, lenses and commands with the capabilities of real editors, by a second implementation."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.lsp.editor import COMMAND

TEXT = "FROM debian:13 AS a\r\nRUN echo '😋' \\\r\n  $X\r\n# end\r\nFROM a\r\nCOPY . .\r\n"
CONFIG = ClientServerConfig(server_command=[*COMMAND])
EDITORS = ("visual_studio_code", "neovim@v0.11.0", "emacs")
WHOLE = types.Range(types.Position(0, 0), types.Position(9, 0))


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

    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param),
            workspace_folders=[types.WorkspaceFolder(uri.rpartition("/")[0], "root")],
            initialization_options={"inlayHints": {"stageIndex": True}},
        )
    )
    item = types.TextDocumentItem(uri=uri, language_id="dockerfile", version=1, text=TEXT)
    lsp_client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    yield
    await lsp_client.shutdown_session()


async def test_formatting(client: LanguageClient, uri: str) -> None:
    document = types.TextDocumentIdentifier(uri)
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    edits = await client.text_document_formatting_async(types.DocumentFormattingParams(document, options))
    indent = types.TextEdit(types.Range(types.Position(2, 0), types.Position(2, 2)), "    ")
    blank = types.TextEdit(types.Range(types.Position(3, 0), types.Position(3, 0)), "\r\n")
    assert [*(edits or [])] == [indent, blank]
    first = types.Range(types.Position(1, 0), types.Position(1, 1))
    some = await client.text_document_range_formatting_async(
        types.DocumentRangeFormattingParams(document, first, options)
    )
    assert [*(some or [])] == [indent]
    typed = await client.text_document_on_type_formatting_async(
        types.DocumentOnTypeFormattingParams(document, types.Position(3, 0), "\n", options)
    )
    assert [*(typed or [])] == [indent]


async def test_semantic_tokens(client: LanguageClient, uri: str) -> None:
    document = types.TextDocumentIdentifier(uri)
    tokens = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
    assert tokens is not None
    assert tokens.result_id is not None
    same = await client.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(document, tokens.result_id)
    )
    assert isinstance(same, types.SemanticTokensDelta)
    assert not same.edits
    part = await client.text_document_semantic_tokens_range_async(types.SemanticTokensRangeParams(document, WHOLE))
    assert part is not None
    assert [*part.data] == [*tokens.data]


async def test_hints_and_lenses(client: LanguageClient, uri: str) -> None:
    document = types.TextDocumentIdentifier(uri)
    hints = await client.text_document_inlay_hint_async(types.InlayHintParams(document, WHOLE))
    assert sorted((hint.position.line, str(hint.label)) for hint in hints or []) == [
        (0, "stage 0"),
        (4, "stage 1"),
        (5, "re-runs on every source edit"),
    ]
    lenses = await client.text_document_code_lens_async(types.CodeLensParams(document))
    commands = [lens.command for lens in lenses or [] if lens.command is not None]
    assert [(found.command, [*(found.arguments or [])]) for found in commands if found.command] == [
        ("dockwright.showUses", [f"{uri}#0,18"])
    ]


async def test_commands(client: LanguageClient, uri: str) -> None:
    async def run(name: str) -> object:
        return await client.workspace_execute_command_async(types.ExecuteCommandParams(name, [uri]))

    assert str(await run("dockwright.showStageGraph")).startswith("flowchart TB\n")
    assert str(await run("dockwright.contextReport")).startswith("# Build context\n")
    assert await run("dockwright.splitStage") is False
