"""Requests that the loop answers itself: their answers are long, and lsprotocol's objects would cost most of the time.

A handler takes the session and the parameters as they came and returns JSON.
"""

from collections.abc import Callable
from typing import cast

from dockwright.lsp.jsonrpc import ErrorCode, JsonValue, Request, error_message, result_message
from dockwright.lsp.kinds import load
from dockwright.lsp.session import Session
from dockwright.lsp.wire import InvalidParamsError

DIRECT = {"textDocument/documentSymbol": "dockwright.lsp.requests.document_symbol:symbols"}
"""`module:function` of the handler of each; they are rows without handler in `capabilities.FEATURES` too."""

_Handler = Callable[[Session, JsonValue], str]


def answer(session: Session, request: Request) -> bytes:
    """The answer to a request in `DIRECT`; an empty one, and a line in the log, if the handler crashes."""
    try:
        handler = cast("_Handler", load(DIRECT[request.method]))
        return result_message(request.id, handler(session, request.params))
    except InvalidParamsError as error:
        return error_message(request.id, ErrorCode.INVALID_PARAMS, str(error))
    except Exception as error:  # noqa: BLE001 - one producer's crash is its own
        session.journal.crash(request.method, error)
        return result_message(request.id, "null")
