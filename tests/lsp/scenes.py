"""Sessions in this process: the real objects, with a list in the place of the client."""

import json
from functools import cache
from typing import NamedTuple, cast

from dockwright.lsp.client import Client, member
from dockwright.lsp.journal import Journal
from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from dockwright.lsp.kinds import kind_of
from dockwright.lsp.language_server import DockwrightServer, create_server
from dockwright.lsp.session import OpenDocument, Session
from dockwright.lsp.settings import ClientSettings
from dockwright.text.document import open_document

URI = "untitled:Dockerfile"
INITIALIZE: JsonObject = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"processId": None, "rootUri": None, "capabilities": {}},
}


class Scene(NamedTuple):
    """A session and the bodies of the messages that were sent in it."""

    session: Session
    sent: list[bytes]

    def open(self, text: str, uri: str = URI, version: int = 1) -> None:
        self.session.put(OpenDocument(open_document(uri, version, text), kind_of("dockerfile", uri)))

    def messages(self) -> list[JsonObject]:
        """What was sent since the last call."""
        found = [cast("JsonObject", json.loads(body)) for body in self.sent]
        self.sent.clear()
        return found

    def log(self) -> list[JsonValue]:
        """The texts logged since the last call."""
        method = "window/logMessage"
        return [member(message, "params", "message") for message in self.messages() if message["method"] == method]


def scene(client: Client | None = None, settings: ClientSettings | None = None) -> Scene:
    sent: list[bytes] = []
    session = Session(client or Client(), settings or ClientSettings(), (), Journal(sent.append))
    return Scene(session, sent)


@cache
def _server() -> tuple[DockwrightServer, list[bytes]]:
    """One pygls server for all tests: making it takes longer than all that they do with it."""
    sent: list[bytes] = []
    return create_server(scene().session, INITIALIZE, sent.append), sent


def serve(chosen: Scene) -> DockwrightServer:
    """The pygls server, now of that session."""
    server, sent = _server()
    server.session = chosen.session
    sent.clear()
    return server
