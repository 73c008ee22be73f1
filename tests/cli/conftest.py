"""A command line in a folder of its own."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dockwright.cli.main import main


class Ran(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run the program in `tmp_path`, with `stdin` on its standard input."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsysbinary.readouterr()
        assert isinstance(code, int)
        return Ran(code, out.decode(), err.decode())

    return ran
