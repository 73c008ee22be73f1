"""Buildah as the tests use it: builds without a daemon, in a store of their own above one that is only read."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

from tests.editors.install import debian

_BUILD_SECONDS = 900
_STEP = re.compile(r"^(?:\[\d+/\d+\] )?STEP \d+/\d+: (.+)$")
_REUSED = "--> Using cache "
_BASE = "org.opencontainers.image.base.name"
_SETTINGS = ("--isolation", "chroot", "--network", "host")


class Step(NamedTuple):
    """An instruction that a build came to."""

    text: str
    reused: bool


class Build(NamedTuple):
    """A build that succeeded. `steps` are without the FROMs, which cost nothing."""

    steps: tuple[Step, ...]
    exit_code: int


class Image(NamedTuple):
    """What a local image says of itself; sizes are bytes of its layers, not compressed."""

    size: int
    base_size: int
    arguments: tuple[str, ...]
    user: str


class BuildError(Exception):
    """A build that failed, with the end of what it said."""


class _Layer(TypedDict):
    size: int


class _Manifest(TypedDict):
    layers: list[_Layer]
    annotations: dict[str, str]


class Store(NamedTuple):
    """A place of images: `root` is written to, the images of `below` are used as well."""

    root: Path
    run: Path
    below: Path | None = None

    def command(self, *arguments: str | Path) -> list[str]:
        """The command line that makes Buildah work here."""
        below = ("--storage-opt", f"overlay.imagestore={self.below}") if self.below else ()
        place = ("--root", self.root, "--runroot", self.run, "--storage-driver", "overlay", *below)
        return [str(part) for part in ("buildah", *place, *arguments)]

    def build(self, context: Path, tag: str, *options: str | Path, file: Path | None = None) -> Build:
        """Build an image of a folder; raises `BuildError`."""
        source = ("--file", file) if file else ()
        command = self.command("bud", *_SETTINGS, "--pull-never", *source, "--tag", tag, *options, context)
        done = _succeeded(_done(command))
        return Build(tuple(_steps(done.stdout)), done.returncode)

    def has(self, tag: str) -> bool:
        """Whether there is an image of that name."""
        return _done(self.command("inspect", "--type", "image", tag)).returncode == 0

    def image(self, tag: str) -> Image:
        """The facts of an image that is here."""
        said = subprocess.run(
            self.command("inspect", "--type", "image", tag), stdout=subprocess.PIPE, check=True
        ).stdout
        about = cast("dict[str, object]", json.loads(said))
        config = cast("dict[str, dict[str, object]]", about["OCIv1"])["config"]
        words = [*_words(config.get("Entrypoint")), *_words(config.get("Cmd"))]
        manifest = cast("_Manifest", json.loads(cast("str", about["Manifest"])))
        base = manifest.get("annotations", {}).get(_BASE, "")
        below = self.image(base).size if base else 0
        size = sum(layer["size"] for layer in manifest["layers"])
        return Image(size, below, tuple(words), str(config.get("User") or "root"))

    @contextmanager
    def container(self, tag: str) -> Generator[str]:
        """The name of a container made from an image."""
        name = _succeeded(_done(self.command("from", "--pull-never", tag))).stdout.split()[-1]
        try:
            yield name
        finally:
            _succeeded(_done(self.command("rm", name)))


@contextmanager
def store(root: Path | None = None, below: Path | None = None) -> Generator[Store]:
    """A store to work with: the one at `root`, which is kept, or one of its own that is gone afterwards."""
    debian("buildah", "runc")
    with tempfile.TemporaryDirectory(prefix="dockwright-proof-") as name:
        folder = Path(name)
        root = root or folder / "store"
        try:
            yield Store(root, folder / "run", below)
        finally:
            # Buildah leaves the driver's folder mounted on itself, and a failed build its container.
            _done(["umount", "--recursive", str(root / "overlay")])


def remove(root: Path) -> None:
    """Delete a store that nothing uses."""
    _done(["umount", "--recursive", str(root / "overlay")])
    shutil.rmtree(root)


def _steps(text: str) -> Generator[Step]:
    pending: str | None = None
    for line in text.split("\n"):
        if line.startswith(_REUSED) and pending is not None:
            yield Step(pending, reused=True)
            pending = None
        elif step := _STEP.match(line):
            if pending is not None:
                yield Step(pending, reused=False)
            pending = None if step[1].upper().startswith("FROM ") else step[1]
    if pending is not None:
        yield Step(pending, reused=False)


def _done(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """A finished process with all that it said, on either stream, in order."""
    return subprocess.run(
        command,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        timeout=_BUILD_SECONDS,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _succeeded(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    if done.returncode != 0:
        message = f"exit code {done.returncode}: {done.stdout[-4000:]}"
        raise BuildError(message)
    return done


def _words(value: object) -> list[str]:
    return [str(word) for word in cast("list[object]", value or [])]
