"""The text of open documents, kept in step with the editor's.

pygls keeps documents too, but splits lines where `str.splitlines` does, also
at form feeds and U+2028, and so corrupts a text that has one of them on the next incremental
change. So its documents are never told of anything.
"""

from dockwright.lsp.jsonrpc import JsonValue
from dockwright.lsp.kinds import kind_of
from dockwright.lsp.session import OpenDocument, Session
from dockwright.lsp.wire import changed, document_uri, opened
from dockwright.text.document import open_document


def did_open(session: Session, params: JsonValue) -> None:
    """A document is open. Raises InvalidParamsError."""
    uri, language, version, text = opened(params)
    session.put(OpenDocument(open_document(uri, version, text), kind_of(language, uri)))


def did_change(session: Session, params: JsonValue) -> None:
    """A document has a new version. Raises InvalidParamsError.

    A change of a document that is not open or of a version that is not newer is
    logged and ignored.
    """
    uri, version, changes = changed(params)
    known = session.documents.get(uri)
    if known is None:
        session.journal.warning("textDocument/didChange", f"{uri} is not open")
        return
    document = known.document
    if version <= document.version:
        session.journal.warning("textDocument/didChange", f"version {version} after {document.version} of {uri}")
        return
    session.put(OpenDocument(document.changed(version, changes, session.client.unit), known.kind))


def did_close(session: Session, params: JsonValue) -> None:
    """A document is closed. Raises InvalidParamsError."""
    uri = document_uri(params)
    if uri in session.documents:
        session.close(uri)
    else:
        session.journal.warning("textDocument/didClose", f"{uri} is not open")


def did_save(session: Session, params: JsonValue) -> None:
    """A document is on disk. Raises InvalidParamsError.

    What it means for a build context is found out by reading that again, since not
    every editor watches files for a server.
    """
    document_uri(params)
    if not session.client.registers_watchers:
        session.forget_projects()
