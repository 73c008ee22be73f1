"""Ignore files over LSP."""

from lsprotocol import types

from dockwright.lsp.kinds import kind_of
from dockwright.lsp.requests.completion import completion
from dockwright.lsp.requests.hover import hover
from dockwright.lsp.session import OpenDocument
from dockwright.text.document import open_document
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
    assert analysis.code_actions(analysis.report().diagnostics[0].finding.span, ()) == ()
    assert analysis.resolve("") is None
    found = hover(serve(on), types.HoverParams(DOCUMENT, types.Position(1, 1)))
    assert found is not None
    assert found.range == types.Range(types.Position(1, 0), types.Position(1, 2))
    items = completion(serve(on), types.CompletionParams(DOCUMENT, types.Position(1, 2)))
    assert items == types.CompletionList(is_incomplete=False, items=[])
