"""Scenarios: a Markdown file that tells a case, holds its files and states what comes of them.

A fenced block whose info string is a path is a file of the build context:

    ```Dockerfile
    FROM ‸alpine
    ```

A block whose info string begins with `expect` is an expectation. The rest of
the info string names the producer that the test hands in for it, and the
block is what the producer returns, its last line end aside:

    ```expect hover
    ...
    ```

Files come first, expectations last. Blocks without an info string, and
indented code as above, are prose. `pytest --update` rewrites expectations in place.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent.parent / "scenarios"

_BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_FENCE = re.compile(r"^`{3,}", re.MULTILINE)
_EXPECT = "expect "


class ScenarioError(ValueError):
    """The file is not a scenario, or asks for what its test does not produce."""


class Expectation(NamedTuple):
    """What the producer `name` shall return."""

    name: str
    text: str


class Scenario(NamedTuple):
    """One case: its files by path, as written with all marks, and what is expected of them."""

    files: Mapping[str, str]
    expectations: tuple[Expectation, ...]


Producer = Callable[[Scenario], str]


def cases(feature: str, folder: Path = FOLDER) -> list[Path]:
    """The scenarios of one feature, by name.

    Raises ScenarioError if there are none: a test without cases shows nothing.
    """
    found = sorted((folder / feature).glob("*.md"))
    if not found:
        message = f"no scenarios in {folder / feature}"
        raise ScenarioError(message)
    return found


def parse(markdown: str) -> Scenario:
    """The scenario that `markdown` tells.

    Raises ScenarioError if a block is left open, a file is given twice or
    after an expectation, or nothing is expected.
    """
    if _FENCE.search(_BLOCK.sub("", markdown)):
        message = "a fenced block is left open"
        raise ScenarioError(message)
    files: dict[str, str] = {}
    expectations: list[Expectation] = []
    for block in _BLOCK.finditer(markdown):
        info, text = block["info"].strip(), block["text"]
        if info.startswith(_EXPECT):
            expectations.append(Expectation(info.removeprefix(_EXPECT).strip(), text))
        elif info and (info in files or expectations):
            message = f"the file {info} is given twice or after an expectation"
            raise ScenarioError(message)
        elif info:
            files[info] = text
    if not expectations:
        message = "nothing is expected"
        raise ScenarioError(message)
    return Scenario(files, tuple(expectations))


def actual(markdown: str, producers: Mapping[str, Producer]) -> str:
    """`markdown` with each expectation replaced by what its producer returns.

    Raises ScenarioError if there is no producer of that name, and as `parse` does.
    """
    told = parse(markdown)

    def replace(block: re.Match[str]) -> str:
        info = block["info"].strip()
        if not info.startswith(_EXPECT):
            return block[0]
        name = info.removeprefix(_EXPECT).strip()
        if name not in producers:
            message = f"no producer of {name!r}; there are {sorted(producers)}"
            raise ScenarioError(message)
        return _fenced(info, producers[name](told))

    return _BLOCK.sub(replace, markdown)


def check(path: Path, producers: Mapping[str, Producer], *, update: bool) -> None:
    """Compare the expectations in the file with what the producers return; or rewrite them."""
    written = path.read_bytes().decode()
    produced = actual(written, producers)
    if update and produced != written:
        path.write_bytes(produced.encode())
        return
    assert produced == written, f"differs from {path}: if it is right, `pytest --update`"


def _fenced(info: str, text: str) -> str:
    """A fenced block; its fence is longer than any in the text."""
    longest = max((len(fence) for fence in _FENCE.findall(text)), default=2)
    fence = "`" * max(3, longest + 1)
    body = text if not text or text.endswith("\n") else f"{text}\n"
    return f"{fence}{info}\n{body}{fence}\n"
