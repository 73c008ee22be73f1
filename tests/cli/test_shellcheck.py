"""ShellCheck on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.shellcheck import checker

TEXT = b"FROM debian:13\nRUN echo \\\n  $x\n"


@pytest.fixture(autouse=True)
def installed() -> None:
    checker()


def test_findings_stand_among_the_others(run: Run) -> None:
    ran = run("check", "-", stdin=TEXT)
    assert (ran.code, ran.err) == (1, "")
    assert [line.partition(": ")[2] for line in ran.out.split("\n") if line.startswith("Dockerfile:3:3: ")] == [
        "info: Double quote to prevent globbing and word splitting [SC2086]",
        "warning: x is referenced but not assigned [SC2154]",
    ]


def test_switched_off(run: Run) -> None:
    assert run("check", "--no-shellcheck", "-", stdin=TEXT) == (0, "1 file checked, nothing found\n", "")
    assert run("check", "--ignore", "sc2154", "--ignore", "SC2086", "-", stdin=TEXT).code == 0


def test_several_processes_say_the_same_as_one(run: Run, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.Dockerfile").write_bytes(TEXT + b"RUN [ $x == a ]\n" * number)
    (tmp_path / "other.Dockerfile").write_bytes(b'FROM registry.example.com/a:1\nRUN [ "$1" == a ]\n')
    one = run("check", "--format", "json")
    assert {(found["rule"], found["severity"]) for found in json.loads(one.out)} == {
        ("SC2086", "info"),
        ("SC2154", "warning"),
        ("SC3014", "error"),
        ("SC3014", "warning"),
    }
    assert run("check", "--format", "json", "--jobs", "2") == one


def test_sarif_names_the_wiki(run: Run) -> None:
    rules = json.loads(run("check", "--format", "sarif", "-", stdin=TEXT).out)["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"]: rule["helpUri"] for rule in rules} == {
        "SC2086": "https://www.shellcheck.net/wiki/SC2086",
        "SC2154": "https://www.shellcheck.net/wiki/SC2154",
    }


def test_a_program_that_is_not_there(run: Run) -> None:
    ran = run("check", "--shellcheck", "/nowhere/shellcheck", "-", stdin=TEXT)
    assert (ran.code, ran.out, ran.err) == (2, "", "dockwright: /nowhere/shellcheck: no ShellCheck there\n")


def test_configuration(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(TEXT)
    (tmp_path / ".dockwright.toml").write_text('ignore = ["SC2086"]\n[severity]\nSC2154 = "hint"\n')
    ran = run("check")
    assert ran.code == 0
    assert "Dockerfile:3:3: hint: x is referenced but not assigned [SC2154]" in ran.out
    assert "SC2086" not in ran.out


def test_repairs_of_one_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(TEXT)
    assert run("fix").out == ""
    assert run("fix", "--unsafe", "--rule", "SC2086").code == 0
    assert (tmp_path / "Dockerfile").read_bytes() == b'FROM debian:13\nRUN echo \\\n  "$x"\n'


def test_explain(run: Run) -> None:
    ran = run("explain", "sc2086")
    assert ran.code == 0
    assert ran.out.startswith("# SC2086\n")
    assert "<https://www.shellcheck.net/wiki/SC2086>" in ran.out
    assert run("explain", "SC20861").code == 2
