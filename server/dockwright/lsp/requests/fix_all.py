"""The command `dockwright.fixAll`."""

from dockwright.features.actions import FIX_ALL
from dockwright.lsp.asks import apply_edit
from dockwright.lsp.convert import Remark, workspace_edit
from dockwright.lsp.language_server import DockwrightServer
from dockwright.text.span import Span


def fix_all(server: DockwrightServer, uri: str) -> bool:
    """Have the client apply all that is safe to fix in a document; whether there is anything."""
    session = server.session
    analysis = session.analysis(uri)
    if analysis is None:
        return False
    whole = Span(0, len(analysis.document.text))
    offered = next(iter(analysis.code_actions(whole, (FIX_ALL,))), None)
    change = None if offered is None else offered.change or analysis.resolve(offered.id)
    if offered is None or change is None or not (change.edits or change.files):
        return False
    apply_edit(server, offered.title, workspace_edit(session, analysis, change, Remark(offered.title, offered.note)))
    return True
