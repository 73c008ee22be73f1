"""`textDocument/codeAction`."""

from lsprotocol import types

from dockwright.features.actions import Action
from dockwright.lsp.convert import Remark, diagnostics_of, span_of, workspace_edit
from dockwright.lsp.kinds import Analysis
from dockwright.lsp.language_server import DockwrightServer
from dockwright.rules.engine import Diagnostic
from dockwright.text.span import Span


def code_action(server: DockwrightServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """What can be done at the selection.

    The findings are our own and not those of `params.context`, which some
    editors leave empty. A client that can ask for an edit later gets none now.
    """
    session = server.session
    analysis = session.analysis(params.text_document.uri)
    if analysis is None:
        return None
    span = span_of(analysis.document.lines, params.range, session.client.unit)
    only = tuple(str(getattr(kind, "value", kind)) for kind in params.context.only or ())
    answer = _Answer(server, analysis, server.converter.unstructure(params.range))
    offered = map(answer.action, analysis.code_actions(span, only))
    return [action for action in offered if action is not None]


class _Answer:
    """The actions of one request as LSP has them; several for one finding share what is told of it."""

    def __init__(self, server: DockwrightServer, analysis: Analysis, extent: object) -> None:
        """`extent` is the selection, as JSON."""
        self._server = server
        self._analysis = analysis
        self._extent = extent
        self._findings: dict[tuple[str, Span], list[Diagnostic]] = {}
        self._told: dict[tuple[str, Span], list[types.Diagnostic] | None] = {}
        for found in analysis.report().diagnostics:
            self._findings.setdefault((found.rule.name, found.finding.span), []).append(found)

    def action(self, action: Action) -> types.CodeAction | None:
        """An action; None if the client cannot show it, or it can no longer be made."""
        client = self._server.session.client
        result = types.CodeAction(
            title=action.title,
            kind=action.kind,
            diagnostics=self._repaired(action),
            is_preferred=True if action.is_preferred else None,
        )
        if action.disabled:
            result.disabled = types.CodeActionDisabled(action.disabled)
            return result if client.disabled_actions else None
        if action.command is not None:
            name, argument = action.command
            result.command = types.Command(action.title, name, arguments=[argument])
        elif client.resolves_edits:
            result.data = {
                "id": action.id,
                "uri": self._analysis.document.uri,
                "version": self._analysis.document.version,
                "range": self._extent,
            }
        else:
            change = action.change or self._analysis.resolve(action.id)
            if change is None:
                return None
            remark = Remark(action.title, action.note)
            result.edit = workspace_edit(self._server.session, self._analysis, change, remark)
        return result

    def _repaired(self, action: Action) -> list[types.Diagnostic] | None:
        """The findings that the action is for."""
        if action.rule is None:
            return None
        key = (action.rule, action.span)
        if key not in self._told:
            self._told[key] = diagnostics_of(self._server, self._analysis, self._findings.get(key, [])) or None
        return self._told[key]
