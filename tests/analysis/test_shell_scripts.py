"""Which shell text is checked, as what, and the way back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.analysis.shell_scripts import scripts_of
from dockwright.model.facts import facts_of
from dockwright.syntax.parser import parse


def sent(text: str) -> list[tuple[str, str]]:
    """The scripts: dialect and text."""
    return [
        (script.text.dialect.value, script.text.text) for _, script in scripts_of(facts_of(parse(text), KNOWN_IMAGES))
    ]


def back(text: str) -> list[str]:
    """Each piece of the first script as it stands in the source, with the offset in the script."""
    placed, script = next(scripts_of(facts_of(parse(text), KNOWN_IMAGES)))
    found = [(begins, placed.place(span)) for begins, span in script.pieces]
    for begins, span in found:
        assert script.text.text[begins : begins + span.end - span.start] == span.of(text)
    return [span.of(text) for _, span in found]


@pytest.mark.parametrize(
    ("head", "dialect"),
    [
        ("FROM debian:12", "dash"),
        ("FROM ubuntu:24.04", "dash"),
        ("FROM node:22", "dash"),
        ("FROM node:22-alpine", "busybox"),
        ("FROM busybox", "busybox"),
        ("FROM fedora:42", "bash"),
        ("FROM registry.example.com/team/image", "sh"),
        ('FROM debian:12\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]', "bash"),
        ('FROM alpine:3.22\nSHELL ["/bin/ash", "-c"]', "busybox"),
        ('FROM x\nSHELL ["conda", "run", "-n", "env", "/bin/bash", "-c"]', "bash"),
        ('FROM x\nSHELL ["mksh", "-c"]', "ksh"),
        ("# hadolint shell=bash\nFROM debian:12", "bash"),
        ("FROM debian:12\n# hadolint shell=/bin/bash", "bash"),
        ('FROM debian:12\n# hadolint shell=ksh\nSHELL ["/bin/bash", "-c"]', "bash"),
        ("# hadolint shell=bash\nFROM x\nFROM alpine:3.22\n# hadolint shell=dash", "dash"),
        ('FROM debian:12 AS base\nSHELL ["/bin/bash", "-c"]\nFROM base', "bash"),
    ],
)
def test_shell_in_force(head: str, dialect: str) -> None:
    assert sent(f"{head}\nRUN a\n") == [(dialect, "#!/bin/sh\na")]


@pytest.mark.parametrize(
    "text",
    [
        "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN echo %A%\n",
        'FROM x\nSHELL ["pwsh", "-Command"]\nRUN Write-Host $x\n',
        'FROM x\nSHELL ["/bin/zsh", "-c"]\nRUN a\n',
        "FROM x\n# hadolint shell=powershell\nRUN a\n",
        'FROM x\nRUN ["echo", "$x"]\n',
        "FROM x\nRUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF\n",
        "FROM x\nRUN <<EOF\nnever ends\n",
        "FROM x\nHEALTHCHECK NONE\n",
        "RUN before any stage\n",
    ],
)
def test_what_is_no_text_for_a_posix_shell(text: str) -> None:
    assert sent(text) == []


def test_every_instruction_with_a_shell_form() -> None:
    text = "FROM x\nRUN a\nCMD b\nENTRYPOINT c\nHEALTHCHECK --retries=2 CMD d\nONBUILD RUN --network=none e\n"
    assert [text for _, text in sent(text)] == [f"#!/bin/sh\n{command}" for command in "abcde"]


def test_shell_that_stops_at_failures() -> None:
    assert sent('FROM x\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN a\n') == [("bash", "#!/bin/sh -e\na")]
    assert sent('FROM x\nSHELL ["bash", "-o", "errexit", "-c"]\nRUN a\n') == [("bash", "#!/bin/sh -e\na")]


def test_declared_variables_are_exported() -> None:
    text = "FROM x\nARG a\nENV B=1 C=2\nRUN echo $a ${B} $c $http_proxy $((C))\nCMD echo $a $B\nENV D=1\n"
    assert sent(text) == [
        ("sh", "#!/bin/sh\nexport B=1 C=1 a=1 http_proxy=1\necho $a ${B} $c $http_proxy $((C))"),
        ("sh", "#!/bin/sh\nexport B=1\necho $a $B"),
    ]


def test_variables_of_the_base_image() -> None:
    assert sent("FROM node:22\nRUN echo $NODE_VERSION $PATH\n") == [
        ("dash", "#!/bin/sh\nexport NODE_VERSION=1\necho $NODE_VERSION $PATH")
    ]


def test_continuations_are_joined_as_the_builder_does() -> None:
    text = "FROM x\nRUN a \\\n# no\n\n  😋b\\\r\nc\n"
    assert sent(text) == [("sh", "#!/bin/sh\na   😋bc")]
    assert back(text) == ["a ", "  😋b", "c"]


def test_here_document_is_the_script() -> None:
    text = "FROM x\nARG v\nRUN <<-EOF\n\t# shellcheck disable=SC2086\r\n\n\t\techo $v\r\n\tEOF\n"
    assert sent(text) == [("sh", "#!/bin/sh\n# shellcheck disable=SC2086\n\nexport v=1\necho $v\n")]
    assert "".join(back(text)) == "# shellcheck disable=SC2086\n\necho $v\n"


def test_here_document_with_its_own_shell() -> None:
    text = "FROM debian:12\nRUN <<EOF\n#!/bin/bash -e\nx\nEOF\n"
    assert sent(text) == [("bash", "#!/bin/bash -e\nx\n")]
    text = "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN <<EOF\n#!/bin/sh\nx\nEOF\n"
    assert sent(text) == [("sh", "#!/bin/sh\nx\n")]


def test_here_document_of_a_command() -> None:
    text = "FROM x\nRUN cat <<A \\\n  > /a\n$x\nA\n"
    assert sent(text) == [("sh", "#!/bin/sh\ncat <<A   > /a\n$x\nA\n")]
    assert back(text) == ["cat <<A ", "  > /a", "$x\n", "A"]


LINES = st.sampled_from(
    [
        "FROM debian:12", "ARG v=1", "RUN echo $v \\", "  && 😋 \\", "# comment", "", "  $w", "RUN <<-EOF", "\tEOF",
        "EOF", "\techo $v", "RUN cat <<A <<B", "A", "B", "#!/bin/bash -e", "ONBUILD RUN <<EOF", "CMD b",
        "HEALTHCHECK CMD a \\", 'SHELL ["/bin/bash", "-c"]', "# hadolint shell=dash",
        "RUN \\", "\\", "RUN  ", "\ufeff", "\x0c", "a\rb",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n"]), st.tuples(st.integers(0, 90), st.integers(0, 90)))
def test_every_piece_is_in_the_source(lines: list[str], end: str, extent: tuple[int, int]) -> None:
    text = end.join(["FROM x", *lines])
    for placed, script in scripts_of(facts_of(parse(text), KNOWN_IMAGES)):
        for begins, span in script.pieces:
            sent_part = script.text.text[begins : begins + span.end - span.start]
            assert sent_part == span.of(placed.node.text)
        span = script.source(min(extent), max(extent))
        assert span is None or 0 <= span.start <= span.end <= len(placed.node.text)
