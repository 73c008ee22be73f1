"""`textDocument/documentSymbol`, written as JSON: see `lsp.direct`."""

from collections.abc import Iterator
from json.encoder import encode_basestring_ascii as quoted

from dockwright.features.document_symbols import Symbol, SymbolKind, document_symbols
from dockwright.lsp.jsonrpc import JsonValue
from dockwright.lsp.session import Session
from dockwright.lsp.wire import document_uri, range_json
from dockwright.text.lines import LineIndex, Unit

_KINDS = {
    SymbolKind.DIRECTIVE: 7,  # Property
    SymbolKind.STAGE: 2,  # Module
    SymbolKind.INSTRUCTION: 12,  # Function
    SymbolKind.FILES: 1,  # File
    SymbolKind.VARIABLE: 13,  # Variable
    SymbolKind.ARGUMENT: 14,  # Constant
}


def symbols(session: Session, params: JsonValue) -> str:
    """The outline of a document: a tree, or a list for a client that knows no trees. Raises InvalidParamsError."""
    uri = document_uri(params)
    analysis = session.analysis(uri)
    if analysis is None or analysis.snapshot is None:
        return "null"
    found = document_symbols(analysis.snapshot)
    lines, unit = analysis.document.lines, session.client.unit
    if session.client.nested_symbols:
        return _nested(found, lines, unit)
    flat = [
        _information(symbol, container, uri, range_json(lines, symbol.extent, unit))
        for symbol, container in _flat(found)
    ]
    return f"[{','.join(flat)}]"


def _nested(found: tuple[Symbol, ...], lines: LineIndex, unit: Unit) -> str:
    return f"[{','.join([_symbol(symbol, lines, unit) for symbol in found])}]"


def _symbol(symbol: Symbol, lines: LineIndex, unit: Unit) -> str:
    detail = f',"detail":{quoted(symbol.detail)}' if symbol.detail else ""
    children = f',"children":{_nested(symbol.children, lines, unit)}' if symbol.children else ""
    return (
        f'{{"name":{quoted(symbol.name)},"kind":{_KINDS[symbol.kind]},"range":{range_json(lines, symbol.extent, unit)},'
        f'"selectionRange":{range_json(lines, symbol.span, unit)}{detail}{children}}}'
    )


def _information(symbol: Symbol, container: str, uri: str, extent: str) -> str:
    inside = f',"containerName":{quoted(container)}' if container else ""
    location = f'{{"uri":{quoted(uri)},"range":{extent}}}'
    return f'{{"name":{quoted(symbol.name)},"kind":{_KINDS[symbol.kind]},"location":{location}{inside}}}'


def _flat(found: tuple[Symbol, ...], container: str = "") -> Iterator[tuple[Symbol, str]]:
    """The symbols of a tree, each with the name of the one around it."""
    for symbol in found:
        yield symbol, container
        yield from _flat(symbol.children, symbol.name)
