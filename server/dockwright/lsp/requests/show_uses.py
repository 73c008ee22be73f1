"""The command `dockwright.showUses`."""

from lsprotocol import types

from dockwright.lsp.asks import show_document
from dockwright.lsp.convert import range_of
from dockwright.lsp.language_server import DockwrightServer


def show_uses(server: DockwrightServer, place: str) -> bool:
    """Go to the first use of the stage whose name is at `place`, which is `URI#line,column`; whether there is one.

    For clients without a list of references: one that has it shows that instead.
    """
    uri, _, position = place.rpartition("#")
    session = server.session
    analysis = session.analysis(uri)
    line, _, column = position.partition(",")
    if analysis is None or analysis.snapshot is None or not (line.isdecimal() and column.isdecimal()):
        return False
    lines, facts = analysis.document.lines, analysis.snapshot.facts
    stage = facts.stage_at(lines.offset(int(line), int(column), session.client.unit))
    use = next((use for use in facts.uses if use.target is stage), None) if stage is not None else None
    if use is None:
        return False
    extent = range_of(lines, use.span, session.client.unit)
    show_document(server, types.ShowDocumentParams(uri, take_focus=True, selection=extent))
    return True
