"""`textDocument/completion`."""

from lsprotocol import types

from dockwright.features.completion import complete
from dockwright.features.completions.model import Completion, Kind
from dockwright.lsp.client import Client
from dockwright.lsp.convert import offset_of, range_of
from dockwright.lsp.ignore_files import IgnoreAnalysis
from dockwright.lsp.language_server import DockwrightServer
from dockwright.text.lines import LineIndex
from dockwright.text.span import Span

_KINDS = {
    Kind.KEYWORD: types.CompletionItemKind.Keyword,
    Kind.SNIPPET: types.CompletionItemKind.Snippet,
    Kind.FLAG: types.CompletionItemKind.Property,
    Kind.VALUE: types.CompletionItemKind.Value,
    Kind.STAGE: types.CompletionItemKind.Class,
    Kind.VARIABLE: types.CompletionItemKind.Variable,
    Kind.IMAGE: types.CompletionItemKind.Module,
    Kind.TAG: types.CompletionItemKind.Constant,
    Kind.FILE: types.CompletionItemKind.File,
    Kind.FOLDER: types.CompletionItemKind.Folder,
    Kind.RULE: types.CompletionItemKind.Event,
    Kind.SCRIPT: types.CompletionItemKind.Function,
}


def completion(server: DockwrightServer, params: types.CompletionParams) -> types.CompletionList | None:
    """What can stand at the cursor; the documentation of an item comes by `completionItem/resolve`."""
    session = server.session
    analysis = session.analysis(params.text_document.uri)
    if isinstance(analysis, IgnoreAnalysis):
        paths = analysis.completions(offset_of(analysis.document.lines, params.position, session.client.unit))
        made = [_item(item, number, {}, analysis.document.lines, session.client) for number, item in enumerate(paths)]
        return types.CompletionList(is_incomplete=False, items=made)
    if analysis is None or analysis.snapshot is None:
        return None
    lines, client = analysis.document.lines, session.client
    trigger = params.context.trigger_character if params.context is not None else None
    found = complete(analysis.snapshot, offset_of(lines, params.position, client.unit), trigger or "")
    ranges: dict[Span, types.Range] = {}
    items = [_item(item, number, ranges, lines, client) for number, item in enumerate(found.items)]
    return types.CompletionList(is_incomplete=found.is_incomplete, items=items)


def _item(
    item: Completion, number: int, ranges: dict[Span, types.Range], lines: LineIndex, client: Client
) -> types.CompletionItem:
    if not client.snippets:
        item = item.plain
    extent = ranges.get(item.span)
    if extent is None:
        extent = ranges[item.span] = range_of(lines, item.span, client.unit)
    deprecated = item.is_deprecated and client.deprecated_completions
    return types.CompletionItem(
        label=item.label,
        kind=_KINDS[item.kind],
        tags=[types.CompletionItemTag.Deprecated] if deprecated else None,
        detail=item.detail or None,
        sort_text=f"{number:04}",
        filter_text=item.filter or None,
        insert_text_format=types.InsertTextFormat.Snippet if item.is_snippet else None,
        text_edit=types.TextEdit(extent, item.text),
        commit_characters=[*item.commits] if item.commits and client.commit_characters else None,
        data=item.doc or None,
    )
