"""What this machine's package clients are told, handed to a build from outside: no image and no file here holds it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_INSIDE = "/usr/local/etc/certificates.pem"
_BUNDLES = (os.environ.get("SSL_CERT_FILE", ""), "/etc/ssl/certs/ca-certificates.crt")


def mounts(folder: Path) -> Iterator[str]:
    """Options of a build that let npm and pip in it reach what they reach outside; written to `folder`."""
    bundle = next((name for name in _BUNDLES if name and Path(name).is_file()), None)
    npm = {"registry": _npm("registry"), "cafile": _INSIDE if bundle else None}
    pip = {"index-url": _pip().get("index-url"), "cert": _INSIDE if bundle else None}
    settings = {"/usr/local/etc/npmrc": _lines(npm), "/etc/pip.conf": f"[global]\n{_lines(pip)}"}
    if bundle:
        yield f"--volume={bundle}:{_INSIDE}:ro"
    for inside, text in settings.items():
        path = folder / Path(inside).name
        path.write_text(text, "utf-8")
        yield f"--volume={path}:{inside}:ro"


def _lines(settings: dict[str, str | None]) -> str:
    return "".join(f"{name}={value}\n" for name, value in settings.items() if value)


def _npm(name: str) -> str | None:
    """A setting of npm, None where there is no npm."""
    npm = shutil.which("npm")
    return _said(npm, "config", "get", name) if npm else None


def _pip() -> dict[str, str]:
    """The settings of pip, the environment's before those of files."""
    pairs = (line.partition("=") for line in _said(sys.executable, "-m", "pip", "config", "list").split("\n"))
    return {name.rpartition(".")[2]: value.strip("'") for name, _, value in reversed([*pairs])}


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL).stdout.strip()
