"""A change of a file as a unified diff that `git apply` and `patch` take."""

import difflib
from collections.abc import Iterator

_NO_END = "\\ No newline at end of file\n"


def unified(old: str | None, new: str, shown: str) -> Iterator[str]:
    """The lines of the diff, none if nothing differs; `old` is None for a file that is not there yet."""
    name = shown.lstrip("/")
    before = "/dev/null" if old is None else f"a/{name}"
    for line in difflib.unified_diff(_lines(old or ""), _lines(new), before, f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}"


def _lines(text: str) -> list[str]:
    """The lines with their ends; a carriage return belongs to the line, as for `diff`."""
    whole = text.split("\n")
    last = whole.pop()
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]
