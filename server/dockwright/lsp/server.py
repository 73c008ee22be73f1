"""The server's process: reads messages, keeps the session and answers.

One thread reads, one loop does all the rest. The loop itself answers what must
be fast or must always work: the life cycle, the text of documents and their
diagnostics. These answers are JSON made from our own values, so that an editor has its
first diagnostics before a protocol library is even imported. All other
requests, and everything that the server asks of the client, go through pygls with
lsprotocol's types (see `lane`).

Why, as measured on a 100-line file: importing pygls and lsprotocol and building
their converter is two thirds of a cold start; pygls' way of reading costs 0.3 ms
a message, its message and future objects 0.25 ms, its diagnostics 13 µs each, of which
JSON written directly is 1.6 µs.
"""

import gc
import sys
from enum import Enum
from threading import Lock, Thread

from dockwright.lsp.capabilities import initialize_result
from dockwright.lsp.inbox import Cancelled, End, Event, Inbox, Late, Wake
from dockwright.lsp.io import BadFrame, Channel, Frames, framed, listen, stdio
from dockwright.lsp.journal import Journal
from dockwright.lsp.jsonrpc import (
    ErrorCode,
    Invalid,
    Notification,
    Request,
    Response,
    decode,
    dumps,
    error_message,
    result_message,
)
from dockwright.lsp.running import Running


def serve(*, tcp: str | None = None) -> int:
    """Serve one client on standard input and output, or on `HOST:PORT`; the exit code for the process.

    2 if the address is none or cannot be listened on.
    """
    gc.disable()  # until the first diagnostics are out: what start-up makes is there to stay
    try:
        channel = stdio() if tcp is None else listen(tcp)
    except (OSError, ValueError) as error:
        print(f"dockwright: {error}", file=sys.stderr)  # noqa: T201 - there is nobody else to tell
        return 2
    return Server(channel).run()


class _Phase(Enum):
    """Where the life cycle of LSP is."""

    NEW = "before initialize"
    RUNNING = "initialized"
    SHUT_DOWN = "after shutdown"


class ClientGoneError(BrokenPipeError):
    """Nobody reads any more. pygls lets a BrokenPipeError through to the loop."""


class Server:
    """One connection with one client."""

    def __init__(self, channel: Channel) -> None:
        """Serve the client at the other end of `channel`."""
        self._channel = channel
        self._inbox = Inbox()
        self._writing = Lock()
        self._journal = Journal(self._send)
        self._phase = _Phase.NEW
        self._running: Running | None = None
        self._over = False

    def run(self) -> int:
        """Serve until the client says `exit` or is gone; 0 if it said `shutdown` before, else 1."""
        Thread(target=self._read, name="read", daemon=True).start()
        try:
            while not self._over:
                self._step(self._inbox.take())
        except ClientGoneError:
            return 1
        return 0 if self._phase is _Phase.SHUT_DOWN else 1

    def _step(self, event: Event) -> None:
        """Deal with one event, whatever becomes of it."""
        try:
            self._handle(event)
            if self._running is not None and self._phase is _Phase.RUNNING and self._inbox.is_empty():
                self._running.catch_up()
        except ClientGoneError:
            raise
        except Exception as error:  # noqa: BLE001 - no message may end the session
            self._journal.crash("server", error)
            if isinstance(event, Request):
                self._send(error_message(event.id, ErrorCode.INTERNAL_ERROR, "the server failed, see its log"))

    def _read(self) -> None:
        frames = Frames()
        try:
            while data := self._channel.read():
                self._inbox.put([_event(frame) for frame in frames.feed(data)])
        except OSError:  # a reset connection is an end like any other
            pass
        finally:
            self._inbox.put([End()])

    def _send(self, body: bytes) -> None:
        """Write a message; the thread that imports pygls may log something at the same time."""
        try:
            with self._writing:
                self._channel.write(framed(body))
        except OSError as error:
            raise ClientGoneError from error

    def _handle(self, event: Event) -> None:
        match event:
            case Request():
                self._request(event)
            case Notification():
                self._notification(event)
            case Cancelled():
                self._send(error_message(event.id, ErrorCode.REQUEST_CANCELLED, "cancelled"))
            case Invalid():
                self._send(error_message(event.id, event.code, event.reason))
            case Response() | Late() | Wake():
                self._pass_on(event)
            case End():
                self._over = True

    def _pass_on(self, event: Response | Late | Wake) -> None:
        if self._running is None or self._phase is not _Phase.RUNNING:
            return
        if isinstance(event, Response):
            self._running.response(event)
        elif isinstance(event, Late):
            self._running.late(event.uri)
        else:
            self._running.wake()

    def _notification(self, notification: Notification) -> None:
        if notification.method == "exit":
            self._over = True
        elif self._phase is _Phase.RUNNING and self._running is not None:
            self._running.notification(notification)

    def _request(self, request: Request) -> None:
        if request.method == "initialize" and self._phase is _Phase.NEW:
            self._initialize(request)
        elif self._phase is _Phase.NEW or self._running is None:
            self._send(error_message(request.id, ErrorCode.SERVER_NOT_INITIALIZED, "initialize comes first"))
        elif self._phase is _Phase.SHUT_DOWN:
            self._send(error_message(request.id, ErrorCode.INVALID_REQUEST, "the server is shut down"))
        elif request.method == "initialize":
            self._send(error_message(request.id, ErrorCode.INVALID_REQUEST, "initialize comes once"))
        elif request.method == "shutdown":
            self._phase = _Phase.SHUT_DOWN
            self._send(result_message(request.id, "null"))
        else:
            self._running.request(request)

    def _initialize(self, request: Request) -> None:
        self._running = Running(request, self._send, self._journal, self._inbox.put)
        self._phase = _Phase.RUNNING
        self._send(result_message(request.id, dumps(initialize_result(self._running.session.client))))
        self._running.prepare()


def _event(frame: bytes | BadFrame) -> Event:
    if isinstance(frame, BadFrame):
        return Invalid(None, ErrorCode.PARSE_ERROR, frame.reason)
    return decode(frame)
