"""`textDocument/codeLens`."""

from lsprotocol import types

from dockwright.features.code_lenses.model import SHOW_USES, Lens
from dockwright.features.code_lenses.produce import code_lenses
from dockwright.lsp.convert import range_of
from dockwright.lsp.kinds import Analysis
from dockwright.lsp.language_server import DockwrightServer


def code_lens(server: DockwrightServer, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """The lenses of a document, of the kinds that are switched on."""
    session = server.session
    analysis = session.analysis(params.text_document.uri)
    if analysis is None or analysis.snapshot is None:
        return None
    return [_lens(server, analysis, lens) for lens in code_lenses(analysis.snapshot, session.settings.code_lenses)]


def _lens(server: DockwrightServer, analysis: Analysis, lens: Lens) -> types.CodeLens:
    """A lens without a command has one without a name: so an editor shows it and offers no click."""
    extent = range_of(analysis.document.lines, lens.span, server.session.client.unit)
    uri = analysis.document.uri
    line, column = analysis.document.lines.position(lens.span.start, server.session.client.unit)
    argument = f"{uri}#{line},{column}" if lens.command == SHOW_USES else uri
    arguments = None if lens.command is None else [argument]
    return types.CodeLens(extent, types.Command(lens.title, lens.command or "", arguments=arguments))
