"""Values of the features to lsprotocol types and back: the only place where the two meet."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from lsprotocol import types

from dockwright.lsp.client import Client
from dockwright.lsp.kinds import Analysis
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.session import Session
from dockwright.lsp.uris import uri_of
from dockwright.lsp.wire import diagnostics_json
from dockwright.project.paths import ProjectPath
from dockwright.refactor.model import Change, FileEdits
from dockwright.rules.engine import Diagnostic
from dockwright.text.edit import Edit, ordered
from dockwright.text.lines import LineIndex, Unit
from dockwright.text.span import Span

_CHECK = "check"


def offset_of(lines: LineIndex, position: types.Position, unit: Unit) -> int:
    """The offset of a position; one that is outside the text is moved to where LSP says."""
    return lines.offset(position.line, position.character, unit)


def span_of(lines: LineIndex, extent: types.Range, unit: Unit) -> Span:
    """The span of a range; one that is the wrong way round is taken the right way."""
    first, last = offset_of(lines, extent.start, unit), offset_of(lines, extent.end, unit)
    return Span(min(first, last), max(first, last))


def range_of(lines: LineIndex, span: Span, unit: Unit) -> types.Range:
    """The range of a span."""
    return types.Range(
        types.Position(*lines.position(span.start, unit)), types.Position(*lines.position(span.end, unit))
    )


def diagnostics_of(server: DockwrightServer, analysis: Analysis, found: Iterable[Diagnostic]) -> list[types.Diagnostic]:
    """The diagnostics exactly as they were published: an editor knows them again by comparing."""
    session = server.session
    text = diagnostics_json(analysis.document, found, session.client, analysis.severity)
    return server.converter.structure(json.loads(text), list[types.Diagnostic])


class Remark(NamedTuple):
    """What to tell of a change before it is made: `note` is what to check afterwards, "" if it is safe."""

    title: str
    note: str


def workspace_edit(session: Session, analysis: Analysis, change: Change, remark: Remark) -> types.WorkspaceEdit:
    """`change` in the richest form that the client understands.

    A client that cannot create files gets the new file's text as an edit: most
    open an empty buffer for that.
    """
    client = session.client
    files = [_Target.dockerfile(analysis, change), *(_Target.neighbour(session, analysis, f) for f in change.files)]
    files = [file for file in files if file.edits or file.create]
    if not client.document_changes:
        return types.WorkspaceEdit(changes={file.uri: _text_edits(file, client) for file in files})
    note = "\n".join(change.steps) or remark.note
    annotation = _CHECK if note and client.change_annotations else None
    operations: list[types.TextDocumentEdit | types.CreateFile] = []
    for file in files:
        if file.create and client.creates_files:
            operations.append(types.CreateFile(file.uri, annotation_id=annotation))
        if file.edits:
            identifier = types.OptionalVersionedTextDocumentIdentifier(file.uri, file.version)
            operations.append(types.TextDocumentEdit(identifier, _edits(file, client, annotation)))
    annotations = (
        {_CHECK: types.ChangeAnnotation(remark.title, needs_confirmation=True, description=note)}
        if annotation
        else None
    )
    return types.WorkspaceEdit(document_changes=operations, change_annotations=annotations)


class _Target(NamedTuple):
    """A file to edit: `lines` of the text that it has now, `version` if it is open."""

    uri: str
    version: int | None
    lines: LineIndex
    edits: tuple[Edit, ...]
    create: bool

    @staticmethod
    def dockerfile(analysis: Analysis, change: Change) -> "_Target":
        document = analysis.document
        return _Target(document.uri, document.version, document.lines, ordered(change.edits), create=False)

    @staticmethod
    def neighbour(session: Session, analysis: Analysis, file: FileEdits) -> "_Target":
        text = "" if file.create else analysis.project.read(file.path) or ""
        uri = file_uri(analysis, file.path)
        opened = session.documents.get(uri)
        version = None if opened is None else opened.document.version
        return _Target(uri, version, LineIndex(text), ordered(file.edits), file.create)


def file_uri(analysis: Analysis, path: ProjectPath) -> str:
    """The URI of a file of the build context; beside the Dockerfile where the context is not on disk."""
    root = analysis.project.root
    if root:
        return uri_of(str(Path(root) / path))
    return f"{analysis.document.uri.rpartition('/')[0]}/{quote(path)}"


def _text_edits(file: _Target, client: Client) -> list[types.TextEdit]:
    return [types.TextEdit(range_of(file.lines, edit.span, client.unit), edit.text) for edit in file.edits]


def _edits(
    file: _Target, client: Client, annotation: str | None
) -> list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit]:
    plain = _text_edits(file, client)
    if annotation is None:
        return [*plain]
    return [types.AnnotatedTextEdit(annotation, edit.range, edit.new_text) for edit in plain]
