"""`dockwright check`: every format whole, every exit code, every kind of input."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

WORKFLOW = """\
jobs:
  image:
    steps:
      - uses: docker/build-push-action@v6
        with:
          cache-from: type=gha
          cache-to: type=gha
"""


@pytest.mark.parametrize(
    ("form", "start"),
    [("text", "Dockerfile:2:1: warning: "), ("github", "::warning file=Dockerfile,line=2,endLine=2,"), ("json", "[\n")],
)
def test_formats(run: Run, form: str, start: str) -> None:
    ran = run("check", "--format", form, "-", stdin=b"FROM debian:13\nMAINTAINER x\n")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(start)


def test_nothing_found(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian:13\n", "utf-8")
    assert run("check") == (0, "1 file checked, nothing found\n", "")


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("hint", 1), ("never", 0)])
def test_how_severe_fails(run: Run, level: str, code: int) -> None:
    ran = run("check", "--fail-on", level, "-", stdin=b"FROM debian:13\nMAINTAINER x\n")
    assert ran.code == code
    assert "Dockerfile:2:1: warning: " in ran.out


def test_a_rule_switched_off_by_alias(run: Run) -> None:
    assert run("check", "--ignore", "dl4000", "-", stdin=b"FROM debian:13\nMAINTAINER x\n").code == 0


@pytest.mark.parametrize("name", ["ALL", "style"])
def test_a_category_or_all_switched_on_and_off(run: Run, name: str) -> None:
    data = b"FROM debian:13\nRUN a\nRUN b\n"
    assert "consecutive-run" in run("check", "--select", name, "-", stdin=data).out
    assert "consecutive-run" not in run("check", "--select", name, "--ignore", name, "-", stdin=data).out


def test_standard_input_has_a_name(run: Run) -> None:
    ran = run("check", "--stdin-filename", "a/b.Dockerfile", "-", stdin=b"FROM debian:13\nMAINTAINER x\n")
    assert ran.out.startswith("a/b.Dockerfile:2:1: ")


def test_standard_input_as_a_workflow(run: Run) -> None:
    ran = run("check", "--stdin-filename", ".github/workflows/a.yml", "-", stdin=WORKFLOW.encode())
    assert "[workflow-cache-min]" in ran.out


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"FROM a\0", "Dockerfile: a binary file"), (b"FROM \xff", "Dockerfile: not UTF-8 (byte 5)")],
)
def test_what_is_no_text(run: Run, tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "Dockerfile").write_bytes(data)
    assert run("check") == (2, "0 files checked, nothing found\n", f"dockwright: {reason}\n")


def test_a_missing_file_stops_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian:13\n", "utf-8")
    ran = run("check", "none", "Dockerfile")
    assert ran == (2, "1 file checked, nothing found\n", "dockwright: none: No such file or directory\n")


def test_a_link_to_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").symlink_to("none")
    assert run("check").code == 2


def test_an_empty_folder(run: Run) -> None:
    assert run("check") == (0, "0 files checked, nothing found\n", "")


@pytest.mark.parametrize("text", ["", "\ufeff", "\r\n", "\f\u2028"])
def test_a_file_without_instructions(run: Run, text: str) -> None:
    ran = run("check", "-", stdin=text.encode())
    assert ran.code in {0, 1}
    assert ran.err == ""


def test_which_files_of_a_folder(run: Run, tmp_path: Path) -> None:
    names = ["Dockerfile", "Dockerfile.dev", "a/b.dockerfile", "Containerfile", ".github/workflows/a.yaml"]
    others = ["Dockerfile.md", "node_modules/Dockerfile", ".git/Dockerfile", "a.yml", "x/workflows/a.yml", "notes"]
    for name in (*names, *others):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("FROM debian:13\n" if "ocker" in name or "ontainer" in name else "jobs:\n", "utf-8")
    assert run("check").out == f"{len(names)} files checked, nothing found\n"


@pytest.mark.parametrize(
    "arguments",
    [("check", "--format", "xml"), ("check", "--ignore", "npm-instal"), ("nothing",), ()],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err != ""


def test_an_exception_is_no_finding(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dockwright.cli.parallel.report", broken)
    ran = run("check", "-", stdin=b"FROM debian:13\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("dockwright: internal error\nTraceback ")


def test_a_reader_that_has_gone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", gone)
    assert run("check", "-", stdin=b"FROM debian:13\n").code == 2
