"""The table of features, and pygls' own view of it."""

from typing import Protocol, cast

import pytest
from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder

from dockwright.features.semantic_tokens.model import LEGEND_MODIFIERS, LEGEND_TYPES
from dockwright.lsp.capabilities import COMMANDS, FEATURES, TOKENS_OPTIONS, initialize_result
from dockwright.lsp.client import Client, member
from dockwright.lsp.jsonrpc import JsonObject
from dockwright.lsp.kinds import load
from tests.lsp.scenes import scene, serve


class Registered(Protocol):
    """What pygls' feature manager holds; its own annotations leave that open."""

    builtin_features: dict[str, object]
    features: dict[str, object]
    feature_options: dict[str, object]
    commands: dict[str, object]


def by_pygls() -> JsonObject:
    """The capabilities that pygls works out from what was registered with it."""
    server = serve(scene())
    manager = cast("Registered", server.protocol.fm)
    capabilities = ServerCapabilitiesBuilder(
        types.ClientCapabilities(),
        {*manager.features, *manager.builtin_features},
        manager.feature_options,
        list(manager.commands),
        types.TextDocumentSyncKind.Incremental,
    ).build()
    return cast("JsonObject", server.converter.unstructure(capabilities))


def test_answer_equals_the_capabilities_that_pygls_works_out() -> None:
    ours = member(initialize_result(Client(pulls_diagnostics=True)), "capabilities")
    assert isinstance(ours, dict)
    theirs = by_pygls()
    for capabilities in (ours, theirs):
        sync = capabilities.pop("textDocumentSync")
        assert (member(sync, "openClose"), member(sync, "change")) == (True, 2)
        assert member(capabilities.pop("workspace"), "workspaceFolders") == {
            "supported": True,
            "changeNotifications": True,
        }
    commands = theirs["executeCommandProvider"]
    assert isinstance(commands, dict)
    commands["workDoneProgress"] = True  # pygls has no place for it
    tokens = theirs["semanticTokensProvider"]
    assert isinstance(tokens, dict)
    assert tokens.pop("documentSelector") is None  # of a registration, which this is not
    assert ours == theirs


def test_legend_is_that_of_the_feature() -> None:
    assert member(TOKENS_OPTIONS, "legend") == {
        "tokenTypes": [*LEGEND_TYPES],
        "tokenModifiers": [*LEGEND_MODIFIERS],
    }


@pytest.mark.parametrize("pulls", [False, True])
def test_pull_is_offered_to_those_who_are_not_pushed_to(pulls: bool) -> None:  # noqa: FBT001
    capabilities = member(initialize_result(Client(pulls_diagnostics=pulls)), "capabilities")
    assert isinstance(capabilities, dict)
    assert ("diagnosticProvider" in capabilities) is pulls


@pytest.mark.parametrize("handler", [row.handler for row in (*FEATURES, *COMMANDS) if row.handler])
def test_handlers_are_there(handler: str) -> None:
    assert callable(load(handler))


def test_methods_are_those_of_lsp() -> None:
    assert {feature.method for feature in FEATURES} <= set(types.METHOD_TO_TYPES)
