"""`completionItem/resolve`."""

from lsprotocol import types

from dockwright.features.documentation import documentation
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.markup import markup


def completion_resolve(server: DockwrightServer, item: types.CompletionItem) -> types.CompletionItem:
    """The item with its documentation, if there is some."""
    text = documentation(item.data) if isinstance(item.data, str) else ""
    if text:
        item.documentation = markup(text, markdown=server.session.client.completion_markdown)
    return item
