"""`workspace/symbol`."""

from lsprotocol import types

from dockwright.features.workspace_symbols import stages_matching
from dockwright.lsp.convert import range_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.workspace import workspace_dockerfiles
from dockwright.text.lines import LineIndex


def symbols(server: DockwrightServer, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
    """The stages of all Dockerfiles of the workspace, as they are in the editor or else on disk."""
    unit = server.session.client.unit
    found: list[types.SymbolInformation] = []
    for uri, text in workspace_dockerfiles(server.session):
        lines = LineIndex(text)
        for stage in stages_matching(text, params.query):
            location = types.Location(uri, range_of(lines, stage.span, unit))
            found.append(
                types.SymbolInformation(location, stage.name, types.SymbolKind.Module, container_name=stage.base)
            )
    return found
