"""What is read of a client's capabilities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.lsp.client import Client, client_of
from dockwright.lsp.jsonrpc import JsonValue
from dockwright.text.lines import Unit

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["textDocument", "workspace", "general"]), inner),
)


def test_client_that_says_nothing_can_do_nothing() -> None:
    assert client_of({"capabilities": {}}) == Client()


def test_everything() -> None:
    capabilities: dict[str, JsonValue] = {
        "general": {"positionEncodings": ["utf-8"]},
        "textDocument": {
            "diagnostic": {},
            "publishDiagnostics": {
                "relatedInformation": True,
                "codeDescriptionSupport": True,
                "tagSupport": {"valueSet": [1, 2]},
            },
            "codeAction": {"resolveSupport": {"properties": ["edit"]}, "disabledSupport": True},
            "hover": {"contentFormat": ["markdown"]},
            "completion": {"completionItem": {"commitCharactersSupport": True}},
        },
        "workspace": {
            "configuration": True,
            "diagnostics": {"refreshSupport": True},
            "didChangeConfiguration": {"dynamicRegistration": True},
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "workspaceEdit": {
                "documentChanges": True,
                "resourceOperations": ["create"],
                "changeAnnotationSupport": {"groupsOnLabel": True},
            },
        },
        "experimental": {"dockwright": {"showsPages": True}},
    }
    assert client_of({"capabilities": capabilities}) == Client(
        unit=Unit.UTF8,
        pulls_diagnostics=True,
        related_information=True,
        code_description=True,
        tags=frozenset({1, 2}),
        resolves_edits=True,
        disabled_actions=True,
        document_changes=True,
        creates_files=True,
        change_annotations=True,
        configuration=True,
        registers_configuration=True,
        registers_watchers=True,
        markdown=True,
        commit_characters=True,
        shows_pages=True,
    )


@pytest.mark.parametrize(
    ("offered", "unit"),
    [
        (["utf-32", "utf-8", "utf-16"], Unit.UTF32),
        (["utf-7", "utf-8"], Unit.UTF8),
        (["utf-7"], Unit.UTF16),
        ([], Unit.UTF16),
        ("utf-8", Unit.UTF16),
        (None, Unit.UTF16),
    ],
)
def test_first_known_encoding_of_the_client(offered: JsonValue, unit: Unit) -> None:
    assert client_of({"capabilities": {"general": {"positionEncodings": offered}}}).unit is unit


def test_client_that_cannot_be_told_to_pull_again_is_pushed_to() -> None:
    assert not client_of({"capabilities": {"textDocument": {"diagnostic": {}}}}).pulls_diagnostics


@given(JSON)
def test_capabilities_of_any_shape(value: JsonValue) -> None:
    assert isinstance(client_of({"capabilities": value}), Client)
    assert isinstance(client_of(value), Client)
