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


def watch_files(server: DockwrightServer, globs: tuple[str, ...]) -> None:
    """Have the client report changes of the files that a build context is judged by."""
    if server.session.client.registers_watchers:
        watchers = [types.FileSystemWatcher(glob) for glob in globs]
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
        registration = types.Registration(id=method, method=method, register_options=options)
        _ask(server, types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams([registration]))


def apply_edit(server: DockwrightServer, label: str, edit: types.WorkspaceEdit) -> None:
    """Have the client apply `edit`."""
    _ask(server, types.WORKSPACE_APPLY_EDIT, types.ApplyWorkspaceEditParams(edit=edit, label=label))


def _ask(server: DockwrightServer, method: str, params: object, take: Callable[[object], None] | None = None) -> None:
    def answered(future: Future[object]) -> None:
        error = future.exception()
        if error is not None:
            server.session.journal.warning(method, f"the client refused: {error}")
        elif take is not None:
            take(future.result())

    server.protocol.send_request(method, params).add_done_callback(answered)
