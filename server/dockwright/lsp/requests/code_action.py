"""`textDocument/codeAction`."""

from lsprotocol import types

from dockwright.features.actions import Action
from dockwright.lsp.convert import Remark, diagnostics_of, span_of, workspace_edit
from dockwright.lsp.kinds import Analysis
from dockwright.lsp.language_server import DockwrightServer


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
    offered = (_offered(server, analysis, action, params.range) for action in analysis.code_actions(span, only))
    return [action for action in offered if action is not None]


def _offered(
    server: DockwrightServer, analysis: Analysis, action: Action, extent: types.Range
) -> types.CodeAction | None:
    client = server.session.client
    result = types.CodeAction(
        title=action.title,
        kind=action.kind,
        diagnostics=_repaired(server, analysis, action),
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
            "uri": analysis.document.uri,
            "version": analysis.document.version,
            "range": server.converter.unstructure(extent),
        }
    else:
        change = action.change or analysis.resolve(action.id)
        if change is None:
            return None
        result.edit = workspace_edit(server.session, analysis, change, Remark(action.title, action.note))
    return result


def _repaired(server: DockwrightServer, analysis: Analysis, action: Action) -> list[types.Diagnostic] | None:
    """The findings that the action is for."""
    if action.rule is None:
        return None
    found = [
        diagnostic
        for diagnostic in analysis.report().diagnostics
        if diagnostic.rule.name == action.rule and diagnostic.finding.span == action.span
    ]
    return diagnostics_of(server, analysis, found) or None
