"""Neovim and Emacs, each as its users run it but for the screen."""

import sys
from pathlib import Path

import pytest

from tests.editors import install
from tests.editors.install import run
from tests.editors.repairs import Task, check, new_task

HERE = Path(__file__).parent
SECONDS = 100

pytestmark = [pytest.mark.editors, pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return new_task(tmp_path)


def environment(task: Task, home: Path) -> dict[str, str]:
    """The editor's environment: a home of its own, and what to do."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    return {**folders, **task.env, "HOME": str(home), "DOCKWRIGHT_PYTHON": sys.executable}


def test_neovim(task: Task, tmp_path: Path) -> None:
    nvim = install.neovim()
    run(nvim, "--headless", "--clean", "-l", HERE / "neovim.lua", env=environment(task, tmp_path), timeout=SECONDS)
    check(task, encoding="utf-8")


def test_neovim_that_only_knows_utf_16(task: Task, tmp_path: Path) -> None:
    nvim = install.debian_neovim()
    script = f"+luafile {HERE / 'neovim_0_7.lua'}"
    run(nvim, "--headless", "--clean", script, env=environment(task, tmp_path), timeout=SECONDS)
    check(task, encoding="utf-16")


def test_emacs(task: Task, tmp_path: Path) -> None:
    env = environment(task, tmp_path)
    run(install.emacs(), "--batch", "-l", HERE / "eglot.el", env=env, timeout=SECONDS)
    check(task)
