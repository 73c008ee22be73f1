"""Bytes in and out: frames with a Content-Length header, standard streams and TCP."""

import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

_CHUNK = 65_536
_LONGEST_HEADER = 65_536
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_CONTENT_LENGTH = re.compile(rb"(?im)^[ \t]*content-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r?$")


class BadFrame(NamedTuple):
    """Bytes that are no frame."""

    reason: str


class Frames:
    """Cuts a stream of bytes into the bodies of its frames, however it comes in pieces.

    Header names are read without regard to case and bare line feeds are
    accepted. Bytes without a Content-Length are reported once and dropped up to the
    next blank line, where the next frame may begin.
    """

    __slots__ = ("_buffer", "_length")

    def __init__(self) -> None:
        """Begin before the first header."""
        self._buffer = bytearray()
        self._length: int | None = None

    def feed(self, data: bytes) -> list[bytes | BadFrame]:
        """The frames that `data` completes."""
        self._buffer += data
        found: list[bytes | BadFrame] = []
        while (frame := self._next()) is not None:
            found.append(frame)
        return found

    def _next(self) -> bytes | BadFrame | None:
        if self._length is None:
            problem = self._read_header()
            if problem is not None or self._length is None:
                return problem
        if len(self._buffer) < self._length:
            return None
        body = bytes(self._buffer[: self._length])
        del self._buffer[: self._length]
        self._length = None
        return body

    def _read_header(self) -> BadFrame | None:
        buffer = self._buffer
        while buffer.startswith((b"\r", b"\n")):
            del buffer[:1]
        end = _HEADER_END.search(buffer)
        if end is None:
            if len(buffer) > _LONGEST_HEADER:
                buffer.clear()
                return BadFrame("a header without an end")
            return None
        length = _CONTENT_LENGTH.search(bytes(buffer[: end.start()]))
        del buffer[: end.end()]
        if length is None:
            return BadFrame("a header without a Content-Length")
        self._length = int(length[1])
        return None


class Channel(NamedTuple):
    """A connection to a client.

    `read` waits for bytes and gives those that are there, b"" at the end.
    `write` writes all it is given; it raises OSError when the client is gone.
    """

    read: Callable[[], bytes]
    write: Callable[[bytes], None]


def framed(body: bytes) -> bytes:
    """`body` with its header."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def stdio() -> Channel:
    """The process's standard input and output.

    Whatever else prints to standard output from now on goes to standard error: one
    stray line between two frames would end the session. The raw descriptors
    are used, since a thread that waits inside `sys.stdin` holds a lock
    that Python wants when the process ends.
    """
    source = sys.stdin.fileno()
    target = os.dup(sys.stdout.fileno())
    for descriptor in (source, target):
        with suppress(AttributeError, OSError):  # not on Windows before Python 3.12, where pipes block anyway
            os.set_blocking(descriptor, True)
    with suppress(OSError):  # standard error may be closed
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr

    def read() -> bytes:
        return os.read(source, _CHUNK)

    def write(data: bytes) -> None:
        written = os.write(target, data)
        if written < len(data):
            rest = memoryview(data)[written:]
            while rest:
                rest = rest[os.write(target, rest) :]

    return Channel(read, write)


def listen(address: str) -> Channel:
    """The first client that connects to `HOST:PORT`, announced on standard error.

    Port 0 takes any free one. Raises ValueError if `address` is not of that
    form and OSError if it cannot be listened on.
    """
    import socket  # noqa: PLC0415 - for debugging only; standard streams do without

    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        message = f"not HOST:PORT: {address}"
        raise ValueError(message)
    with socket.create_server((host.strip("[]"), int(port)), family=_family(host)) as listener:
        bound: int = listener.getsockname()[1]
        print(f"dockwright: listening on {host}:{bound}", file=sys.stderr, flush=True)  # noqa: T201 - tells the port
        connection, _ = listener.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Channel(lambda: connection.recv(_CHUNK), connection.sendall)


def _family(host: str) -> int:
    import socket  # noqa: PLC0415 - as above

    return socket.AF_INET6 if ":" in host else socket.AF_INET
