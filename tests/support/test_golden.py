from pathlib import Path

import pytest

from tests.support import golden


def test_the_same(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_bytes("é\r\n".encode())
    golden.check("out.txt", "é\r\n", update=False, folder=tmp_path)


def test_a_difference_fails(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_bytes(b"old\r\n")
    with pytest.raises(AssertionError, match="if it is right"):
        golden.check("out.txt", "old\n", update=False, folder=tmp_path)


def test_a_missing_file_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="is missing"):
        golden.check("out.txt", "", update=False, folder=tmp_path)


def test_update_writes_the_exact_text(tmp_path: Path) -> None:
    golden.check("new/out.txt", "é\r\n", update=True, folder=tmp_path)
    assert (tmp_path / "new" / "out.txt").read_bytes() == "é\r\n".encode()
