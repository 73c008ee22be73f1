"""`textDocument/references`."""

from lsprotocol import types

from dockwright.features.references import references as references_at
from dockwright.lsp.convert import range_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.lookup import at_position


def references(server: DockwrightServer, params: types.ReferenceParams) -> list[types.Location] | None:
    """Where the name at a position is used."""
    at = at_position(server, params)
    if at is None:
        return None
    lines, unit = at.snapshot.document.lines, server.session.client.unit
    spans = references_at(at.snapshot, at.offset, with_definitions=params.context.include_declaration)
    return [types.Location(params.text_document.uri, range_of(lines, span, unit)) for span in spans]
