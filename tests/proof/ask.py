"""A program: `ask.py PORT PATH... -- COMMAND...` starts a server in a network of its own, and prints what it replies.

Run by `unshare --net`, so that the port is free whatever else this machine
runs. The server is killed after its last reply. Exits with 1 if it ended before.
"""

import contextlib
import fcntl
import http.client
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_SECONDS = 60.0
_PAUSE = 0.05

# From linux/sockios.h and linux/if.h.
_SIOCSIFFLAGS = 0x8914
_IFF_UP = 0x1

# From proc_pid_net(5) and net/tcp_states.h.
_TABLES = ("/proc/self/net/tcp", "/proc/self/net/tcp6")
_LISTEN = "0A"


class Reply(NamedTuple):
    """What a server says to one request."""

    status: int
    kind: str
    body: str


def main(arguments: list[str]) -> int:
    """Ask, print the replies as JSON, end the server."""
    split = arguments.index("--")
    port, *paths = arguments[:split]
    _loopback_up()
    with subprocess.Popen(arguments[split + 1 :], stdin=subprocess.DEVNULL, stdout=sys.stderr) as server:
        try:
            if not _is_listening(server, int(port)):
                return 1
            json.dump([_reply(int(port), path) for path in paths], sys.stdout)
        finally:
            _end_container_of(server)
    return 0


def _loopback_up() -> None:
    """A new network has nothing but a loopback device that is down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as some:
        fcntl.ioctl(some, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


def _is_listening(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until a program listens on the port; False if the server ends or does not within 60 s."""
    limit = time.monotonic() + _SECONDS
    while server.poll() is None and time.monotonic() < limit:
        if port in _listening():
            return True
        time.sleep(_PAUSE)
    return False


def _listening() -> set[int]:
    """The ports that are listened on in this network: a connection to try would be a request that a server answers."""
    lines = [line.split() for name in _TABLES for line in Path(name).read_text("utf-8").split("\n")[1:-1]]
    return {int(line[1].rpartition(":")[2], 16) for line in lines if line[3] == _LISTEN}


def _reply(port: int, path: str) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read().decode("utf-8", "replace")
    connection.close()
    return Reply(response.status, response.headers.get("Content-Type", ""), body)


def _end_container_of(server: subprocess.Popen[bytes]) -> None:
    """Kill the first process of the container that a process has started; it then cleans up after it, and ends."""
    for pid in [*_descendants(server.pid)]:
        if _is_first(pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _descendants(pid: int) -> Iterator[int]:
    try:
        threads = [*Path(f"/proc/{pid}/task").iterdir()]
    except FileNotFoundError:
        return
    for thread in threads:
        for child in _read(thread / "children").split():
            yield int(child)
            yield from _descendants(int(child))


def _is_first(pid: int) -> bool:
    """Whether a process is number 1 in processes of their own."""
    numbers = [line.split()[1:] for line in _read(Path(f"/proc/{pid}/status")).split("\n") if line.startswith("NSpid:")]
    return bool(numbers) and len(numbers[0]) > 1 and numbers[0][-1] == "1"


def _read(path: Path) -> str:
    """What the kernel says of a process; nothing once it has ended."""
    try:
        return path.read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
