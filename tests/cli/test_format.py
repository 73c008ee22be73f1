"""`dockwright format`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ODD = "from debian:13\nRUN a &&\\\n    b   \n"
FORMATTED = "FROM debian:13\nRUN a &&\\\n    b\n"


def test_files_are_put_into_shape(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(ODD.encode())
    path.chmod(0o600)
    assert run("format", "--check") == (1, "Dockerfile: to be formatted\n", "")
    assert path.read_bytes() == ODD.encode()
    ran = run("format", "--diff")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("--- a/Dockerfile\n+++ b/Dockerfile\n")
    assert run("format") == (0, "Dockerfile: formatted\n", "")
    assert path.read_bytes() == FORMATTED.encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("format") == (0, "", "")
    assert run("format", "--check") == (0, "", "")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_standard_input(run: Run, end: str) -> None:
    ran = run("format", "-", stdin=ODD.replace("\n", end).encode())
    assert ran == (0, FORMATTED.replace("\n", end), "")


def test_only_dockerfiles(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".dockerignore").write_text("from  a\n", "utf-8")
    assert run("format", "--check") == (0, "", "")


def test_what_cannot_be_read(run: Run) -> None:
    assert run("format", "none").code == 2
