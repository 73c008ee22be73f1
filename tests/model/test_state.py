"""Shell, working directory and user in force at a place."""

import pytest

from dockwright.model.facts import facts_of
from dockwright.model.references import ImageReference
from dockwright.model.state import WINDOWS_SHELL, State, workdir_at
from dockwright.model.variables import Assumptions, BaseConfig
from dockwright.syntax.parser import parse
from tests.support.marks import cursor


def state(marked: str, base: BaseConfig | None = None) -> State:
    def images(_: ImageReference) -> BaseConfig | None:
        return base

    text, offset = cursor(marked)
    facts = facts_of(parse(text), Assumptions(images=images))
    stage = facts.stage_at(offset)
    assert stage is not None
    assert workdir_at(stage, offset) == stage.state_at(offset).workdir
    return stage.state_at(offset)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM x\n‸", None),
        ("FROM x\nWORKDIR /a/\nRUN ‸b\n", "/a"),
        ("FROM x\nWORKDIR ‸/a\n", None),
        ("FROM x\nWORKDIR a\nRUN ‸b\n", None),
        ("FROM x\nWORKDIR a\nWORKDIR /b\nWORKDIR c/../d//e/\nRUN ‸b\n", "/b/d/e"),
        ("FROM scratch\nRUN ‸b\n", "/"),
        ("FROM scratch\nWORKDIR a\nRUN ‸b\n", "/a"),
        ("FROM scratch\nWORKDIR ../..\nRUN ‸b\n", "/"),
        ("FROM scratch\nWORKDIR //a\nRUN ‸b\n", "/a"),
        ("FROM x AS p\nWORKDIR /a\nFROM p\nWORKDIR b\nRUN ‸b\n", "/a/b"),
        ("FROM x AS p\nWORKDIR /a\nFROM y\nRUN ‸b\n", None),
        ("FROM x\nENV D=/a\nWORKDIR $D/b\nRUN ‸b\n", "/a/b"),
        ("FROM x\nARG D\nWORKDIR /a/$D\nRUN ‸b\n", None),
        ("FROM x\nWORKDIR $HOME/a\nRUN ‸b\n", None),
        ("FROM x\nWORKDIR\nRUN ‸b\n", None),
        ("FROM x\nWORKDIR C:\\\\app\nRUN ‸b\n", None),
        ("FROM x AS p\nONBUILD WORKDIR /a\nRUN ‸b\nFROM p\n", None),
        ("FROM x AS p\nONBUILD WORKDIR /a\nFROM p\nRUN ‸b\n", "/a"),
    ],
)
def test_workdir(text: str, expected: str | None) -> None:
    assert state(text).workdir == expected


@pytest.mark.parametrize(
    ("text", "user", "is_root"),
    [
        ("FROM x\nRUN ‸b\n", None, None),
        ("FROM scratch\nRUN ‸b\n", "", True),
        ("FROM x\nUSER app\nRUN ‸b\n", "app", False),
        ("FROM x\nUSER root:root\nRUN ‸b\n", "root:root", True),
        ("FROM x\nUSER 0\nRUN ‸b\n", "0", True),
        ("FROM x\nARG U=app\nUSER $U\nRUN ‸b\n", "app", False),
        ("FROM x\nARG U\nUSER $U\nRUN ‸b\n", None, None),
        ("FROM x\nUSER\nRUN ‸b\n", None, None),
        ("FROM x AS p\nUSER app\nFROM p\nRUN ‸b\n", "app", False),
    ],
)
def test_user(text: str, user: str | None, is_root: bool | None) -> None:  # noqa: FBT001 - a parameter of the table
    found = state(text)
    assert (found.user, found.is_root) == (user, is_root)


@pytest.mark.parametrize(
    ("text", "shell", "is_posix"),
    [
        ("FROM x\nRUN ‸b\n", ("/bin/sh", "-c"), True),
        ('FROM x\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN ‸b\n', ("/bin/bash", "-o", "pipefail", "-c"), True),
        ('FROM x\nSHELL ["pwsh", "-c"]\nRUN ‸b\n', ("pwsh", "-c"), False),
        ('FROM x AS p\nSHELL ["zsh", "-c"]\nFROM p\nRUN ‸b\n', ("zsh", "-c"), True),
        ("FROM x\nSHELL zsh -c\nRUN ‸b\n", ("/bin/sh", "-c"), True),
        ("FROM x\nSHELL []\nRUN ‸b\n", ("/bin/sh", "-c"), True),
        ("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN ‸b\n", WINDOWS_SHELL, False),
        ("FROM mcr.microsoft.com/windows:20H2\nRUN ‸b\n", WINDOWS_SHELL, False),
        ("FROM golang:1.23-nanoserver-ltsc2022\nRUN ‸b\n", WINDOWS_SHELL, False),
        ("FROM --platform=windows/amd64 golang\nRUN ‸b\n", WINDOWS_SHELL, False),
        ("FROM mcr.microsoft.com/dotnet/sdk:8.0\nRUN ‸b\n", ("/bin/sh", "-c"), True),
    ],
)
def test_shell(text: str, shell: tuple[str, ...], is_posix: bool) -> None:  # noqa: FBT001 - a parameter of the table
    found = state(text)
    assert (found.shell, found.is_posix) == (shell, is_posix)


def test_a_known_base_image_brings_its_own() -> None:
    base = BaseConfig({"HOME": "/root"}, workdir="/srv", user="node", shell=("/bin/bash", "-c"))  # noqa: S604 - a field
    found = state("FROM x\nWORKDIR $HOME/a\nWORKDIR b\nRUN ‸b\n", base)
    assert (found.workdir, found.user, found.shell) == ("/root/a/b", "node", ("/bin/bash", "-c"))
    assert state("FROM x\nWORKDIR app\nRUN ‸b\n", base).workdir == "/srv/app"


def test_who_set_it() -> None:
    found = state("FROM x\nWORKDIR /a\nUSER app\nRUN ‸b\nWORKDIR /c\n")
    assert found.workdir_by is not None
    assert found.user_by is not None
    assert (found.workdir_by.node.rest.raw, found.user_by.node.rest.raw, found.shell_by) == ("/a", "app", None)
