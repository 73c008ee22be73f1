"""Messages out of JSON, and JSON out of answers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.lsp.jsonrpc import (
    ErrorCode,
    Invalid,
    JsonObject,
    JsonValue,
    Message,
    Notification,
    Request,
    Response,
    decode,
    error_message,
    notification_message,
    result_message,
)


def encode(value: JsonValue) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize("identity", [1, 0, "a", ""])
def test_request(identity: int | str) -> None:
    raw: dict[str, JsonValue] = {"jsonrpc": "2.0", "id": identity, "method": "m", "params": [1]}
    assert decode(encode(raw)) == Request(identity, "m", [1], raw)


def test_notification() -> None:
    assert decode(encode({"jsonrpc": "2.0", "method": "m"})) == Notification("m", None)
    assert decode(encode({"jsonrpc": "2.0", "id": None, "method": "m"})) == Notification("m", None)


def test_response() -> None:
    answers: tuple[JsonObject, ...] = ({"result": None}, {"error": {"code": 1, "message": "x"}})
    for answer in answers:
        raw: JsonObject = {"jsonrpc": "2.0", "id": 1, **answer}
        assert decode(encode(raw)) == Response(raw)


@pytest.mark.parametrize(
    ("body", "code", "identity"),
    [
        (b"", ErrorCode.PARSE_ERROR, None),
        (b"{", ErrorCode.PARSE_ERROR, None),
        (b"\xff{}", ErrorCode.PARSE_ERROR, None),
        (b"[" * 100_000, ErrorCode.PARSE_ERROR, None),
        (b"1" * 100_000, ErrorCode.PARSE_ERROR, None),
        (b"[]", ErrorCode.INVALID_REQUEST, None),
        (b"null", ErrorCode.INVALID_REQUEST, None),
        (encode({"id": 1, "method": "m"}), ErrorCode.INVALID_REQUEST, 1),
        (encode({"jsonrpc": "1.0", "id": 1, "method": "m"}), ErrorCode.INVALID_REQUEST, 1),
        (encode({"jsonrpc": "2.0", "id": 1}), ErrorCode.INVALID_REQUEST, 1),
        (encode({"jsonrpc": "2.0", "id": 1, "method": 2}), ErrorCode.INVALID_REQUEST, 1),
        (encode({"jsonrpc": "2.0", "id": 1.5, "method": "m"}), ErrorCode.INVALID_REQUEST, None),
        (encode({"jsonrpc": "2.0", "id": True, "method": "m"}), ErrorCode.INVALID_REQUEST, None),
        (encode({"jsonrpc": "2.0", "id": [], "method": "m"}), ErrorCode.INVALID_REQUEST, None),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_no_message(body: bytes, code: ErrorCode, identity: int | None) -> None:
    message = decode(body)
    assert isinstance(message, Invalid)
    assert (message.id, message.code) == (identity, code)


@given(st.binary() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(encode))
def test_decoding_never_raises(body: bytes) -> None:
    messages: tuple[type[Message], ...] = (Request, Notification, Response, Invalid)
    assert isinstance(decode(body), messages)


def test_answers_are_json() -> None:
    assert json.loads(result_message('a"b', "null")) == {"jsonrpc": "2.0", "id": 'a"b', "result": None}
    assert json.loads(notification_message("m", "[1]")) == {"jsonrpc": "2.0", "method": "m", "params": [1]}
    assert json.loads(error_message(None, ErrorCode.PARSE_ERROR, "é\ud83d")) == {
        "jsonrpc": "2.0",
        "id": None,
        "error": {"code": -32700, "message": "é\ud83d"},
    }
