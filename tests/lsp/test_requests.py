"""The handlers of requests, called as pygls calls them."""

from typing import cast

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcInvalidParams

from dockwright.lsp.client import Client
from dockwright.lsp.jsonrpc import JsonObject
from dockwright.lsp.language_server import _guarded
from dockwright.lsp.requests.code_action import code_action
from dockwright.lsp.requests.code_action_resolve import code_action_resolve
from dockwright.lsp.requests.completion import completion
from dockwright.lsp.requests.completion_resolve import completion_resolve
from dockwright.lsp.requests.explain_rule import explain_rule
from dockwright.lsp.requests.fix_all import fix_all
from dockwright.lsp.requests.hover import hover
from dockwright.lsp.requests.signature_help import signature_help_at
from dockwright.lsp.settings import ClientSettings
from tests.lsp.scenes import URI, Scene, scene, serve

TEXT = "FROM scratch\n# 😋\nMAINTAINER someone\n"
LABEL = 'LABEL org.opencontainers.image.authors="someone"'
ON = types.Range(types.Position(2, 3), types.Position(2, 3))
DOCUMENT = types.TextDocumentIdentifier(URI)


def actions(on: Scene, *only: str, extent: types.Range = ON) -> list[types.CodeAction] | None:
    context = types.CodeActionContext(diagnostics=[], only=[*only] or None)
    return code_action(serve(on), types.CodeActionParams(DOCUMENT, extent, context))


def opened(client: Client) -> Scene:
    on = scene(client)
    on.open(TEXT)
    return on


def first(on: Scene, *only: str) -> types.CodeAction:
    found = actions(on, *only)
    assert found
    return found[0]


def test_hover() -> None:
    on = opened(Client(markdown=True))
    found = hover(serve(on), types.HoverParams(DOCUMENT, types.Position(2, 3)))
    assert found is not None
    assert found.range == types.Range(types.Position(2, 0), types.Position(2, 10))
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind is types.MarkupKind.Markdown
    assert found.contents.value.startswith("**maintainer**")
    assert hover(serve(on), types.HoverParams(DOCUMENT, types.Position(1, 1))) is None


def test_unknown_document_has_nothing() -> None:
    on = scene()
    assert hover(serve(on), types.HoverParams(DOCUMENT, types.Position(0, 0))) is None
    assert actions(on) is None
    assert completion(serve(on), types.CompletionParams(DOCUMENT, types.Position(0, 0))) is None
    assert signature_help_at(serve(on), types.SignatureHelpParams(DOCUMENT, types.Position(0, 0))) is None
    assert fix_all(serve(on), URI) is False


def test_hover_as_plain_text() -> None:
    found = hover(serve(opened(Client())), types.HoverParams(DOCUMENT, types.Position(0, 2)))
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind is types.MarkupKind.PlainText
    assert found.contents.value.startswith("FROM: Begins a stage")
    assert "`" not in found.contents.value
    assert "Reference: https://docs.docker.com/reference/dockerfile/#from" in found.contents.value


def completions(client: Client, text: str, at: types.Position) -> list[types.CompletionItem]:
    on = scene(client)
    on.open(text)
    found = completion(serve(on), types.CompletionParams(DOCUMENT, at))
    assert found is not None
    return [*found.items]


def test_completion_after_an_astral_letter() -> None:
    (item,) = completions(Client(), "FROM a\nRUN 😋 ${PA", types.Position(1, 11))
    assert item == types.CompletionItem(
        "PATH",
        kind=types.CompletionItemKind.Variable,
        detail=item.detail,
        sort_text="0000",
        filter_text="${PATH",
        text_edit=types.TextEdit(types.Range(types.Position(1, 7), types.Position(1, 11)), "${PATH}"),
    )


def test_completion_with_and_without_snippets() -> None:
    at = types.Position(1, 6)
    (eof, _) = completions(Client(snippets=True), "FROM a\nRUN <<", at)
    assert eof.insert_text_format is types.InsertTextFormat.Snippet
    assert isinstance(eof.text_edit, types.TextEdit)
    assert eof.text_edit.new_text == "EOF\n$0\nEOF"
    (eof, _) = completions(Client(), "FROM a\nRUN <<", at)
    assert eof.insert_text_format is None
    assert isinstance(eof.text_edit, types.TextEdit)
    assert eof.text_edit.new_text == "EOF\n\nEOF"


def test_a_comma_takes_a_value_of_a_mount_and_nothing_else() -> None:
    typed, at = "FROM a\nRUN --mount=type=ca", types.Position(1, 20)
    (cache,) = completions(Client(commit_characters=True), typed, at)
    assert (cache.label, cache.commit_characters) == ("cache", [","])
    (cache,) = completions(Client(), typed, at)
    assert cache.commit_characters is None
    keys = completions(Client(commit_characters=True), "FROM a\nRUN --mount=", types.Position(1, 12))
    assert [item for item in keys if item.commit_characters] == []


def test_completion_of_what_has_ended() -> None:
    text, at = "FROM node:18-alpine3.2", types.Position(0, 22)
    assert completions(Client(deprecated_completions=True), text, at)[0].tags == [types.CompletionItemTag.Deprecated]
    assert completions(Client(), text, at)[0].tags is None


