"""JSON-RPC 2.0 messages as values: what is read from a client and what is written to it.

Decoding never raises: what is no message becomes an `Invalid`, which says how
to answer it. Results and parameters that are written are JSON text already, so
that the diagnostics of every keystroke need not become objects first.
"""

import json
from enum import IntEnum
from typing import NamedTuple, TypeAlias, cast

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = dict[str, JsonValue]
RequestId: TypeAlias = int | str


class ErrorCode(IntEnum):
    """The error codes of JSON-RPC and LSP that this server answers with."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    SERVER_NOT_INITIALIZED = -32002
    REQUEST_CANCELLED = -32800
    CONTENT_MODIFIED = -32801


class Request(NamedTuple):
    """A message that wants an answer; `raw` is all of it."""

    id: RequestId
    method: str
    params: JsonValue
    raw: JsonObject


class Notification(NamedTuple):
    """A message that wants no answer."""

    method: str
    params: JsonValue


class Response(NamedTuple):
    """The client's answer to a request of ours; `raw` is all of it."""

    raw: JsonObject


class Invalid(NamedTuple):
    """Something that is not a message, and the error to answer it with."""

    id: RequestId | None
    code: ErrorCode
    reason: str


Message: TypeAlias = Request | Notification | Response | Invalid


def decode(body: bytes) -> Message:
    """The message in the body of one frame."""
    try:
        value = cast("JsonValue", json.loads(body.decode("utf-8")))
    except (ValueError, RecursionError) as error:
        return Invalid(None, ErrorCode.PARSE_ERROR, f"the message is not JSON in UTF-8: {error}")
    if not isinstance(value, dict):
        return Invalid(None, ErrorCode.INVALID_REQUEST, "the message is not a JSON object")
    return _message(value)


def _message(value: JsonObject) -> Message:
    has_id = value.get("id") is not None
    identity = value.get("id")
    if has_id and (not isinstance(identity, int | str) or isinstance(identity, bool)):
        return Invalid(None, ErrorCode.INVALID_REQUEST, "the id is neither a number nor a string")
    known_id = cast("RequestId | None", identity)
    if value.get("jsonrpc") != "2.0":
        return Invalid(known_id, ErrorCode.INVALID_REQUEST, "the message is not JSON-RPC 2.0")
    method = value.get("method")
    if isinstance(method, str):
        params = value.get("params")
        return Notification(method, params) if known_id is None else Request(known_id, method, params, value)
    if method is None and ("result" in value or "error" in value):
        return Response(value)
    return Invalid(known_id, ErrorCode.INVALID_REQUEST, "the message has neither a method nor a result")


def dumps(value: JsonValue) -> str:
    """`value` as compact JSON, in ASCII."""
    return json.dumps(value, separators=(",", ":"))


def result_message(identity: RequestId, result: str) -> bytes:
    """The answer to a request; `result` is JSON."""
    return f'{{"jsonrpc":"2.0","id":{dumps(identity)},"result":{result}}}'.encode("ascii")


def error_message(identity: RequestId | None, code: int, reason: str) -> bytes:
    """The answer to a request that failed, or with None to what is no request at all."""
    error = dumps({"code": int(code), "message": reason})
    return f'{{"jsonrpc":"2.0","id":{dumps(identity)},"error":{error}}}'.encode("ascii")


def notification_message(method: str, params: str) -> bytes:
    """A notification; `params` is JSON."""
    return f'{{"jsonrpc":"2.0","method":{dumps(method)},"params":{params}}}'.encode("ascii")
