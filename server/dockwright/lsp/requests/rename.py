"""`textDocument/rename` and `textDocument/prepareRename`."""

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from dockwright.features.rename import Refusal
from dockwright.features.rename import prepare_rename as prepared
from dockwright.features.rename import rename as renamed
from dockwright.lsp.convert import Remark, range_of, workspace_edit
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.lookup import at_position
from dockwright.refactor.model import Change


def rename(server: DockwrightServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The edits of a renaming. Raises JsonRpcException, which the user is shown, if it is not possible."""
    at = at_position(server, params)
    if at is None:
        return None
    edits = renamed(at.snapshot, at.offset, params.new_name)
    if isinstance(edits, Refusal):
        raise _refused(edits)
    if edits is None:
        return None
    return workspace_edit(server.session, at.analysis, Change(edits), Remark("", ""))


def prepare_rename(
    server: DockwrightServer, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """What would be renamed. Raises JsonRpcException, which the user is shown, if it cannot be."""
    at = at_position(server, params)
    if at is None:
        return None
    found = prepared(at.snapshot, at.offset)
    if isinstance(found, Refusal):
        raise _refused(found)
    if found is None:
        return None
    extent = range_of(at.snapshot.document.lines, found.span, server.session.client.unit)
    return types.PrepareRenamePlaceholder(extent, found.name)


def _refused(refusal: Refusal) -> JsonRpcException:
    return JsonRpcException(refusal.message, types.LSPErrorCodes.RequestFailed.value)
