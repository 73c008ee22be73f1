"""Configuration files on the command line, and `dockwright config` and `rules`."""

import json
from pathlib import Path

from tests.cli.conftest import Run

MAINTAINER = "FROM debian:13\nMAINTAINER x\n"


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_severities_and_failing(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "Dockerfile", MAINTAINER)
    put(tmp_path / ".dockwright.toml", '[severity]\nmaintainer = "info"\n')
    ran = run("check")
    assert ran.code == 0
    assert ran.out.startswith("Dockerfile:2:1: info: ")
    assert run("check", "--fail-on", "info").code == 1
    put(tmp_path / ".dockwright.toml", 'fail-on = "info"\nseverity = { maintainer = "info" }\n')
    assert run("check").code == 1
    assert run("check", "--no-config").out.startswith("Dockerfile:2:1: warning: ")


def test_each_file_has_the_nearest_configuration(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "a" / "Dockerfile", MAINTAINER)
    put(tmp_path / "a" / ".dockwright.toml", 'ignore = ["DL4000"]\n')
    put(tmp_path / "b" / "Dockerfile", MAINTAINER)
    put(tmp_path / "b" / ".hadolint.yaml", "override:\n  error: [DL4000]\n")
    put(tmp_path / "c" / "Dockerfile", MAINTAINER)
    ran = run("check", "--format", "json")
    assert [(row["path"], row["severity"]) for row in json.loads(ran.out)] == [
        ("b/Dockerfile", "error"),
        ("c/Dockerfile", "warning"),
    ]
    assert run("check", "--config", "a/.dockwright.toml").code == 0


def test_some_files_are_exempt(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "old" / "Dockerfile", MAINTAINER)
    put(tmp_path / "Dockerfile", MAINTAINER)
    put(tmp_path / ".dockwright.toml", '[per-file-ignores]\n"old/" = ["maintainer"]\n')
    assert [row["path"] for row in json.loads(run("check", "--format", "json").out)] == ["Dockerfile"]


def test_rules_that_are_off_are_selected(run: Run) -> None:
    text = b"FROM debian:13\nRUN a\nRUN b\n"
    assert run("check", "-", stdin=text).code == 0
    assert "[consecutive-run]" in run("check", "--select", "DL3059", "-", stdin=text).out


def test_a_stage_that_ships_is_not_unreachable(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "Dockerfile", "FROM debian:13 AS debug\nRUN a\nFROM debian:13\n")
    assert "[unreachable-stage]" in run("check").out
    put(tmp_path / ".dockwright.toml", 'targets = ["debug"]\n')
    assert run("check").out == "1 file checked, nothing found\n"


def test_problems_are_told_with_their_place_and_the_rest_holds(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "Dockerfile", MAINTAINER)
    put(tmp_path / ".dockwright.toml", 'ignore = [\n  "maintaner",\n  "style",\n]\n')
    ran = run("check")
    assert ran.code == 2
    place = f"{tmp_path}/.dockwright.toml:2:4"
    assert ran.err == f"dockwright: {place}: no rule is called maintaner, did you mean maintainer?\n"
    assert ran.out == "1 file checked, nothing found\n"


def test_no_such_configuration(run: Run) -> None:
    assert run("check", "--config", "x.toml") == (2, "", "dockwright: x.toml: no configuration there\n")


def test_several_processes_say_the_same(run: Run, tmp_path: Path) -> None:
    for number in range(40):
        put(tmp_path / f"{number:02}" / "Dockerfile", MAINTAINER)
    put(tmp_path / "07" / ".dockwright.toml", '[severity]\nmaintainer = "error"\n')
    one = run("check", "--format", "json")
    assert one.code == 1
    assert run("check", "--format", "json", "--jobs", "2") == one


def test_the_report_in_a_file(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "Dockerfile", MAINTAINER)
    assert run("check", "--format", "sarif", "--output", "out.sarif") == (1, "", "")
    assert json.loads((tmp_path / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_what_holds_here(run: Run, tmp_path: Path) -> None:
    assert run("config") == (0, "# no configuration file: the defaults hold\n", "")
    put(tmp_path / ".dockwright.toml", 'ignore=["DL3006"]\n[labels]\nstrict=true\n')
    ran = run("config")
    assert ran == (0, f'# {tmp_path}/.dockwright.toml\nignore = ["DL3006"]\n\n[labels]\nstrict = true\n', "")


def test_moving_from_hadolint(run: Run, tmp_path: Path) -> None:
    put(tmp_path / ".hadolint.yaml", "ignored: [DL3008, SC2086, DL9999]\nfailure-threshold: error\n")
    ran = run("config", "--migrate-hadolint")
    assert ran.out == 'ignore = ["DL3008", "SC2086", "DL9999"]\nfail-on = "error"\n'
    assert "no rule is called DL9999" in ran.err
    missing = run("config", "--migrate-hadolint", "none.yaml")
    assert missing == (2, "", "dockwright: none.yaml: No such file or directory\n")


def test_the_list_of_rules(run: Run) -> None:
    assert "  maintainer " in run("rules").out
    rows = {row["name"]: row for row in json.loads(run("rules", "--format", "json").out)}
    assert rows["maintainer"]["severity"] == "warning"
    assert "DL4000" in rows["maintainer"]["aliases"]
    assert rows["consecutive-run"]["default"] is False
