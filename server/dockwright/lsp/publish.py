"""Diagnostics for the client: pushed when the text has changed, or pulled when it asks.

Both are the same JSON of the same findings. A client gets one or the other,
see `client.Client.pulls_diagnostics`.
"""

from collections.abc import Callable

from dockwright.lsp.client import member
from dockwright.lsp.jsonrpc import JsonValue, dumps, notification_message
from dockwright.lsp.kinds import Analysis
from dockwright.lsp.session import Session
from dockwright.lsp.wire import diagnostics_json, document_uri

PUBLISH = "textDocument/publishDiagnostics"
_NONE = "[]"


class Publisher:
    """Sends diagnostics; one that cannot be made is logged and counts as no findings."""

    def __init__(self, session: Session, send: Callable[[bytes], None]) -> None:
        """Write to the client with `send`, which takes the body of a message."""
        self._session = session
        self._send = send

    def publish(self) -> None:
        """Push the diagnostics of every document whose text, context or settings have changed."""
        session = self._session
        while session.dirty:
            uri = next(iter(session.dirty))
            del session.dirty[uri]
            if not session.client.pulls_diagnostics:
                self._send(notification_message(PUBLISH, self._published(uri)))

    def pull(self, params: JsonValue) -> str:
        """The answer to `textDocument/diagnostic`, as JSON. Raises InvalidParamsError."""
        items = self._items(document_uri(params))
        result_id = f"{hash(items) & 0xFFFF_FFFF_FFFF_FFFF:x}"
        if member(params, "previousResultId") == result_id:
            return f'{{"kind":"unchanged","resultId":"{result_id}"}}'
        return f'{{"kind":"full","resultId":"{result_id}","items":{items}}}'

    def _published(self, uri: str) -> str:
        opened = self._session.documents.get(uri)
        version = "" if opened is None else f'"version":{opened.document.version},'
        return f'{{"uri":{dumps(uri)},{version}"diagnostics":{self._items(uri)}}}'

    def _items(self, uri: str) -> str:
        session = self._session
        try:
            analysis = session.analysis(uri)
            if analysis is None:
                return _NONE
            self._log_crashes(analysis)
            return diagnostics_json(analysis.document, analysis.report().diagnostics, session.client, analysis.severity)
        except Exception as error:  # noqa: BLE001 - the next keystroke has another chance
            session.journal.crash("diagnostics", error)
            return _NONE

    def _log_crashes(self, analysis: Analysis) -> None:
        for crash in analysis.report().crashes:
            self._session.journal.crash(f"rule {crash.rule.name}", crash.error)
