"""Comments that silence rules: which dialect reaches how far."""

import pytest

from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.rules.engine import check, rule_set
from dockwright.rules.registry import rules_by_name
from dockwright.syntax.parser import parse

RULES = rule_set(
    rules_by_name()[name]
    for name in (
        "cd-in-run",
        "maintainer",
        "stage-name-case",
        "instruction-case",
        "invalid-port",
        "unknown-flag",
        "unused-suppression",
    )
)


def found(text: str) -> list[str]:
    report = check(facts_of(parse(text)), UNKNOWN_PROJECT, RULES)
    assert report.crashes == ()
    return [diagnostic.rule.name for diagnostic in report.diagnostics]


@pytest.mark.parametrize(
    "comment",
    [
        "# dockwright ignore=maintainer",
        "# Dockwright ignore=maintainerdeprecated",
        "  # hadolint ignore=DL4000",
        "# hadolint shell=bash ignore=DL3006 , DL4000",
        "# dockwright ignore=all",
        "# check=skip=MaintainerDeprecated",
        "# dockwright ignore=maintainer\n\n# a note",
    ],
)
def test_a_comment_above_silences_the_next_instruction_only(comment: str) -> None:
    text = f"FROM scratch\n{comment}\nMAINTAINER one\nMAINTAINER two\n"
    assert found(text) == ["maintainer"]


@pytest.mark.parametrize(
    "comment",
    ["# dockwright ignore=maintainer\n#", "  # check=skip=MaintainerDeprecated", "# check=skip=maintainerdeprecated"],
)
def test_what_does_not_silence(comment: str) -> None:
    assert "maintainer" in found(f"FROM scratch\n{comment}\nMAINTAINER one\n")


def test_a_global_comment_silences_everywhere() -> None:
    assert found("FROM scratch AS a\nMAINTAINER one\n# dockwright global ignore=maintainer\nUSER me\n") == []


@pytest.mark.parametrize("dialect", ["dockwright", "hadolint"])
def test_a_stage_comment_silences_to_the_end_of_the_stage(dialect: str) -> None:
    comment = f"# {dialect} stage ignore=DL4000"
    one = "MAINTAINER one\nMAINTAINER two\n"
    assert found(f"{comment}\nFROM scratch AS a\n{one}FROM scratch\n{one}") == ["maintainer"] * 2
    assert found(f"FROM scratch AS a\n{comment}\n{one}FROM scratch\n{one}") == ["maintainer"] * 2
    assert found(f"FROM scratch\nMAINTAINER one\n{comment}\nMAINTAINER two\nMAINTAINER three\n") == ["maintainer"]


@pytest.mark.parametrize(("shell", "names"), [("powershell", ["maintainer"]), ("bash", ["cd-in-run", "maintainer"])])
def test_a_shell_comment_says_which_commands_can_be_read(shell: str, names: list[str]) -> None:
    text = f"FROM example.com/base:1\n# hadolint shell={shell}\nRUN cd /app && dir\nMAINTAINER me\n"
    assert found(text) == names


def test_check_all_is_about_buildkits_checks() -> None:
    text = "# check=skip=all\nFROM scratch AS One\nMAINTAINER one\nEXPOSE web\n"
    assert found(text) == ["invalid-port"]


def test_checks_of_the_whole_file_heed_our_comment_above_but_not_buildkits() -> None:
    text = "FROM scratch\n# {}\nrun x\nUSER me\n"
    assert found(text.format("dockwright ignore=instruction-case")) == []
    assert found(text.format("check=skip=ConsistentInstructionCasing")) == ["unused-suppression", "instruction-case"]


def test_a_suppression_that_silences_something_is_used() -> None:
    text = "FROM scratch\n# dockwright ignore=maintainer,unknown-flag\nMAINTAINER one\n"
    assert found(text) == ["unused-suppression"]


def test_syntax_is_not_judged_in_a_template() -> None:
    text = "{}FROM scratch\nEXPOSE web\nMAINTAINER me\n"
    assert found(text.format("")) == ["invalid-port", "maintainer"]
    assert found(text.format("{{ if .debug }}\n")) == ["maintainer"]
    assert found(text.format("{% set x = 1 %}\n")) == ["maintainer"]
    assert found(text.format("FROM alpine:{{ version }}\n")) == ["maintainer"]


def test_braces_in_shell_text_make_no_template() -> None:
    assert found("FROM scratch\nRUN docker ps --format '{{.ID}}'\nEXPOSE web\n") == ["invalid-port"]


def test_another_frontend_has_a_syntax_of_its_own() -> None:
    text = "# syntax={}\nFROM scratch\nCOPY --magic a /a\n"
    assert found(text.format("example/frontend:1")) == []
    assert found(text.format("docker/dockerfile:1")) == ["unknown-flag"]
    assert found(text.format("registry.example.com/docker/dockerfile-upstream:master")) == ["unknown-flag"]
