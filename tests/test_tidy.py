"""What no tool checks: habits of the house that a machine can see."""

import json
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dockwright

ROOT = Path(__file__).parent.parent
SERVER = ROOT / "server" / "dockwright"
CLIENT = ROOT / "client-vscode"
MODULES = sorted(SERVER.rglob("*.py"))

# Modules that are tables and may be longer, each with its limit.
LONGER = {
    "syntax/nodes.py": 480,  # one class for each instruction
}
USUAL_LENGTH = 400

UNFINISHED = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X)\b")  # written so that it does not find itself

# Half a second of imports that the command line never needs.
PROTOCOL = {"attr", "attrs", "cattrs", "lsprotocol", "pygls"}


def test_modules_are_short() -> None:
    lengths = {path.relative_to(SERVER).as_posix(): path.read_text().count("\n") for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGER.get(name, USUAL_LENGTH)} == {}


def test_no_longer_module_is_allowed_in_vain() -> None:
    assert [name for name in LONGER if (SERVER / name).read_text().count("\n") <= USUAL_LENGTH] == []


def test_lines_are_not_split_by_python() -> None:
    """`splitlines` also ends lines at form feeds and U+2028, which no editor does."""
    assert [path for path in MODULES if ".splitlines(" in path.read_text()] == []


def test_protocol_positions_stay_at_the_edge() -> None:
    """Inside are offsets; `character` is the name of LSP's column."""
    assert [path for path in MODULES if not path.is_relative_to(SERVER / "lsp") and "character" in _names(path)] == []


def test_nothing_is_left_for_later() -> None:
    assert [path for path in _sources() if UNFINISHED.search(path.read_text())] == []


def test_server_and_client_have_one_version() -> None:
    versions = [json.loads(path.read_text())["version"] for path in CLIENT.glob("package.json")]
    assert versions == [dockwright.__version__]


def test_command_line_starts_without_the_protocol() -> None:
    program = "import sys, dockwright.cli.main; print(*sys.modules, sep='\\n')"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "dockwright.cli.main" in loaded
    assert {name for name in loaded if name.partition(".")[0] in PROTOCOL} == set()


def test_bundle_pins_every_runtime_dependency() -> None:
    lines = (ROOT / "requirements-bundle.txt").read_text().split("\n")
    pinned = [Requirement(line) for line in lines if line and not line.startswith("#")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {pin.name.replace("_", "-") for pin in pinned} == _closure(project["dependencies"])
    assert [pin for pin in pinned if not str(pin.specifier).startswith("==")] == []


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").glob("*")), ids=lambda path: path.name)
def test_scripts_are_programs_or_python(path: Path) -> None:
    assert path.suffix == ".py" or path.is_dir() or path.stat().st_mode & 0o111


def _names(path: Path) -> set[str]:
    """Every identifier in a module; words in comments and strings are not."""
    with path.open("rb") as file:
        return {token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.NAME}


def _sources() -> Iterator[Path]:
    """All that people wrote here, without what they only keep."""
    for folder, pattern in (
        (SERVER, "*.py"),
        (ROOT / "tests", "*.py"),
        (ROOT / "scripts", "*"),
        (CLIENT / "src", "*.ts"),
    ):
        yield from (path for path in folder.rglob(pattern) if path.is_file() and path.suffix != ".pyc")


def _closure(requirements: list[str], seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of all distributions that `requirements` lead to on this interpreter, with hyphens."""
    for text in requirements:
        needed = Requirement(text)
        name = needed.name.replace("_", "-").lower()
        if name not in seen and (needed.marker is None or needed.marker.evaluate({"extra": ""})):
            seen = _closure(metadata.requires(name) or [], seen | {name})
    return seen
