"""`textDocument/documentLink`."""

from lsprotocol import types

from dockwright.features.links import links
from dockwright.lsp.convert import file_uri, range_of
from dockwright.lsp.language_server import DockwrightServer


def document_link(server: DockwrightServer, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    """What in a document leads elsewhere."""
    analysis = server.session.analysis(params.text_document.uri)
    if analysis is None or analysis.snapshot is None:
        return None
    lines, unit = analysis.document.lines, server.session.client.unit
    return [
        types.DocumentLink(
            range_of(lines, link.span, unit),
            link.address if link.path is None else file_uri(analysis, link.path),
        )
        for link in links(analysis.snapshot)
    ]
