"""Frames out of bytes, whatever the pieces that they come in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.lsp.io import BadFrame, Frames, framed, listen

BODIES = st.lists(st.binary(max_size=40), max_size=6)


@given(BODIES, st.lists(st.integers(1, 30), min_size=1))
def test_frames_do_not_depend_on_the_pieces(bodies: list[bytes], sizes: list[int]) -> None:
    stream = b"".join(map(framed, bodies))
    frames = Frames()
    found: list[bytes | BadFrame] = []
    at = 0
    for number in range(len(stream)):
        size = sizes[number % len(sizes)]
        found += frames.feed(stream[at : at + size])
        at += size
    assert found == bodies


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_whatever_came_before_a_frame_is_found_after_a_blank_line(noise: bytes, body: bytes) -> None:
    frames = Frames()
    frames.feed(noise.replace(b":", b"") + b"\r\n\r\n")
    assert frames.feed(framed(body)) == [body]


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: 2\r\n\r\n",
        b"content-length:2\r\n\r\n",
        b"CONTENT-LENGTH : 2 \r\n\r\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: 2\r\nContent-Type: x\r\n\r\n",
        b"Content-Length: 2\n\n",
        b"\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_headers(header: bytes) -> None:
    assert Frames().feed(header + b"{}") == [b"{}"]


@pytest.mark.parametrize(
    "header", [b"hello\r\n\r\n", b"Content-Length: -1\r\n\r\n", b"Content-Length: two\r\n\r\n", b"Length: 2\r\n\r\n"]
)
def test_header_without_a_length_is_told_and_dropped(header: bytes) -> None:
    assert Frames().feed(header + framed(b"{}")) == [BadFrame("a header without a Content-Length"), b"{}"]


def test_bytes_without_any_line_end_do_not_pile_up() -> None:
    frames = Frames()
    assert frames.feed(b"x" * 70_000) == [BadFrame("a header without an end")]
    assert frames.feed(framed(b"{}")) == [b"{}"]


def test_length_counts_bytes() -> None:
    body = json.dumps("😋é", ensure_ascii=False).encode()
    assert Frames().feed(framed(body) + b"C") == [body]


@pytest.mark.parametrize("address", ["", "8000", "localhost", "localhost:", "localhost:x", ":8000"])
def test_address_that_is_none(address: str) -> None:
    with pytest.raises(ValueError, match="not HOST:PORT"):
        listen(address)
