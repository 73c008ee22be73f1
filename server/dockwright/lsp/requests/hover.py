"""`textDocument/hover`."""

from lsprotocol import types

from dockwright.lsp.convert import offset_of, range_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.markup import markup


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
    content = markup(found.markdown, markdown=session.client.markdown)
    return types.Hover(content, range_of(lines, found.span, unit))
