"""An editor of the simplest kind: a server process at the other end of two pipes."""

import json
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, cast

from dockwright.lsp.client import member
from dockwright.lsp.io import Frames, framed
from dockwright.lsp.jsonrpc import JsonObject, JsonValue

if TYPE_CHECKING:
    from io import BufferedReader

COMMAND = (sys.executable, "-m", "dockwright", "server")
URI = "file:///nowhere/Dockerfile"
_WAIT = 20.0


class Editor:
    """Sends messages to a server and waits for its own; every wait ends after 20 s at the latest."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self._to_server = process.stdin
        self._arrived: SimpleQueue[JsonObject | None] = SimpleQueue()
        self._kept: list[JsonObject] = []
        self._ids = 0
        Thread(target=self._read, args=(cast("BufferedReader", process.stdout),), daemon=True).start()

    def _read(self, stream: "BufferedReader") -> None:
        frames = Frames()
        while data := stream.read1(65_536):
            for body in frames.feed(data):
                assert isinstance(body, bytes)
                self._arrived.put(json.loads(body))
        self._arrived.put(None)

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._to_server.write(data)
        self._to_server.flush()

    def send(self, *messages: JsonObject) -> None:
        """Send messages, all in one write."""
        self.write(b"".join(framed(json.dumps({"jsonrpc": "2.0", **message}).encode()) for message in messages))

    def notify(self, method: str, params: JsonValue = None) -> None:
        self.send({"method": method, "params": params})

    def next_id(self) -> int:
        self._ids += 1
        return self._ids

    def ask(self, method: str, params: JsonValue = None) -> JsonObject:
        """Send a request and wait for the whole answer."""
        identity = self.next_id()
        self.send({"id": identity, "method": method, "params": params})
        return self.answer(identity)

    def result(self, method: str, params: JsonValue = None) -> JsonValue:
        """Send a request and wait for its result."""
        return self.ask(method, params)["result"]

    def error_code(self, method: str, params: JsonValue = None) -> JsonValue:
        """Send a request and wait for the error that it is answered with."""
        return member(self.ask(method, params), "error", "code")

    def answer(self, identity: int | None) -> JsonObject:
        """The answer to the request of that id, or the next error of what was none."""
        return self._wait(lambda message: "method" not in message and message.get("id") == identity)

    def message(self, method: str) -> JsonObject:
        """The next message of the server's own with that method."""
        return self._wait(lambda message: message.get("method") == method)

    def published(self, uri: str = URI) -> JsonValue:
        """The parameters of the next diagnostics of a document."""
        method = "textDocument/publishDiagnostics"
        found = self._wait(lambda m: m.get("method") == method and member(m, "params", "uri") == uri)
        return found["params"]

    def logged(self, part: str) -> str:
        """The text of the next line in the log that has `part` in it."""
        method = "window/logMessage"
        found = self._wait(lambda m: m.get("method") == method and part in str(member(m, "params", "message")))
        return str(member(found, "params", "message"))

    def arrived(self, method: str) -> list[JsonObject]:
        """The messages of that method that were waited past, oldest first."""
        return [message for message in self._kept if message.get("method") == method]

    def _wait(self, wanted: Callable[[JsonObject], bool]) -> JsonObject:
        for index, message in enumerate(self._kept):
            if wanted(message):
                return self._kept.pop(index)
        while (message := self._arrived.get(timeout=_WAIT)) is not None:
            if wanted(message):
                return message
            self._kept.append(message)
        end = "the server has ended"
        raise EOFError(end)

    def initialize(self, capabilities: JsonObject | None = None, options: JsonValue = None) -> JsonValue:
        """Begin the session."""
        params: JsonObject = {"processId": None, "rootUri": None, "capabilities": capabilities or {}}
        if options is not None:
            params["initializationOptions"] = options
        result = self.result("initialize", params)
        self.notify("initialized", {})
        return result

    def open(self, text: str, version: int = 1, uri: str = URI) -> None:
        item: JsonObject = {"uri": uri, "languageId": "dockerfile", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, version: int, *changes: JsonValue, uri: str = URI) -> None:
        self.send(change(version, *changes, uri=uri))

    def leave(self) -> int:
        """End the session in the proper way; the exit code."""
        self.result("shutdown")
        self.notify("exit")
        return self.process.wait(_WAIT)


def items(value: JsonValue, *names: str) -> list[JsonValue]:
    """The list at a path of names in `value`."""
    found = member(value, *names)
    assert isinstance(found, list)
    return found


def change(version: int, *changes: JsonValue, uri: str = URI) -> JsonObject:
    """The notification of changes."""
    document: JsonObject = {"uri": uri, "version": version}
    return {"method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": [*changes]}}


def extent(first: tuple[int, int], last: tuple[int, int]) -> JsonObject:
    """An LSP range."""
    start, end = ({"line": line, "character": column} for line, column in (first, last))
    return {"start": cast("JsonValue", start), "end": cast("JsonValue", end)}


@contextmanager
def editor(command: tuple[str, ...] = COMMAND) -> Generator[Editor]:
    """A started server. Its standard error goes to the test's."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Editor(process)
        finally:
            process.kill()
