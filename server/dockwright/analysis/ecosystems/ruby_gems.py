"""The libraries and programs of the distribution that gems need at run time."""

import re
from functools import lru_cache

from dockwright.analysis.ecosystems.model import Missing
from dockwright.knowledge.libraries import runtime_libraries
from dockwright.knowledge.systems import OperatingSystem
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project

_GEM = re.compile(r"^ {4}([\w.-]+) \(([^)]+)\)", re.MULTILINE)
_HEADERS = {
    "charlock_holmes": "libicu-dev",
    "curb": "libcurl4-openssl-dev",
    "hiredis": "libhiredis-dev",
    "mysql2": "libmariadb-dev",
    "pg": "libpq-dev",
    "rbnacl": "libsodium-dev",
    "rmagick": "libmagickwand-dev",
    "ruby-vips": "libvips-dev",
    "snappy": "libsnappy-dev",
    "sqlite3": "libsqlite3-dev",
    "tiny_tds": "freetds-dev",
    "typhoeus": "libcurl4-openssl-dev",
}
"""The headers that a gem is compiled against, of Debian."""
_PROGRAMS = {"mini_magick": "imagemagick", "streamio-ffmpeg": "ffmpeg"}
_SOME_DEBIAN = OperatingSystem("debian", "", "", certain=False)
"""What an image of Ruby is built on whose tag names no system: of it those names are known that never changed."""
_PLATFORM = re.compile(r"-(?:x86_64|aarch64|arm64)-linux")


@lru_cache(maxsize=16)
def _gems(text: str) -> dict[str, str]:
    return {found[1]: found[2] for found in _GEM.finditer(text)}


def locked_gems(project: Project, folder: ProjectPath) -> dict[str, str]:
    """The gems of the lockfile, with their versions; not to be changed."""
    return _gems(project.read(join(folder, "Gemfile.lock")) or "")


def libraries(gems: dict[str, str], system: OperatingSystem | None) -> tuple[str, ...] | Missing:
    """The packages that the gems need and a slim image has not."""
    found: dict[str, None] = {}
    for gem, version in gems.items():
        if gem in _PROGRAMS:
            found[_PROGRAMS[gem]] = None
        if gem not in _HEADERS or _PLATFORM.search(version):
            continue
        packages = runtime_libraries(_HEADERS[gem], system or _SOME_DEBIAN)
        if packages is None:
            unknown = f"which system the image is built on is not known, nor the library for the gem {gem}"
            return Missing(f"{unknown}: name the system in the tag, as in ruby:3.3-bookworm")
        found.update(dict.fromkeys(packages))
    return tuple(found)
