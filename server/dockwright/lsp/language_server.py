"""The pygls server: typed requests in, typed results out.

It reads and writes nothing itself and knows no documents: `server` feeds it
the messages that are requests or responses, and the session keeps the texts.
"""

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp import get_method_options_type as options_type  # pyright: ignore[reportUnknownVariableType]
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from dockwright import __version__
from dockwright.lsp.capabilities import COMMANDS, FEATURES, NAME, Command, Feature
from dockwright.lsp.journal import Journal
from dockwright.lsp.jsonrpc import ErrorCode, JsonObject, Request, Response, error_message
from dockwright.lsp.kinds import load
from dockwright.lsp.progress import Token, reported, token_of
from dockwright.lsp.session import Session

if TYPE_CHECKING:
    from pygls.protocol.json_rpc import RPCRequest

_SLOW_SECONDS = 0.5
_BARE_INITIALIZE: JsonObject = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {"processId": None, "rootUri": None, "capabilities": {}},
}


class DockwrightServer(LanguageServer):
    """pygls' server without its transport and its documents."""

    def __init__(self, session: Session, send: Callable[[bytes], None]) -> None:
        """Serve `session`; `send` takes the bodies of messages to the client."""
        self.session = session
        self.token: Token = None
        """Where the client wants to know of the progress of the request that is being answered."""
        self._send = send
        self.converter = default_converter()
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - pygls leaves *args untyped
            NAME,
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            converter_factory=lambda: self.converter,
        )

    def initialize(self, message: JsonObject) -> None:
        """Tell pygls of the client, which has its answer already: pygls' own goes nowhere.

        A client whose capabilities lsprotocol cannot read becomes to pygls one that can do
        nothing. What matters of them, `client.Client` has read.
        """
        self.protocol.set_writer(_Writer(_discard))
        try:
            typed = self.converter.structure(message, types.InitializeRequest)
        except Exception:  # noqa: BLE001 - cattrs raises groups of whatever its hooks raise
            self.session.journal.warning("initialize", "lsprotocol does not understand the client's capabilities")
            typed = self.converter.structure(_BARE_INITIALIZE, types.InitializeRequest)
        self._handle(typed)
        self.protocol.set_writer(_Writer(self._send), include_headers=False)

    def accept(self, request: Request) -> None:
        """Answer a request."""
        try:
            message = self.protocol.structure_message(request.raw)
        except Exception:  # noqa: BLE001 - whatever pygls raises here means the same
            reason = f"the parameters are not those of {request.method}"
            self._send(error_message(request.id, ErrorCode.INVALID_PARAMS, reason))
            return
        self.token = token_of(request)
        self._handle(message)

    def accept_response(self, response: Response) -> None:
        """Take the client's answer to a request of ours."""
        try:
            self._handle(self.protocol.structure_message(response.raw))
        except Exception as error:  # noqa: BLE001 - a client's odd answer must not end the session
            self.session.journal.crash("the client's answer", error)

    def _handle(self, message: object) -> None:
        self.protocol.handle_message(cast("RPCRequest", message))

    def report_server_error(self, error: Exception, source: object) -> None:  # noqa: ARG002 - pygls names it
        """Log what pygls could not do; it would show it in a window."""
        if not isinstance(error, JsonRpcException):
            self.session.journal.crash("pygls", error)


def create_server(session: Session, initialize: JsonObject, send: Callable[[bytes], None]) -> DockwrightServer:
    """A pygls server that answers all of `FEATURES` and `COMMANDS` and knows the client of `initialize`."""
    logger = logging.getLogger("pygls")
    logger.addHandler(_PyglsLog(session.journal))
    logger.propagate = False
    server = DockwrightServer(session, send)
    for feature in FEATURES:
        _register(server, feature)
    for command in COMMANDS:
        _register_command(server, command)
    server.initialize(initialize)
    return server


FeatureHandler = Callable[[DockwrightServer, object], object]
CommandHandler = Callable[[DockwrightServer, str], object]


def _register(server: DockwrightServer, feature: Feature) -> None:
    """Give pygls a feature, its options as their own class, and compile their converters."""
    options = None
    if isinstance(feature.options, dict):
        options = server.converter.structure(feature.options, cast("type[object]", options_type(feature.method)))
    if not feature.handler:
        server.feature(feature.method, options)(_answered_by_the_loop)
        return

    def answer(ls: DockwrightServer, params: object) -> object:
        handler = cast("FeatureHandler", load(feature.handler))  # imported with the first request
        return _guarded(ls.session, feature.method, lambda: handler(ls, params))

    server.feature(feature.method, options)(answer)
    request, response = types.METHOD_TO_TYPES[feature.method][:2]
    server.converter.get_structure_hook(request)
    server.converter.get_unstructure_hook(response)


def _register_command(server: DockwrightServer, command: Command) -> None:
    handler = cast("CommandHandler", load(command.handler))

    def execute(ls: DockwrightServer, argument: str) -> object:
        with reported(ls, ls.token, command.name):
            return _guarded(ls.session, command.name, lambda: handler(ls, argument))

    server.command(command.name)(execute)


def _guarded(session: Session, producer: str, answer: Callable[[], object]) -> object:
    """What `answer` gives; None, and a line in the log, if it crashes. Errors meant for the client pass."""
    begun = time.monotonic()
    try:
        return answer()
    except JsonRpcException:
        raise
    except Exception as error:  # noqa: BLE001 - one producer's crash is its own
        session.journal.crash(producer, error)
        return None
    finally:
        taken = time.monotonic() - begun
        if taken > _SLOW_SECONDS:
            session.journal.info(producer, f"took {taken:.1f} s")


def _answered_by_the_loop(ls: DockwrightServer, params: object) -> None:
    """Never called: pygls only has to know that the feature is there."""


def _discard(body: bytes) -> None:
    """Send nothing."""


class _Writer:
    """Where pygls writes."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send

    def write(self, data: bytes) -> None:
        self._send(data)

    def close(self) -> None:
        """The stream is the loop's."""


class _PyglsLog(logging.Handler):
    """Warnings of pygls, in our log. Errors that a handler answers with are no news: the client has them."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info is None or not isinstance(record.exc_info[1], JsonRpcException):
            self._journal.warning(record.name, record.getMessage().partition("\n")[0])
