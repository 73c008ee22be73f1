"""What the server asks of the client, by way of pygls.

A refusal is logged: nothing depends on the client's goodwill.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import cast

from lsprotocol import types

from dockwright.lsp.jsonrpc import JsonValue
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.settings import SECTION, read_settings


def pull_settings(server: DockwrightServer) -> None:
    """Ask for the settings, if the client can be asked."""
    session = server.session
    session.stale_settings = False

    def take(answer: object) -> None:
        sections = cast("Sequence[JsonValue]", answer) if isinstance(answer, list | tuple) else ()
        if sections and isinstance(sections[0], dict):
            session.configure(read_settings(sections[0]))

    if session.client.configuration:
        params = types.ConfigurationParams(items=[types.ConfigurationItem(section=SECTION)])
        _ask(server, types.WORKSPACE_CONFIGURATION, params, take)


def refresh_diagnostics(server: DockwrightServer) -> None:
    """Have the client pull its diagnostics again, if it is one that pulls."""
    server.session.stale_pulls = False
    if server.session.client.pulls_diagnostics:
        _ask(server, types.WORKSPACE_DIAGNOSTIC_REFRESH, None)


def register(server: DockwrightServer, globs: tuple[str, ...]) -> None:
    """Have the client tell of changed settings, and of changes of the files that match `globs`."""
    client = server.session.client
    registrations: list[types.Registration] = []
    if client.registers_watchers:
        watchers = [types.FileSystemWatcher(glob) for glob in globs]
        watched = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
        registrations.append(_registration(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watched))
    if client.registers_configuration:
        section = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        registrations.append(_registration(types.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
    if registrations:
        _ask(server, types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams(registrations))


def _registration(method: str, options: object) -> types.Registration:
    return types.Registration(id=method, method=method, register_options=options)


def apply_edit(server: DockwrightServer, label: str, edit: types.WorkspaceEdit) -> None:
    """Have the client apply `edit`."""
    _ask(server, types.WORKSPACE_APPLY_EDIT, types.ApplyWorkspaceEditParams(edit=edit, label=label))


def show_document(server: DockwrightServer, params: types.ShowDocumentParams) -> None:
    """Have the client show a document."""
    _ask(server, types.WINDOW_SHOW_DOCUMENT, params)


def refresh_hints(server: DockwrightServer) -> None:
    """Have the client ask again for what it draws into the text, if it can be told to."""
    server.session.stale_hints = False
    client = server.session.client
    if client.refreshes_hints:
        _ask(server, types.WORKSPACE_INLAY_HINT_REFRESH, None)
    if client.refreshes_lenses:
        _ask(server, types.WORKSPACE_CODE_LENS_REFRESH, None)


def _ask(server: DockwrightServer, method: str, params: object, take: Callable[[object], None] | None = None) -> None:
    def answered(future: Future[object]) -> None:
        error = future.exception()
        if error is not None:
            server.session.journal.warning(method, f"the client refused: {error}")
        elif take is not None:
            take(future.result())

    server.protocol.send_request(method, params).add_done_callback(answered)
