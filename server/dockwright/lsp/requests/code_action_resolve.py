"""`codeAction/resolve`."""

from typing import NamedTuple, NoReturn, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcInvalidParams

from dockwright.lsp.client import member
from dockwright.lsp.convert import Remark, span_of, workspace_edit
from dockwright.lsp.jsonrpc import JsonValue
from dockwright.lsp.language_server import DockwrightServer

_NOT_OURS = "the action's data is not what this server made it"


class _Data(NamedTuple):
    """What `textDocument/codeAction` put into an action: enough to find it again in the same version."""

    id: str
    uri: str
    version: int
    range: types.Range


def code_action_resolve(server: DockwrightServer, action: types.CodeAction) -> types.CodeAction:
    """The action with its edit, made anew from the text.

    Raises JsonRpcContentModified if the text is another than the action was
    offered for, JsonRpcInvalidParams if the action is none of ours.
    """
    if action.data is None:
        return action
    data = _data(server, cast("JsonValue", action.data))
    analysis = server.session.analysis(data.uri)
    if analysis is None or analysis.document.version != data.version:
        _refuse("the document has changed")
    span = span_of(analysis.document.lines, data.range, server.session.client.unit)
    only = () if action.kind is None else (str(getattr(action.kind, "value", action.kind)),)
    offered = next((offer for offer in analysis.code_actions(span, only) if offer.id == data.id), None)
    if offered is None:
        _refuse("the action is no longer offered")
    change = offered.change or analysis.resolve(offered.id)
    if change is None:
        _refuse("the action is no longer possible")
    action.edit = workspace_edit(server.session, analysis, change, Remark(offered.title, offered.note))
    return action


def _data(server: DockwrightServer, value: JsonValue) -> _Data:
    identity, uri, version = member(value, "id"), member(value, "uri"), member(value, "version")
    if not (isinstance(identity, str) and isinstance(uri, str) and isinstance(version, int)):
        raise JsonRpcInvalidParams(_NOT_OURS)
    try:
        extent = server.converter.structure(member(value, "range"), types.Range)
    except Exception as error:
        raise JsonRpcInvalidParams(_NOT_OURS) from error
    return _Data(identity, uri, version, extent)


def _refuse(reason: str) -> NoReturn:
    raise JsonRpcContentModified(reason)
