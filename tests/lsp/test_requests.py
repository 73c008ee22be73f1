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
from dockwright.lsp.requests.explain_rule import explain_rule
from dockwright.lsp.requests.fix_all import fix_all
from dockwright.lsp.requests.hover import hover
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
    assert fix_all(serve(on), URI) is False


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
