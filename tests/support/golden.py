"""Whole outputs kept in files under tests/golden/, rewritten by `pytest --update`."""

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "golden"


def check(name: str, actual: str, *, update: bool, folder: Path = FOLDER) -> None:
    """Compare `actual` with the file `name`, byte for byte in UTF-8; or make it the file's content.

    Fails if they differ or the file is not there.
    """
    path = folder / name
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(actual.encode())
        return
    assert path.is_file(), f"{path} is missing: write it with `pytest --update` and read it"
    expected = path.read_bytes().decode()
    assert actual == expected, f"differs from {path}: if it is right, `pytest --update`"
