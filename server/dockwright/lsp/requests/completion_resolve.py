"""`completionItem/resolve`."""

from lsprotocol import types

from dockwright.features.documentation import documentation
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.markup import documentation as as_documentation


def completion_resolve(server: DockwrightServer, item: types.CompletionItem) -> types.CompletionItem:
    """The item with its documentation, if there is some."""
    text = documentation(item.data) if isinstance(item.data, str) else ""
    if text:
        item.documentation = as_documentation(text, server.session.client.completion_markup)
    return item
