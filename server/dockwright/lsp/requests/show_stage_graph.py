"""The command `dockwright.showStageGraph`."""

from dockwright.features.stage_graph import stage_graph
from dockwright.lsp.language_server import DockwrightServer


def show_stage_graph(server: DockwrightServer, uri: str) -> str | None:
    """The stages of a document as Mermaid text, which the client shows; None for a document without stages."""
    analysis = server.session.analysis(uri)
    snapshot = None if analysis is None else analysis.snapshot
    return stage_graph(snapshot.facts) if snapshot is not None and snapshot.facts.stages else None
