"""An initialized server: which part of it a message goes to."""

import gc
from collections.abc import Callable

from dockwright.lsp.capabilities import REQUESTS
from dockwright.lsp.client import client_of, member
from dockwright.lsp.direct import DIRECT, answer
from dockwright.lsp.inbox import Event, Late, Wake
from dockwright.lsp.journal import Journal
from dockwright.lsp.jsonrpc import ErrorCode, JsonValue, Notification, Request, Response, error_message, result_message
from dockwright.lsp.kinds import KINDS, prepare
from dockwright.lsp.lane import Lane
from dockwright.lsp.notifications import NOTIFICATIONS, folder_uris
from dockwright.lsp.publish import Publisher
from dockwright.lsp.session import Session
from dockwright.lsp.settings import read_settings
from dockwright.lsp.shellchecks import ShellChecks
from dockwright.lsp.wire import InvalidParamsError

_COLLECT_AFTER = 50_000
"""New objects until the next garbage collection: at Python's 700 it costs milliseconds of many a keystroke."""


class Running:
    """What there is from `initialize` on. All methods are called by the loop."""

    def __init__(
        self, initialize: Request, send: Callable[[bytes], None], journal: Journal, put: Callable[[list[Event]], None]
    ) -> None:
        """Begin a session for the client of the request `initialize`. `put` hands events to the loop."""
        params = initialize.params
        reading = read_settings(member(params, "initializationOptions"))
        checks = ShellChecks(journal, lambda uri: put([Late(uri)]))
        self._session = Session(client_of(params), reading.settings, _folders(params), journal, checks)
        self._session.complain(reading)
        self._send = send
        self._journal = journal
        self._publisher = Publisher(self._session, send)
        self._lane = Lane(self._session, initialize.raw, send, lambda: put([Wake()]))
        self._settled = False

    @property
    def session(self) -> Session:
        """What is known."""
        return self._session

    def prepare(self) -> None:
        """Import what diagnostics need, while the client reads the answer to `initialize`."""
        for kind in KINDS:
            try:
                prepare(kind)
            except Exception as error:  # noqa: BLE001 - said again, and answered, when a document comes
                self._journal.crash(kind.name, error)

    def request(self, request: Request) -> None:
        """Answer a request."""
        if request.method == "textDocument/diagnostic":
            try:
                self._send(result_message(request.id, self._publisher.pull(request.params)))
            except InvalidParamsError as error:
                self._send(error_message(request.id, ErrorCode.INVALID_PARAMS, str(error)))
            self._settle()
            return
        if request.method in DIRECT:
            self._send(answer(self._session, request))
            self._settle()
            return
        if request.method not in REQUESTS:
            self._send(error_message(request.id, ErrorCode.METHOD_NOT_FOUND, f"no such request: {request.method}"))
            return
        if self._lane.ready is None:
            self._push()  # before a wait that the first diagnostics need not share
            self._settle()
        self._lane.request(request)

    def notification(self, notification: Notification) -> None:
        """Take note of something; what is unknown or malformed is not answered, as LSP says."""
        handler = NOTIFICATIONS.get(notification.method)
        if handler is None:
            return
        try:
            handler(self._session, notification.params)
        except InvalidParamsError as error:
            self._journal.warning(notification.method, str(error))
        except Exception as error:  # noqa: BLE001 - the session goes on
            self._journal.crash(notification.method, error)

    def response(self, response: Response) -> None:
        """Take the client's answer to a request of ours."""
        self._lane.response(response)

    def late(self, uri: str) -> None:
        """Take note that more is known of a document."""
        self._session.refresh(uri)

    def wake(self) -> None:
        """Go on now that pygls is there: ask of the client what only pygls can ask."""
        gc.freeze()
        gc.set_threshold(_COLLECT_AFTER, 20, 50)
        server = self._lane.ready
        if server is not None:
            from dockwright.config.find import FILE_NAMES  # noqa: PLC0415 - after `initialize` is answered
            from dockwright.lsp.asks import pull_settings, register  # noqa: PLC0415 - imports lsprotocol
            from dockwright.project.captured import watched_globs  # noqa: PLC0415 - after `initialize` is answered

            register(server, (*watched_globs(), *(f"**/{name}" for name in FILE_NAMES)))
            pull_settings(server)

    def catch_up(self) -> None:
        """Do what is due, now that no message is waiting."""
        session = self._session
        self._push()
        if (session.stale_pulls or session.stale_settings or session.stale_hints) and (
            server := self._lane.ready
        ) is not None:
            from dockwright.lsp.asks import pull_settings, refresh_diagnostics, refresh_hints  # noqa: PLC0415 - imports lsprotocol

            if session.stale_settings:
                pull_settings(server)
            if session.stale_pulls:
                refresh_diagnostics(server)
            if session.stale_hints:
                refresh_hints(server)

    def _push(self) -> None:
        if self._session.dirty:
            self._publisher.publish()
            if not self._session.client.pulls_diagnostics:
                self._settle()

    def _settle(self) -> None:
        """Start-up is over: what it made stays, and there is time for pygls.

        Its import leaves 9 MB of half-made classes, which the collector takes at its usual pace.
        """
        if not self._settled:
            self._settled = True
            gc.freeze()
            gc.enable()
            self._lane.prepare()


def _folders(params: JsonValue) -> tuple[str, ...]:
    folders = folder_uris(member(params, "workspaceFolders"))
    root = member(params, "rootUri")
    return tuple(folders) or ((root,) if isinstance(root, str) else ())
