"""The command `dockwright.splitStage`."""

from dockwright.lsp.asks import apply_edit
from dockwright.lsp.convert import Remark, workspace_edit
from dockwright.lsp.language_server import DockwrightServer
from dockwright.text.span import Span

_KIND = "refactor.rewrite"
_ID = "split-stages"


def split_stage(server: DockwrightServer, uri: str) -> bool:
    """Have the client apply the refactoring of that name; whether it applies."""
    session = server.session
    analysis = session.analysis(uri)
    if analysis is None:
        return False
    whole = Span(0, len(analysis.document.text))
    offers = analysis.code_actions(whole, (_KIND,))
    offered = next((offer for offer in offers if _ID in offer.id and not offer.disabled), None)
    change = None if offered is None else offered.change or analysis.resolve(offered.id)
    if offered is None or change is None:
        return False
    apply_edit(server, offered.title, workspace_edit(session, analysis, change, Remark(offered.title, offered.note)))
    return True
