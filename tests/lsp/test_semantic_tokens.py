"""Semantic tokens over LSP: whole, and as a difference."""

from lsprotocol import types

from dockwright.lsp.requests.semantic_tokens import full, full_delta, in_range
from tests.lsp.scenes import URI, scene, serve

DOCUMENT = types.TextDocumentIdentifier(URI)


def test_delta_of_the_last_answer() -> None:
    on = scene()
    on.open("FROM a\nUSER b\n")
    server = serve(on)
    first = full(server, types.SemanticTokensParams(DOCUMENT))
    assert first is not None
    assert first.data == [0, 0, 4, 0, 0, 0, 5, 1, 11, 0, 1, 0, 4, 0, 0]
    assert first.result_id is not None
    same = full_delta(server, types.SemanticTokensDeltaParams(DOCUMENT, first.result_id))
    assert isinstance(same, types.SemanticTokensDelta)
    assert same.edits == []
    on.open("FROM abc\nUSER b\n", version=2)
    assert same.result_id is not None
    next_one = full_delta(server, types.SemanticTokensDeltaParams(DOCUMENT, same.result_id))
    assert isinstance(next_one, types.SemanticTokensDelta)
    assert next_one.edits == [types.SemanticTokensEdit(5, 5, [0, 5, 3, 11, 0])]
    unknown = full_delta(server, types.SemanticTokensDeltaParams(DOCUMENT, first.result_id))
    assert isinstance(unknown, types.SemanticTokens)


def test_range() -> None:
    on = scene()
    on.open("FROM a\nUSER b\n")
    extent = types.Range(types.Position(1, 0), types.Position(1, 2))
    found = in_range(serve(on), types.SemanticTokensRangeParams(DOCUMENT, extent))
    assert found == types.SemanticTokens([1, 0, 4, 0, 0])


def test_unknown_document() -> None:
    assert full(serve(scene()), types.SemanticTokensParams(DOCUMENT)) is None
