"""`textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`."""

from lsprotocol import types

from dockwright.features import call_hierarchy as stages
from dockwright.features.snapshot import Snapshot
from dockwright.lsp.client import member
from dockwright.lsp.convert import range_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.lookup import at_position, snapshot_of
from dockwright.text.lines import Unit


def prepare(server: DockwrightServer, params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
    """The stage or image at a position."""
    at = at_position(server, params)
    node = stages.hierarchy_at(at.snapshot, at.offset) if at is not None else None
    if at is None or node is None:
        return None
    return [_item(at.snapshot, node, server.session.client.unit)]


def incoming(
    server: DockwrightServer, params: types.CallHierarchyIncomingCallsParams
) -> list[types.CallHierarchyIncomingCall] | None:
    """The stages that use one."""
    snapshot, key = _asked(server, params.item)
    if snapshot is None:
        return None
    unit = server.session.client.unit
    return [
        types.CallHierarchyIncomingCall(_item(snapshot, call.node, unit), _ranges(snapshot, call, unit))
        for call in stages.incoming(snapshot, key)
    ]


def outgoing(
    server: DockwrightServer, params: types.CallHierarchyOutgoingCallsParams
) -> list[types.CallHierarchyOutgoingCall] | None:
    """What a stage uses."""
    snapshot, key = _asked(server, params.item)
    if snapshot is None:
        return None
    unit = server.session.client.unit
    return [
        types.CallHierarchyOutgoingCall(_item(snapshot, call.node, unit), _ranges(snapshot, call, unit))
        for call in stages.outgoing(snapshot, key)
    ]


def _asked(server: DockwrightServer, item: types.CallHierarchyItem) -> tuple[Snapshot | None, str]:
    """The document that an item of ours is in, and its key there."""
    key = member(server.converter.unstructure(item.data), "key")
    return (snapshot_of(server, item.uri), key) if isinstance(key, str) else (None, "")


def _item(snapshot: Snapshot, node: stages.Node, unit: Unit) -> types.CallHierarchyItem:
    lines = snapshot.document.lines
    return types.CallHierarchyItem(
        name=node.name,
        kind=types.SymbolKind.Package if node.is_image else types.SymbolKind.Module,
        uri=snapshot.document.uri,
        range=range_of(lines, node.extent, unit),
        selection_range=range_of(lines, node.span, unit),
        detail=node.detail,
        data={"key": node.key},
    )


def _ranges(snapshot: Snapshot, call: stages.Call, unit: Unit) -> list[types.Range]:
    return [range_of(snapshot.document.lines, span, unit) for span in call.places]
