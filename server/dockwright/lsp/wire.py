"""The JSON of the messages that come with every keystroke: changes in, diagnostics out.

These are read and written without lsprotocol. Its classes cost a quarter
of a second to import and some 13 µs for each diagnostic, ten times what the JSON
costs when it is written directly. All other messages use them, see `convert`.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from json.encoder import encode_basestring_ascii as quoted
from typing import TYPE_CHECKING, NamedTuple

from dockwright.lsp.client import Client
from dockwright.lsp.jsonrpc import JsonValue, dumps
from dockwright.lsp.settings import SEVERITIES
from dockwright.text.document import Change, Document
from dockwright.text.lines import LineIndex, Unit
from dockwright.text.span import Span

if TYPE_CHECKING:
    from dockwright.rules.engine import Diagnostic
    from dockwright.rules.model import Related, Rule, Severity

SOURCE = "dockwright"
_TAGS = {"unnecessary": 1, "deprecated": 2}


class InvalidParamsError(ValueError):
    """Parameters that are not what LSP says they are."""


class Opened(NamedTuple):
    """The parameters of `textDocument/didOpen`."""

    uri: str
    language: str
    version: int
    text: str


class Changed(NamedTuple):
    """The parameters of `textDocument/didChange`."""

    uri: str
    version: int
    changes: tuple[Change, ...]


def opened(params: JsonValue) -> Opened:
    """Raises InvalidParamsError."""
    item = _get(params, "textDocument")
    return Opened(_text(item, "uri"), _text(item, "languageId"), _number(item, "version"), _text(item, "text"))


def changed(params: JsonValue) -> Changed:
    """Raises InvalidParamsError."""
    item = _get(params, "textDocument")
    changes = _get(params, "contentChanges")
    if not isinstance(changes, list):
        message = "contentChanges is not a list"
        raise InvalidParamsError(message)
    return Changed(_text(item, "uri"), _number(item, "version"), tuple(map(_change, changes)))


def document_uri(params: JsonValue) -> str:
    """The URI of the document that the parameters are about. Raises InvalidParamsError."""
    return _text(_get(params, "textDocument"), "uri")


def _change(value: JsonValue) -> Change:
    text = _text(value, "text")
    extent = value.get("range") if isinstance(value, dict) else None
    if extent is None:
        return Change(None, text)
    return Change((_position(_get(extent, "start")), _position(_get(extent, "end"))), text)


def _position(value: JsonValue) -> tuple[int, int]:
    return _number(value, "line"), _number(value, "character")


def _get(value: JsonValue, name: str) -> JsonValue:
    if not isinstance(value, dict) or name not in value:
        message = f"{name} is missing"
        raise InvalidParamsError(message)
    return value[name]


def _text(value: JsonValue, name: str) -> str:
    found = _get(value, name)
    if not isinstance(found, str):
        message = f"{name} is not a string"
        raise InvalidParamsError(message)
    return found


def _number(value: JsonValue, name: str) -> int:
    found = _get(value, name)
    if not isinstance(found, int) or isinstance(found, bool):
        message = f"{name} is not an integer"
        raise InvalidParamsError(message)
    return found


def range_json(lines: LineIndex, span: Span, unit: Unit) -> str:
    """The LSP range of `span` in a text."""
    first_line, first_column, last_line, last_column = lines.range(span.start, span.end, unit)
    return (
        f'{{"start":{{"line":{first_line},"character":{first_column}}},'
        f'"end":{{"line":{last_line},"character":{last_column}}}}}'
    )


def diagnostics_json(
    document: Document,
    diagnostics: Iterable["Diagnostic"],
    client: Client,
    severity: "Callable[[Rule], Severity]",
) -> str:
    """A JSON list of LSP diagnostics, as the client can show them; `severity` tells how severe a rule is."""
    return f"[{','.join([_diagnostic(document, found, client, severity(found[0])) for found in diagnostics])}]"


def _diagnostic(document: Document, diagnostic: "Diagnostic", client: Client, severity: "Severity") -> str:
    rule, finding = diagnostic
    extent = range_json(document.lines, finding.span, client.unit)
    parts = [f'{{"range":{extent},{_said(rule, severity, finding.message, client.code_description)}']
    if finding.tags and client.tags:
        tags = sorted({_TAGS[tag.value] for tag in finding.tags} & client.tags)
        if tags:
            parts.append(f'"tags":{dumps([*tags])}')
    if finding.related and client.related_information:
        related = ",".join([_related(document, other, client.unit) for other in finding.related])
        parts.append(f'"relatedInformation":[{related}]')
    return ",".join(parts) + "}"


@lru_cache(maxsize=4096)
def _said(rule: "Rule", severity: "Severity", message: str, described: bool) -> str:  # noqa: FBT001 - as below
    """All but the place."""
    return f'"message":{quoted(message)},{_rule(rule, severity, described)}'


@lru_cache(maxsize=1024)
def _rule(rule: "Rule", severity: "Severity", described: bool) -> str:  # noqa: FBT001 - a key of the cache
    """The members that are the same for every finding of a rule."""
    level = SEVERITIES.index(severity.value) + 1 if severity.value in SEVERITIES else len(SEVERITIES)
    text = f'"severity":{level},"code":{quoted(rule.name)},"source":"{SOURCE}"'
    if described:
        from dockwright.rules.pages import link  # noqa: PLC0415 - only with the first finding

        address = link(rule)
        if address is not None:
            text += f',"codeDescription":{{"href":{quoted(address)}}}'
    return text


def _related(document: Document, related: "Related", unit: Unit) -> str:
    where = f'{{"uri":{quoted(document.uri)},"range":{range_json(document.lines, related.span, unit)}}}'
    return f'{{"location":{where},"message":{quoted(related.message)}}}'
