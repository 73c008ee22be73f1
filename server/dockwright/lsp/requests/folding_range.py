"""`textDocument/foldingRange`."""

from lsprotocol import types

from dockwright.features.folding import Fold, FoldKind, folds, most_important
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.lookup import snapshot_of
from dockwright.text.lines import LineIndex, Unit

_KINDS = {FoldKind.COMMENT: types.FoldingRangeKind.Comment, FoldKind.REGION: types.FoldingRangeKind.Region}


def folding_range(server: DockwrightServer, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    """What can be folded, no more than the client can show."""
    snapshot = snapshot_of(server, params.text_document.uri)
    if snapshot is None:
        return None
    client = server.session.client
    found = folds(snapshot)
    if client.most_folds is not None:
        found = most_important(found, client.most_folds)
    return [_range(fold, snapshot.document.lines, client.unit, lines_only=client.folds_lines) for fold in found]


def _range(fold: Fold, lines: LineIndex, unit: Unit, *, lines_only: bool) -> types.FoldingRange:
    first, last = lines.line_of(fold.span.start), lines.line_of(fold.span.end)
    kind = _KINDS.get(fold.kind)
    if lines_only:
        return types.FoldingRange(first, last, kind=kind)
    start = lines.position(lines.content_end(first), unit)[1]
    end = lines.position(lines.content_end(last), unit)[1]
    return types.FoldingRange(first, last, start, end, kind)
