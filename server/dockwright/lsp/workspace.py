"""All Dockerfiles of the workspace: those that are open as they are in the editor, the others as on disk."""

from collections.abc import Iterator

from dockwright.lsp.session import Session
from dockwright.lsp.uris import path_of, uri_of
from dockwright.project.disk import read_dockerfiles

_DOCKERFILE = "dockerfile"


def workspace_dockerfiles(session: Session) -> Iterator[tuple[str, str]]:
    """The URI and text of each, those that are open first."""
    seen: set[str] = set()
    for uri, opened in session.documents.items():
        if opened.kind is not None and opened.kind.name == _DOCKERFILE:
            seen.add(path_of(uri) or uri)
            yield uri, opened.document.text
    for folder in map(path_of, session.folders):
        for path, text in read_dockerfiles(folder) if folder is not None else ():
            if path not in seen:
                seen.add(path)
                yield uri_of(path), text
