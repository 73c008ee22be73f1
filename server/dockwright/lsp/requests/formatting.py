"""`textDocument/formatting`, `rangeFormatting` and `onTypeFormatting`."""

from collections.abc import Callable

from lsprotocol import types

from dockwright.features.formatting.document import format_document, format_range
from dockwright.features.formatting.newline import format_newline
from dockwright.features.formatting.options import FormattingOptions
from dockwright.lsp.convert import offset_of, range_of, span_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.model.facts import Facts
from dockwright.text.edit import Edit
from dockwright.text.lines import LineIndex


def formatting(server: DockwrightServer, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """The edits that format a document."""
    return _answer(server, params.text_document, lambda facts: format_document(facts, _options(params.options)))


def range_formatting(
    server: DockwrightServer, params: types.DocumentRangeFormattingParams
) -> list[types.TextEdit] | None:
    """The edits that format the selected lines."""

    def edits(facts: Facts) -> tuple[Edit, ...]:
        span = span_of(LineIndex(facts.file.text), params.range, server.session.client.unit)
        return format_range(facts, span, _options(params.options))

    return _answer(server, params.text_document, edits)


def on_type_formatting(
    server: DockwrightServer, params: types.DocumentOnTypeFormattingParams
) -> list[types.TextEdit] | None:
    """The edits after a line end was typed."""

    def edits(facts: Facts) -> tuple[Edit, ...]:
        offset = offset_of(LineIndex(facts.file.text), params.position, server.session.client.unit)
        return format_newline(facts, offset, _options(params.options))

    return _answer(server, params.text_document, edits)


def _answer(
    server: DockwrightServer, document: types.TextDocumentIdentifier, edits: Callable[[Facts], tuple[Edit, ...]]
) -> list[types.TextEdit] | None:
    analysis = server.session.analysis(document.uri)
    snapshot = None if analysis is None else analysis.snapshot
    if snapshot is None:
        return None
    lines, unit = snapshot.document.lines, server.session.client.unit
    return [types.TextEdit(range_of(lines, edit.span, unit), edit.text) for edit in edits(snapshot.facts)]


def _options(given: types.FormattingOptions) -> FormattingOptions:
    """A client that leaves an option out has no opinion: then ours counts."""
    return FormattingOptions(
        tab_size=given.tab_size,
        insert_spaces=given.insert_spaces,
        trim_trailing_whitespace=given.trim_trailing_whitespace is not False,
        insert_final_newline=given.insert_final_newline is not False,
        trim_final_newlines=given.trim_final_newlines is not False,
    )
