"""The way of a request to pygls and back.

pygls, lsprotocol and cattrs take some 0.4 s to import and to compile their
converters, more than all the rest of a cold start. Diagnostics do not need them.
So they are imported in the background when the first diagnostics are out, and a
request that comes earlier waits for them; the loop waits with it, so messages
keep their order.

Only public API of pygls is used: `LanguageServer.feature` and `command`,
`protocol.structure_message`, `handle_message`, `set_writer`, and the typed
requests to the client. If pygls cannot be imported, requests are answered
with an error and diagnostics go on.
"""

import sys
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from dockwright.lsp.jsonrpc import ErrorCode, JsonObject, Request, Response, error_message
from dockwright.lsp.session import Session

if TYPE_CHECKING:
    from dockwright.lsp.language_server import DockwrightServer

_BUSY_SWITCH_INTERVAL = 0.001
"""Seconds after which the importing thread lets the loop run: an unlucky keystroke waits that long, not 5 ms."""


class Lane:
    """Requests, and answers to our own, by way of pygls. All but the import happens in the calling thread."""

    def __init__(
        self, session: Session, initialize: JsonObject, send: Callable[[bytes], None], announce: Callable[[], None]
    ) -> None:
        """Prepare nothing yet. `announce` is called, in another thread, when the lane is ready."""
        self._session = session
        self._initialize = initialize
        self._send = send
        self._announce = announce
        self._thread: Thread | None = None
        self._done = Event()
        self._server: DockwrightServer | None = None

    def prepare(self) -> None:
        """Begin to import pygls, if that has not been begun."""
        if self._thread is None:
            self._thread = Thread(target=self._load, name="import pygls", daemon=True)
            self._thread.start()

    @property
    def ready(self) -> "DockwrightServer | None":
        """The server behind the lane if it is there already."""
        return self._server if self._done.is_set() else None

    def request(self, request: Request) -> None:
        """Answer a request."""
        server = self._wait()
        if server is None:
            self._send(error_message(request.id, ErrorCode.INTERNAL_ERROR, "pygls could not be loaded, see the log"))
            return
        server.accept(request)

    def response(self, response: Response) -> None:
        """Take the client's answer to a request of ours; there are none before the lane is ready."""
        if (server := self.ready) is not None:
            server.accept_response(response)

    def _wait(self) -> "DockwrightServer | None":
        self.prepare()
        self._done.wait()
        return self._server

    def _load(self) -> None:
        interval = sys.getswitchinterval()
        sys.setswitchinterval(min(interval, _BUSY_SWITCH_INTERVAL))
        try:
            from dockwright.lsp.language_server import create_server  # noqa: PLC0415 - the point of this module

            self._server = create_server(self._session, self._initialize, self._send)
        except Exception as error:  # noqa: BLE001 - without pygls there are still diagnostics
            self._session.journal.crash("pygls", error)
        finally:
            sys.setswitchinterval(interval)
            self._done.set()
            self._announce()
