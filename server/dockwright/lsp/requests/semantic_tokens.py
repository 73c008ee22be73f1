"""`textDocument/semanticTokens`: full, delta and range."""

from lsprotocol import types

from dockwright.features.semantic_tokens.delta import delta
from dockwright.features.semantic_tokens.document import encoded_tokens
from dockwright.lsp.convert import span_of
from dockwright.lsp.ignore_files import IgnoreAnalysis
from dockwright.lsp.language_server import DockwrightServer


def full(server: DockwrightServer, params: types.SemanticTokensParams) -> types.SemanticTokens | None:
    """The tokens of a document."""
    data = _encoded(server, params.text_document.uri)
    if data is None:
        return None
    return types.SemanticTokens(data, server.session.tokens.remember(params.text_document.uri, data))


def full_delta(
    server: DockwrightServer, params: types.SemanticTokensDeltaParams
) -> types.SemanticTokens | types.SemanticTokensDelta | None:
    """What has changed in the tokens since an answer, or all of them if that is not remembered."""
    uri = params.text_document.uri
    data = _encoded(server, uri)
    if data is None:
        return None
    before = server.session.tokens.recall(uri, params.previous_result_id)
    identity = server.session.tokens.remember(uri, data)
    if before is None:
        return types.SemanticTokens(data, identity)
    edit = delta(before, data)
    edits = [] if edit is None else [types.SemanticTokensEdit(edit.start, edit.delete_count, edit.data)]
    return types.SemanticTokensDelta(edits, identity)


def in_range(server: DockwrightServer, params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
    """The tokens of the instructions, comments and patterns that the range meets."""
    data = _encoded(server, params.text_document.uri, params.range)
    return None if data is None else types.SemanticTokens(data)


def _encoded(server: DockwrightServer, uri: str, extent: types.Range | None = None) -> list[int] | None:
    analysis, unit = server.session.analysis(uri), server.session.client.unit
    if analysis is None:
        return None
    lines = analysis.document.lines
    span = None if extent is None else span_of(lines, extent, unit)
    if isinstance(analysis, IgnoreAnalysis):
        return analysis.encoded_tokens(unit, span)
    return None if analysis.snapshot is None else encoded_tokens(analysis.snapshot.facts, lines, unit, span)
