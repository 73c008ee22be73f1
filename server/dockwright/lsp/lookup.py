"""From the parameters of a request to what the features for Dockerfiles answer from."""

from typing import NamedTuple, Protocol

from lsprotocol import types

from dockwright.features.snapshot import Snapshot
from dockwright.lsp.convert import offset_of
from dockwright.lsp.kinds import Analysis
from dockwright.lsp.language_server import DockwrightServer


class Positioned(Protocol):
    """The parameters of all requests that are about a position in a document."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier:
        """The document."""
        ...

    @property
    def position(self) -> types.Position:
        """The position in it."""
        ...


class At(NamedTuple):
    """A place in a Dockerfile."""

    analysis: Analysis
    snapshot: Snapshot
    offset: int


def snapshot_of(server: DockwrightServer, uri: str) -> Snapshot | None:
    """The Dockerfile at `uri` as it is now; None if it is not open or no Dockerfile."""
    analysis = server.session.analysis(uri)
    return analysis.snapshot if analysis is not None else None


def at_position(server: DockwrightServer, params: Positioned) -> At | None:
    """The place that `params` name; None as in `snapshot_of`."""
    analysis = server.session.analysis(params.text_document.uri)
    if analysis is None or analysis.snapshot is None:
        return None
    lines = analysis.document.lines
    return At(analysis, analysis.snapshot, offset_of(lines, params.position, server.session.client.unit))
