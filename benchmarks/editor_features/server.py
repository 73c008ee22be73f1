"""A language server at the other end of two pipes, and what came of asking it."""

import json
import select
import shlex
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from dockwright.lsp.client import member
from dockwright.lsp.io import Frames, framed
from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from dockwright.text.lines import LineIndex, Unit

if TYPE_CHECKING:
    from io import BufferedReader, BufferedWriter

_DOCUMENT: JsonObject = {
    "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
    "hover": {"contentFormat": ["markdown"]},
    "signatureHelp": {"signatureInformation": {"documentationFormat": ["markdown"]}},
    "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    "rename": {"prepareSupport": True},
    "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
    "semanticTokens": {
        "requests": {"full": True},
        "formats": ["relative"],
        "tokenTypes": ["keyword", "comment", "string", "variable", "parameter", "macro", "operator", "property"],
        "tokenModifiers": ["declaration"],
    },
}


@dataclass
class Counts:
    """What came of one row; `kinds` are those of the places with something missing or wrong."""

    places: int = 0
    items: int = 0
    wrong: int = 0
    missing: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def is_wrong(self, kind: str, count: int = 1) -> None:
        """Count wrong items."""
        self.wrong += count
        if count:
            self.kinds[f"{kind} wrong"] += count

    def is_missing(self, kind: str, count: int = 1) -> None:
        """Count missing items."""
        self.missing += count
        if count:
            self.kinds[f"{kind} missing"] += count


class Server:
    """A started server; documents are numbered, so that no two have one address."""

    def __init__(self, command: str) -> None:
        """Start it."""
        self._process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._frames = Frames()
        self._arrived: list[JsonObject] = []
        self._ids = 0
        self._documents = 0
        self._published: dict[str, list[JsonValue]] = {}
        self.edits: list[JsonValue] = []
        """The workspace edits that the server has asked to apply; they are not applied."""
        capabilities: JsonObject = {"textDocument": _DOCUMENT, "workspace": {"applyEdit": True}}
        found = self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.capabilities = member(found, "capabilities")
        self.tell("initialized", {})

    def open(self, text: str, name: str = "Dockerfile", language: str = "dockerfile") -> str:
        """Open a document; its address."""
        self._documents += 1
        uri = f"file:///nowhere/{self._documents}/{name}"
        item: JsonObject = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return uri

    def close(self, uri: str) -> None:
        """Close a document."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def at(self, method: str, uri: str, text: str, offset: int, **extra: JsonValue) -> JsonValue:
        """Ask about a place in a document."""
        return self.ask(method, {"textDocument": {"uri": uri}, "position": position(text, offset), **extra})

    def about(self, method: str, uri: str, **extra: JsonValue) -> JsonValue:
        """Ask about a whole document."""
        return self.ask(method, {"textDocument": {"uri": uri}, **extra})

    def once(self, method: str, text: str, offset: int, **extra: JsonValue) -> JsonValue:
        """Ask about a place in a document that is open for no longer."""
        uri = self.open(text)
        answer = self.at(method, uri, text, offset, **extra)
        self.close(uri)
        return answer

    def diagnostics(self, uri: str) -> list[JsonValue]:
        """The newest diagnostics of a document; waits for the first."""
        while uri not in self._published:
            self._next_message()
        return self._published[uri]

    def settle(self, seconds: float = 1.0) -> None:
        """Read what the server sends until it has been silent for so long."""
        stream = cast("BufferedReader", self._process.stdout)
        while self._arrived or select.select([stream], [], [], seconds)[0]:
            self._next_message()

    def tell(self, method: str, params: JsonValue) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: JsonValue) -> JsonValue:
        """The result of a request, None for an error."""
        return self.answer(self.begin(method, params)).get("result")

    def begin(self, method: str, params: JsonValue) -> int:
        """Send a request and do not wait; its number."""
        self._ids += 1
        self.send({"jsonrpc": "2.0", "id": self._ids, "method": method, "params": params})
        return self._ids

    def answer(self, number: int) -> JsonObject:
        """The answer to a request."""
        while True:
            message = self._next_message()
            if message.get("id") == number and "method" not in message:
                return message

    def end(self) -> None:
        """Stop it."""
        self._process.kill()
        self._process.wait()

    def send(self, *messages: JsonObject) -> None:
        """Write messages in one go."""
        stream = cast("BufferedWriter", self._process.stdin)
        stream.write(b"".join(framed(json.dumps(message).encode()) for message in messages))
        stream.flush()

    def _next_message(self) -> JsonObject:
        """The next message, one of the server's own requests answered with nothing."""
        stream = cast("BufferedReader", self._process.stdout)
        while not self._arrived:
            data = stream.read1(65_536)
            if not data:
                raise EOFError
            self._arrived.extend(json.loads(frame) for frame in self._frames.feed(data) if isinstance(frame, bytes))
        message = self._arrived.pop(0)
        if "method" in message and "id" in message:
            edit = member(message, "params", "edit")
            self.edits += [] if edit is None else [edit]
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": {"applied": True} if edit else None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            found = member(message, "params", "diagnostics")
            self._published[str(member(message, "params", "uri"))] = as_list(found)
        return message


def as_list(value: JsonValue) -> list[JsonValue]:
    """The members of a list, or the value alone."""
    return value if isinstance(value, list) else [] if value is None else [value]


def position(text: str, offset: int) -> JsonObject:
    """An LSP position in UTF-16."""
    line, column = LineIndex(text).position(offset, Unit.UTF16)
    return {"line": line, "character": column}


def offset(text: str, place: JsonValue, otherwise: int = -1) -> int:
    """The offset of an LSP position, `otherwise` if it is none."""
    line, column = member(place, "line"), member(place, "character")
    if not isinstance(line, int) or not isinstance(column, int):
        return otherwise
    return LineIndex(text).offset(line, column, Unit.UTF16)


def extent(text: str, value: JsonValue) -> tuple[int, int]:
    """Where an LSP range begins and ends, (-1, -1) for none."""
    return offset(text, member(value, "start")), offset(text, member(value, "end"))
