"""The queue between the thread that reads and the loop that answers.

The reading thread hands over all the messages of one read together. So the loop
knows when nothing more is waiting, and analyses only the last of a burst of
changes: at once, without a timer. The reading thread also sees a cancellation
before the loop has come to the request that it means.
"""

from collections import deque
from collections.abc import Iterable
from queue import SimpleQueue
from threading import Lock
from typing import NamedTuple, TypeAlias

from dockwright.lsp.jsonrpc import Message, Notification, Request, RequestId

_CANCEL = "$/cancelRequest"


class Cancelled(NamedTuple):
    """A request that the client withdrew before it was begun."""

    id: RequestId


class End(NamedTuple):
    """The client is gone."""


class Late(NamedTuple):
    """More is known of a document now, which took too long to wait for."""

    uri: str


class Wake(NamedTuple):
    """Something else in the process has news for the loop."""


Event: TypeAlias = Message | Cancelled | End | Late | Wake


class Inbox:
    """Messages in the order in which they came. `put` and `take` may be called from different threads."""

    def __init__(self) -> None:
        """Begin empty."""
        self._batches: SimpleQueue[tuple[Event, ...]] = SimpleQueue()
        self._taken: deque[Event] = deque()
        self._lock = Lock()
        self._waiting: set[RequestId] = set()
        self._cancelled: set[RequestId] = set()

    def put(self, events: Iterable[Event]) -> None:
        """Add what came together; cancellations take effect at once and are not queued."""
        batch = tuple(event for event in events if not self._is_cancellation(event))
        if batch:
            self._batches.put(batch)

    def take(self) -> Event:
        """The next event; waits for it."""
        if not self._taken:
            self._taken.extend(self._batches.get())
        event = self._taken.popleft()
        if isinstance(event, Request) and self._begin(event.id):
            return Cancelled(event.id)
        return event

    def is_empty(self) -> bool:
        """Whether `take` would have to wait."""
        return not self._taken and self._batches.empty()

    def _is_cancellation(self, event: Event) -> bool:
        if isinstance(event, Request):
            with self._lock:
                self._waiting.add(event.id)
        elif isinstance(event, Notification) and event.method == _CANCEL:
            self._cancel(event)
            return True
        return False

    def _cancel(self, event: Notification) -> None:
        identity = event.params.get("id") if isinstance(event.params, dict) else None
        if isinstance(identity, int | str):
            with self._lock:
                if identity in self._waiting:
                    self._cancelled.add(identity)

    def _begin(self, identity: RequestId) -> bool:
        """Note that a request is no longer waiting; whether it was cancelled."""
        with self._lock:
            self._waiting.discard(identity)
            if identity in self._cancelled:
                self._cancelled.discard(identity)
                return True
            return False
