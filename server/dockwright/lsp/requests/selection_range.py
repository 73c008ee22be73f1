"""`textDocument/selectionRange`."""

from lsprotocol import types

from dockwright.features.selection import selections
from dockwright.features.snapshot import Snapshot
from dockwright.lsp.convert import offset_of, range_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.lookup import snapshot_of
from dockwright.text.lines import Unit


def selection_range(server: DockwrightServer, params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
    """What to select around each position, step by step."""
    snapshot = snapshot_of(server, params.text_document.uri)
    if snapshot is None:
        return None
    return [_around(snapshot, position, server.session.client.unit) for position in params.positions]


def _around(snapshot: Snapshot, position: types.Position, unit: Unit) -> types.SelectionRange:
    lines = snapshot.document.lines
    *inner, outermost = selections(snapshot, offset_of(lines, position, unit))
    found = types.SelectionRange(range_of(lines, outermost, unit))
    for span in reversed(inner):
        found = types.SelectionRange(range_of(lines, span, unit), found)
    return found
