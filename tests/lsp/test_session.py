"""What a session keeps and forgets."""

import pytest

from dockwright.lsp.client import Client
from dockwright.lsp.jsonrpc import JsonValue
from dockwright.lsp.notifications import NOTIFICATIONS
from dockwright.lsp.settings import ClientSettings, read_settings
from dockwright.lsp.wire import InvalidParamsError
from tests.lsp.scenes import URI, Scene, scene

TEXT = "FROM scratch\nMAINTAINER a\n"
OTHER = "untitled:notes"


def notify(on: Scene, method: str, params: JsonValue) -> None:
    NOTIFICATIONS[method](on.session, params)


def opened(on: Scene, uri: str, language: str, version: int = 1) -> None:
    item: JsonValue = {"uri": uri, "languageId": language, "version": version, "text": TEXT}
    notify(on, "textDocument/didOpen", {"textDocument": item})


def changed(on: Scene, version: int, text: str, uri: str = URI) -> None:
    document: JsonValue = {"uri": uri, "version": version}
    notify(on, "textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})


def test_analysis_is_made_once_for_a_version() -> None:
    on = scene()
    opened(on, URI, "dockerfile")
    first = on.session.analysis(URI)
    assert first is not None
    assert on.session.analysis(URI) is first
    changed(on, 2, "FROM alpine\n")
    second = on.session.analysis(URI)
    assert second is not None
    assert second is not first
    assert (first.document.text, second.document.text) == (TEXT, "FROM alpine\n")


def test_other_documents_are_kept_but_not_analysed() -> None:
    on = scene()
    opened(on, OTHER, "plaintext")
    assert on.session.analysis(OTHER) is None
    assert list(on.session.dirty) == []
    changed(on, 2, "x", OTHER)
    assert on.session.documents[OTHER].document.text == "x"


def test_nothing_is_analysed_when_switched_off() -> None:
    on = scene(settings=ClientSettings(enable=False))
    opened(on, URI, "dockerfile")
    assert on.session.analysis(URI) is None


def test_unknown_document() -> None:
    on = scene()
    assert on.session.analysis(URI) is None
    notify(on, "textDocument/didClose", {"textDocument": {"uri": URI}})
    changed(on, 2, "x")
    assert on.log() == [f"textDocument/didClose: {URI} is not open", f"textDocument/didChange: {URI} is not open"]


def test_a_document_opened_again_is_a_new_one() -> None:
    on = scene()
    opened(on, URI, "dockerfile", version=9)
    opened(on, URI, "dockerfile", version=1)
    changed(on, 2, "x")
    assert on.session.documents[URI].document.text == "x"


def test_equal_settings_change_nothing() -> None:
    on = scene()
    opened(on, URI, "dockerfile")
    before = on.session.analysis(URI)
    on.session.dirty.clear()
    on.session.configure(read_settings({}))
    assert on.session.analysis(URI) is before
    assert not on.session.dirty
    on.session.configure(read_settings({"ignore": ["maintainer"]}))
    assert on.session.analysis(URI) is not before
    assert list(on.session.dirty) == [URI]
    assert on.session.stale_pulls


@pytest.mark.parametrize(("watches", "dirty"), [(False, [URI]), (True, [])])
def test_saving_is_a_sign_of_change_only_where_files_are_not_watched(watches: bool, dirty: list[str]) -> None:  # noqa: FBT001
    on = scene(Client(registers_watchers=watches))
    opened(on, URI, "dockerfile")
    on.session.dirty.clear()
    notify(on, "textDocument/didSave", {"textDocument": {"uri": OTHER}})
    assert list(on.session.dirty) == dirty


def test_workspace_folders_come_and_go() -> None:
    on = scene()
    on.session.folders = ("file:///a", "file:///b")
    event: JsonValue = {"added": [{"uri": "file:///c", "name": "c"}], "removed": [{"uri": "file:///a", "name": "a"}]}
    notify(on, "workspace/didChangeWorkspaceFolders", {"event": event})
    assert on.session.folders == ("file:///b", "file:///c")


@pytest.mark.parametrize("method", ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"])
def test_malformed_parameters(method: str) -> None:
    with pytest.raises(InvalidParamsError):
        notify(scene(), method, None)


@pytest.mark.parametrize(
    "method",
    ["workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", "workspace/didChangeWorkspaceFolders"],
)
@pytest.mark.parametrize("params", [None, [], {"settings": 1, "event": 2, "changes": 3}])
def test_parameters_of_any_shape(method: str, params: JsonValue) -> None:
    on = scene()
    opened(on, URI, "dockerfile")
    notify(on, method, params)
    assert on.session.analysis(URI) is not None
