"""All notifications that mean something to the server. They alone change a session."""

from collections.abc import Callable

from dockwright.lsp.client import member
from dockwright.lsp.jsonrpc import JsonValue
from dockwright.lsp.session import Session
from dockwright.lsp.settings import has_section, read_settings
from dockwright.lsp.sync import did_change, did_close, did_open, did_save


def did_change_configuration(session: Session, params: JsonValue) -> None:
    """Settings changed: they are in the message, or have to be asked for."""
    settings = member(params, "settings")
    if has_section(settings):
        session.configure(read_settings(settings))
    else:
        session.stale_settings = True


def did_change_watched_files(session: Session, _params: JsonValue) -> None:
    """A file that a build context is judged by has changed on disk."""
    session.forget_projects()


def did_change_workspace_folders(session: Session, params: JsonValue) -> None:
    """Folders were added or removed."""
    event = member(params, "event")
    removed = set(folder_uris(member(event, "removed")))
    kept = [folder for folder in session.folders if folder not in removed]
    session.folders = (*kept, *(folder for folder in folder_uris(member(event, "added")) if folder not in kept))
    session.forget_projects()


def folder_uris(folders: JsonValue) -> list[str]:
    """The URIs in a list of workspace folders."""
    uris = [member(folder, "uri") for folder in folders] if isinstance(folders, list) else []
    return [uri for uri in uris if isinstance(uri, str)]


NOTIFICATIONS: dict[str, Callable[[Session, JsonValue], None]] = {
    "textDocument/didOpen": did_open,
    "textDocument/didChange": did_change,
    "textDocument/didClose": did_close,
    "textDocument/didSave": did_save,
    "workspace/didChangeConfiguration": did_change_configuration,
    "workspace/didChangeWatchedFiles": did_change_watched_files,
    "workspace/didChangeWorkspaceFolders": did_change_workspace_folders,
}
