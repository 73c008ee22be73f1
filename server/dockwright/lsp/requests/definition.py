"""`textDocument/definition` and `textDocument/declaration`."""

from collections.abc import Callable

from lsprotocol import types

from dockwright.features.definition import Target, Way
from dockwright.features.definition import declaration as declaration_at
from dockwright.features.definition import definition as definition_at
from dockwright.features.snapshot import Snapshot
from dockwright.lsp.convert import file_uri, range_of
from dockwright.lsp.kinds import Analysis
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.lookup import Positioned, at_position
from dockwright.text.lines import LineIndex

Answer = list[types.LocationLink] | list[types.Location] | None


def definition(server: DockwrightServer, params: types.DefinitionParams) -> Answer:
    """Where what is at a position gets its meaning."""
    return _answer(server, params, definition_at, linked=server.session.client.definition_links)


def declaration(server: DockwrightServer, params: types.DeclarationParams) -> Answer:
    """Every place where the name at a position is defined."""
    return _answer(server, params, declaration_at, linked=server.session.client.declaration_links)


def _answer(
    server: DockwrightServer,
    params: Positioned,
    find: Callable[[Snapshot, int], Way | None],
    *,
    linked: bool,
) -> Answer:
    at = at_position(server, params)
    way = find(at.snapshot, at.offset) if at is not None else None
    if at is None or way is None:
        return None
    links = [_link(server, at.analysis, target) for target in way.targets]
    if not linked:
        return [types.Location(link.target_uri, link.target_selection_range) for link in links]
    origin = range_of(at.snapshot.document.lines, way.origin, server.session.client.unit)
    for link in links:
        link.origin_selection_range = origin
    return links


def _link(server: DockwrightServer, analysis: Analysis, target: Target) -> types.LocationLink:
    unit = server.session.client.unit
    if target.path is None:
        lines, uri = analysis.document.lines, analysis.document.uri
    else:
        lines, uri = LineIndex(analysis.project.read(target.path) or ""), file_uri(analysis, target.path)
    return types.LocationLink(uri, range_of(lines, target.extent, unit), range_of(lines, target.span, unit))
