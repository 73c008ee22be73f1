"""`pnpm-lock.yaml`, read by lines: pnpm alone writes it, always in block style with two blanks a level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_VERSION = re.compile(r"^lockfileVersion:[ \t]*['\"]?(\d+)(?:\.(\d+))?", re.MULTILINE)
_PACKAGES = re.compile(r"^packages:[ \t]*\r?\n((?:[ \t]+[^\n]*(?:\n|\Z)|\r?\n)*)", re.MULTILINE)
_PACKAGE = re.compile(r"^ {2}['\"]?/?((?:@[^@/\s'\"]+/)?[^@/\s'\"(]+)[@/]([^'\"(:\s]+)[^\n]*:[ \t]*\r?$", re.MULTILINE)
_FLAG = re.compile(r"^ {4}(dev|optional|requiresBuild): true\b", re.MULTILINE)
_LIBC = re.compile(r"^ {4}libc: \[([^\]]*)\]", re.MULTILINE)

# From this version on the file no longer says which packages are built when installed.
_WITHOUT_BUILDS = 9


class PnpmPackage(NamedTuple):
    """One package of the lockfile; `dev` is known up to version 6 only."""

    name: str
    version: str
    dev: bool
    optional: bool
    requires_build: bool
    libc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PnpmLock:
    """The lockfile's version (major, minor) and packages."""

    version: tuple[int, int]
    packages: tuple[PnpmPackage, ...]

    @property
    def records_scripts(self) -> bool:
        """Whether the file says which packages run scripts when installed."""
        return self.version[0] < _WITHOUT_BUILDS

    @property
    def install_scripts(self) -> tuple[PnpmPackage, ...]:
        """Production packages that run a script when they are installed."""
        return tuple(package for package in self.packages if package.requires_build and not package.dev)


@lru_cache(maxsize=8)
def parse_pnpm_lock(text: str) -> PnpmLock | None:
    """Read a `pnpm-lock.yaml`, None if it does not tell its version."""
    version = _VERSION.search(text)
    if version is None:
        return None
    block = _PACKAGES.search(text)
    return PnpmLock((int(version[1]), int(version[2] or 0)), tuple(_packages(block[1])) if block else ())


def _packages(block: str) -> Iterator[PnpmPackage]:
    found = list(_PACKAGE.finditer(block))
    ends = [match.start() for match in found[1:]] + [len(block)]
    for match, end in zip(found, ends, strict=False):
        body = block[match.end() : end]
        flags = set(_FLAG.findall(body))
        libc = _LIBC.search(body)
        yield PnpmPackage(
            name=match[1],
            version=match[2].partition("_")[0],
            dev="dev" in flags,
            optional="optional" in flags,
            requires_build="requiresBuild" in flags,
            libc=tuple(name.strip() for name in libc[1].split(",")) if libc else (),
        )
