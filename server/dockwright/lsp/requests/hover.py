"""`textDocument/hover`."""

from lsprotocol import types

from dockwright.lsp.convert import offset_of, range_of
from dockwright.lsp.language_server import DockwrightServer


def hover(server: DockwrightServer, params: types.HoverParams) -> types.Hover | None:
    """What to show for the text under the pointer."""
    session = server.session
    analysis = session.analysis(params.text_document.uri)
    if analysis is None:
        return None
    lines, unit = analysis.document.lines, session.client.unit
    found = analysis.hover(offset_of(lines, params.position, unit))
    if found is None:
        return None
    kind = types.MarkupKind.Markdown if session.client.markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, found.markdown), range_of(lines, found.span, unit))
