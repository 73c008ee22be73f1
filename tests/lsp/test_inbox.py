"""The queue between the reading thread and the loop."""

from dockwright.lsp.inbox import Cancelled, End, Inbox
from dockwright.lsp.jsonrpc import JsonValue, Notification, Request


def request(identity: int | str) -> Request:
    return Request(identity, "m", None, {})


def cancel(identity: JsonValue) -> Notification:
    return Notification("$/cancelRequest", {"id": identity})


def test_order_is_kept() -> None:
    inbox = Inbox()
    inbox.put([Notification("a", None), request(1)])
    inbox.put([End()])
    assert [inbox.take(), inbox.take(), inbox.take()] == [Notification("a", None), request(1), End()]


def test_empty_means_that_nothing_more_has_come() -> None:
    inbox = Inbox()
    assert inbox.is_empty()
    inbox.put([Notification("a", None), Notification("b", None)])
    assert not inbox.is_empty()
    inbox.take()
    assert not inbox.is_empty()
    inbox.take()
    assert inbox.is_empty()


def test_waiting_request_is_cancelled() -> None:
    inbox = Inbox()
    inbox.put([request(1), request("1"), request(2)])
    inbox.put([cancel("1")])
    assert [inbox.take(), inbox.take(), inbox.take()] == [request(1), Cancelled("1"), request(2)]
    assert inbox.is_empty()


def test_cancellation_may_come_with_its_request() -> None:
    inbox = Inbox()
    inbox.put([request(1), cancel(1)])
    assert inbox.take() == Cancelled(1)


def test_request_that_has_begun_is_not_cancelled_nor_is_a_later_one_of_that_id() -> None:
    inbox = Inbox()
    inbox.put([request(1)])
    assert inbox.take() == request(1)
    inbox.put([cancel(1), cancel(7), cancel(None), cancel([]), Notification("$/cancelRequest", None)])
    inbox.put([request(1), request(7)])
    assert [inbox.take(), inbox.take()] == [request(1), request(7)]
