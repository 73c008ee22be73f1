"""Progress of what may take a second: the commands, some of which walk the whole build context.

Only on the token that a client sends with its request: one of the server's own would have to be
granted first, and by then the walk, which ends after a second, is over.
"""

from collections.abc import Generator
from contextlib import contextmanager

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from dockwright.lsp.client import member
from dockwright.lsp.jsonrpc import Request

Token = str | int | None


def token_of(request: Request) -> Token:
    """The token on which the client wants to know of a request, None if it does not."""
    token = member(request.params, "workDoneToken")
    return token if isinstance(token, str | int) else None


@contextmanager
def reported(server: LanguageServer, token: Token, title: str) -> Generator[None]:
    """Tell the client when something begins and ends. It has to end before the request is answered."""
    if token is None:
        yield
        return
    begin, end = types.WorkDoneProgressBegin(title), types.WorkDoneProgressEnd()
    server.protocol.notify(types.PROGRESS, types.ProgressParams(token, begin))
    try:
        yield
    finally:
        server.protocol.notify(types.PROGRESS, types.ProgressParams(token, end))
