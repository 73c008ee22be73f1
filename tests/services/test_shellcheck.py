"""The program: finding it, running it, and what can go wrong with it."""

import sys
from pathlib import Path

import pytest

from dockwright.analysis.shell_dialects import Dialect
from dockwright.analysis.shell_scripts import ShellText
from dockwright.features.shellcheck import Extent, Remark, Replacement
from dockwright.services.shell_memory import Memory
from dockwright.services.shellcheck import Program, find_shellcheck, read_answer
from tests.support.shellcheck import checker

SCRIPT = ShellText(Dialect.DASH, "#!/bin/sh\n\techo '😋' $1\n")
QUOTED = Remark(
    2086,
    "info",
    "Double quote to prevent globbing and word splitting.",
    Extent(2, 11, 2, 13),
    (Replacement(Extent(2, 11, 2, 11), '"', at_end=False), Replacement(Extent(2, 13, 2, 13), '"', at_end=True)),
)


def program(folder: Path, text: str) -> str:
    """A Python program in the place of ShellCheck."""
    path = folder / "shellcheck"
    path.write_text(f"#!{sys.executable}\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_columns_are_code_points_and_a_tab_is_one() -> None:
    assert checker().remarks([SCRIPT, ShellText(Dialect.SH, "true\n"), SCRIPT]) == [(QUOTED,), (), (QUOTED,)]


def test_its_own_configuration_is_not_heeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".shellcheckrc").write_text("disable=SC2086\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHELLCHECK_OPTS", "--exclude=SC2086")
    found = find_shellcheck()
    assert found is not None
    assert found.check(SCRIPT) == (QUOTED,)


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_busybox_is_dash_to_a_program_that_does_not_know_it(tmp_path: Path) -> None:
    path = program(tmp_path, "print('version: 0.9.0')")
    found = find_shellcheck(path)
    assert found is not None
    assert (found.path, found.version) == (path, (0, 9))
    log = tmp_path / "log"
    program(tmp_path, f"import sys\nopen({str(log)!r}, 'w').write(sys.argv[2])")
    found.check(ShellText(Dialect.BUSYBOX, "a"))
    assert log.read_text() == "--shell=dash"


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize("text", ["print('no version')", "raise SystemExit(3)"])
def test_what_is_no_shellcheck(tmp_path: Path, text: str) -> None:
    assert find_shellcheck(program(tmp_path, text)) is None
    assert find_shellcheck(str(tmp_path / "missing")) is None
    assert find_shellcheck(str(tmp_path)) is None


def test_a_program_that_is_gone_finds_nothing(tmp_path: Path) -> None:
    assert Program(str(tmp_path / "gone"), (0, 11)).check(SCRIPT) == ()


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b'{"comments": [{}]}', b'{"comments": 1}', b"\xff"])
def test_answers_that_are_none(answer: bytes) -> None:
    assert read_answer(answer) == ()


def test_memory_forgets_what_was_not_asked_for_longest() -> None:
    memory = Memory(2)
    first, second, third = (ShellText(Dialect.SH, name) for name in "abc")
    memory.put(first, ())
    memory.put(second, ())
    memory.get(first)
    memory.put(third, (QUOTED,))
    assert [memory.get(text) for text in (first, second, third)] == [(), None, (QUOTED,)]
