"""`textDocument/documentSymbol`."""

from collections.abc import Iterator

from lsprotocol import types

from dockwright.features.document_symbols import Symbol, SymbolKind, document_symbols
from dockwright.lsp.convert import range_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.lookup import snapshot_of
from dockwright.text.lines import LineIndex, Unit

_KINDS = {
    SymbolKind.DIRECTIVE: types.SymbolKind.Property,
    SymbolKind.STAGE: types.SymbolKind.Module,
    SymbolKind.INSTRUCTION: types.SymbolKind.Function,
    SymbolKind.FILES: types.SymbolKind.File,
    SymbolKind.VARIABLE: types.SymbolKind.Variable,
    SymbolKind.ARGUMENT: types.SymbolKind.Constant,
}


def symbols(
    server: DockwrightServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """The outline of a document: a tree, or a list for a client that knows no trees."""
    uri = params.text_document.uri
    snapshot = snapshot_of(server, uri)
    if snapshot is None:
        return None
    found = document_symbols(snapshot)
    lines, unit = snapshot.document.lines, server.session.client.unit
    if server.session.client.nested_symbols:
        return [_nested(symbol, lines, unit) for symbol in found]
    return [
        types.SymbolInformation(
            types.Location(uri, range_of(lines, symbol.extent, unit)),
            symbol.name,
            _KINDS[symbol.kind],
            container_name=container,
        )
        for symbol, container in _flat(found, None)
    ]


def _nested(symbol: Symbol, lines: LineIndex, unit: Unit) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        symbol.name,
        _KINDS[symbol.kind],
        range_of(lines, symbol.extent, unit),
        range_of(lines, symbol.span, unit),
        symbol.detail or None,
        children=[_nested(child, lines, unit) for child in symbol.children] or None,
    )


def _flat(found: tuple[Symbol, ...], container: str | None) -> Iterator[tuple[Symbol, str | None]]:
    for symbol in found:
        yield symbol, container
        yield from _flat(symbol.children, symbol.name)
