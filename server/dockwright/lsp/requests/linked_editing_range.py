"""`textDocument/linkedEditingRange`."""

from lsprotocol import types

from dockwright.features.linked_editing import NAME_PATTERN, linked_ranges
from dockwright.lsp.convert import range_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.lookup import at_position


def linked_editing_range(
    server: DockwrightServer, params: types.LinkedEditingRangeParams
) -> types.LinkedEditingRanges | None:
    """What changes together with the name at a position."""
    at = at_position(server, params)
    spans = linked_ranges(at.snapshot, at.offset) if at is not None else ()
    if at is None or not spans:
        return None
    lines, unit = at.snapshot.document.lines, server.session.client.unit
    return types.LinkedEditingRanges([range_of(lines, span, unit) for span in spans], NAME_PATTERN)
