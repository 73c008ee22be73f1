"""Ignore files over LSP."""

from lsprotocol import types

from dockwright.lsp.kinds import kind_of
from dockwright.lsp.requests.completion import completion
from dockwright.lsp.requests.hover import hover
from dockwright.lsp.requests.semantic_tokens import full, in_range
from dockwright.lsp.session import OpenDocument
from dockwright.text.document import open_document
from dockwright.text.edit import apply
from dockwright.text.span import Span
from tests.lsp.scenes import Scene, scene, serve

URI = "untitled:.dockerignore"
DOCUMENT = types.TextDocumentIdentifier(URI)


def opened(text: str) -> Scene:
    on = scene()
    on.session.put(OpenDocument(open_document(URI, 1, text), kind_of("ignore", URI)))
    return on


def test_names_that_are_ignore_files() -> None:
    for name in (".dockerignore", ".containerignore", "app.dockerignore", "Dockerfile.dockerignore"):
        kind = kind_of("ignore", f"file:///x/{name}")
        assert kind is not None
        assert kind.name == "ignore file"
    assert kind_of("ignore", "file:///x/.gitignore") is None


def test_findings_hover_and_completion() -> None:
    on = opened("!\n!a\nb # c\n")
    analysis = on.session.analysis(URI)
    assert analysis is not None
    assert [found.rule.name for found in analysis.report().diagnostics] == [
        "invalid-dockerignore-pattern",
        "void-dockerignore-pattern",
        "void-dockerignore-pattern",
    ]
    found = hover(serve(on), types.HoverParams(DOCUMENT, types.Position(1, 1)))
    assert found is not None
    assert found.range == types.Range(types.Position(1, 0), types.Position(1, 2))
    items = completion(serve(on), types.CompletionParams(DOCUMENT, types.Position(1, 2)))
    assert items == types.CompletionList(is_incomplete=False, items=[])


def test_semantic_tokens() -> None:
    on = opened("# 😋\n!*.log\n")
    whole = full(serve(on), types.SemanticTokensParams(DOCUMENT))
    assert whole is not None
    assert [*whole.data] == [0, 0, 4, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 5, 0, 0, 1, 4, 3, 0]
    second = types.Range(types.Position(1, 0), types.Position(1, 2))
    part = in_range(serve(on), types.SemanticTokensRangeParams(DOCUMENT, second))
    assert part is not None
    assert [*part.data] == [1, 0, 1, 0, 0, 0, 1, 1, 5, 0, 0, 1, 4, 3, 0]


def test_repairs() -> None:
    text = "!\n# all logs\n*.log\n  # sent again\ndist # output\n"
    analysis = opened(text).session.analysis(URI)
    assert analysis is not None
    actions = analysis.code_actions(Span(0, len(text)), ("quickfix",))
    assert [action.title for action in actions] == [
        "Remove the pattern",
        "Begin the comment at the start of the line",
        "Put the comment on a line of its own",
    ]
    edits = [edit for action in actions for change in (analysis.resolve(action.id),) if change for edit in change.edits]
    assert apply(text, edits) == "# all logs\n*.log\n# sent again\n# output\ndist\n"
    assert analysis.code_actions(Span(0, 1), ("refactor",)) == ()
    assert analysis.resolve("") is None
