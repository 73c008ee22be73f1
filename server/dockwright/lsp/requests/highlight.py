"""`textDocument/documentHighlight`."""

from lsprotocol import types

from dockwright.features.references import highlights
from dockwright.lsp.convert import range_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.lookup import at_position

_KINDS = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}


def highlight(server: DockwrightServer, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
    """The places of the name at a position."""
    at = at_position(server, params)
    if at is None:
        return None
    lines, unit = at.snapshot.document.lines, server.session.client.unit
    found = highlights(at.snapshot, at.offset)
    return [types.DocumentHighlight(range_of(lines, each.span, unit), _KINDS[each.is_write]) for each in found]
