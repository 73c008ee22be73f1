"""`textDocument/inlayHint`."""

from lsprotocol import types

from dockwright.features.inlay_hints.produce import inlay_hints
from dockwright.lsp.convert import span_of
from dockwright.lsp.language_server import DockwrightServer


def inlay_hint(server: DockwrightServer, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    """The hints in a range, of the kinds that are switched on."""
    session = server.session
    analysis = session.analysis(params.text_document.uri)
    if analysis is None or analysis.snapshot is None:
        return None
    lines, unit = analysis.document.lines, session.client.unit
    found = inlay_hints(analysis.snapshot, span_of(lines, params.range, unit), session.settings.inlay_hints)
    return [
        types.InlayHint(
            types.Position(*lines.position(hint.offset, unit)),
            hint.label,
            tooltip=types.MarkupContent(types.MarkupKind.Markdown, hint.tooltip) if hint.tooltip else None,
            padding_left=True,
        )
        for hint in found
    ]