def test_documentation_comes_later() -> None:
    on = scene(Client(completion_markup="markdown"))
    (item,) = completions(Client(), "FROM a\nWORK", types.Position(1, 4))
    resolved = completion_resolve(serve(on), item)
    assert isinstance(resolved.documentation, types.MarkupContent)
    assert resolved.documentation.kind is types.MarkupKind.Markdown
    assert isinstance(completion_resolve(serve(scene(Client())), item).documentation, str)
    assert completion_resolve(serve(on), types.CompletionItem("x", data=1)) == types.CompletionItem("x", data=1)


def test_signature_help() -> None:
    on = scene(Client(parameter_offsets=True))
    on.open("FROM a\nUSER x:")
    found = signature_help_at(serve(on), types.SignatureHelpParams(DOCUMENT, types.Position(1, 7)))
    assert found is not None
    assert (found.active_signature, found.active_parameter) == (0, 1)
    assert [each.label for each in found.signatures[0].parameters or []] == [(5, 11), (13, 20)]
    on = scene(Client())
    on.open("FROM a\nUSER x:")
    found = signature_help_at(serve(on), types.SignatureHelpParams(DOCUMENT, types.Position(1, 7)))
    assert found is not None
    assert [each.label for each in found.signatures[0].parameters or []] == ["<user>", "<group>"]
    assert signature_help_at(serve(on), types.SignatureHelpParams(DOCUMENT, types.Position(0, 2))) is None


def test_action_for_a_client_that_resolves() -> None:
    action = first(opened(Client(resolves_edits=True)))
    assert (action.kind, action.is_preferred, action.edit) == ("quickfix", True, None)
    assert action.data == {
        "id": f"fix:maintainer:{TEXT.index('MAINTAINER')}:0",
        "uri": URI,
        "version": 1,
        "range": {"start": {"line": 2, "character": 3}, "end": {"line": 2, "character": 3}},
    }
    assert action.diagnostics is not None
    assert [found.code for found in action.diagnostics] == ["maintainer"]


def test_action_for_a_client_that_does_not() -> None:
    action = first(opened(Client()))
    assert action.data is None
    assert action.edit is not None
    assert action.edit.changes == {
        URI: [types.TextEdit(types.Range(types.Position(2, 0), types.Position(2, 18)), LABEL)]
    }


def test_kinds_that_are_asked_for() -> None:
    on = opened(Client(resolves_edits=True))
    kinds = [
        {str(action.kind) for action in actions(on, only) or []} for only in ("quickfix", "source", "refactor.inline")
    ]
    assert kinds == [{"quickfix"}, {"source.fixAll.dockwright"}, set()]


def test_commands_carry_their_argument() -> None:
    on = opened(Client(resolves_edits=True))
    commands = [action.command for action in actions(on) or [] if action.command]
    assert commands == [types.Command("Explain maintainer", "dockwright.explainRule", arguments=["maintainer"])]


def test_resolve_adds_the_edit() -> None:
    on = opened(Client(resolves_edits=True))
    for kind in ("quickfix", "source.fixAll.dockwright"):
        resolved = code_action_resolve(serve(on), first(on, kind))
        assert resolved.edit is not None
        assert resolved.edit.changes is not None
        (edit,) = resolved.edit.changes[URI]
        assert isinstance(edit, types.TextEdit)
        assert edit.range.start.line == edit.range.end.line == 2


def test_resolve_refuses_another_version_and_what_is_gone() -> None:
    on = opened(Client(resolves_edits=True))
    action = first(on)
    gone = {**cast("JsonObject", action.data), "id": "fix:maintainer:0:0"}
    with pytest.raises(JsonRpcContentModified):
        code_action_resolve(serve(on), types.CodeAction("x", data=gone))
    on.open(TEXT, version=2)
    with pytest.raises(JsonRpcContentModified):
        code_action_resolve(serve(on), action)
    on.session.close(URI)
    with pytest.raises(JsonRpcContentModified):
        code_action_resolve(serve(on), action)


@pytest.mark.parametrize("data", [1, [], {}, {"id": "a", "uri": URI, "version": 1, "range": 3}])
def test_resolve_refuses_what_is_not_ours(data: object) -> None:
    with pytest.raises(JsonRpcInvalidParams):
        code_action_resolve(serve(opened(Client())), types.CodeAction("x", data=data))


def test_resolve_leaves_an_action_without_data_alone() -> None:
    action = types.CodeAction("x")
    assert code_action_resolve(serve(opened(Client())), action) is action


def test_ignored_rule_has_no_action() -> None:
    on = scene(settings=ClientSettings(ignore=frozenset({"maintainer"})))
    on.open(TEXT)
    assert all("maintainer" not in action.title for action in actions(on) or [])


def test_fix_all_of_a_document_without_findings() -> None:
    on = scene(settings=ClientSettings(ignore=frozenset({"maintainer"})))
    on.open("FROM scratch\n")
    assert fix_all(serve(on), URI) is False


def test_crash_of_a_handler_is_logged_with_its_name_and_empty() -> None:
    on = scene()

    def crash() -> object:
        return 1 / 0

    assert _guarded(on.session, "textDocument/x", crash) is None
    (logged,) = on.log()
    assert str(logged).startswith("textDocument/x failed\nTraceback")
    assert str(logged).endswith("ZeroDivisionError: division by zero")


def test_unknown_rule_is_not_explained() -> None:
    assert explain_rule(serve(scene()), "no-such-rule") is None


def test_page_is_not_also_shown_by_a_client_that_shows_it() -> None:
    server = serve(scene(Client(shows_pages=True)))
    page = explain_rule(server, "maintainer")
    assert page is not None
    assert page.startswith("# maintainer")
