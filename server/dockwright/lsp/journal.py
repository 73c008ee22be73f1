"""What went wrong, told to the editor's log and to standard error."""

import sys
from collections.abc import Callable
from enum import IntEnum

from dockwright.lsp.jsonrpc import dumps, notification_message


class MessageType(IntEnum):
    """LSP's levels of a message."""

    ERROR = 1
    WARNING = 2
    INFO = 3
    LOG = 4


class Journal:
    """A log that names the producer of each message; Python's `logging` would be 5 ms of a cold start."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        """Write to the client with `send`, which takes the body of a message."""
        self._send = send
        self._said: set[str] = set()

    def warning(self, producer: str, text: str) -> None:
        """Something unexpected that was dealt with."""
        self._write(MessageType.WARNING, f"{producer}: {text}")

    def info(self, producer: str, text: str) -> None:
        """Something worth knowing."""
        self._write(MessageType.INFO, f"{producer}: {text}")

    def crash(self, producer: str, error: BaseException) -> None:
        """A crash in `producer`, with its traceback; the same one is told once only, not on each keystroke."""
        import traceback  # noqa: PLC0415 - costs the start of the process, and is hardly ever needed

        text = "".join(traceback.format_exception(error)).rstrip("\n")
        if text not in self._said:
            self._said.add(text)
            self._write(MessageType.ERROR, f"{producer} failed\n{text}")

    def _write(self, level: MessageType, text: str) -> None:
        try:
            print(f"dockwright: {level.name.lower()}: {text}", file=sys.stderr, flush=True)  # noqa: T201 - is the log
        except (OSError, ValueError):  # standard error is closed
            return
        self._send(notification_message("window/logMessage", dumps({"type": int(level), "message": text})))
