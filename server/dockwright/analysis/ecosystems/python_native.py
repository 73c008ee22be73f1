"""Python packages that need a library of the system which the full images of Python have and the slim ones have not."""

import re
from collections.abc import Iterable, Iterator

from dockwright.analysis.ecosystems.model import Missing
from dockwright.analysis.images import system
from dockwright.knowledge.libraries import is_headers, runtime_libraries
from dockwright.knowledge.systems import OperatingSystem
from dockwright.model.packages.model import PackageCommand
from dockwright.model.references import ImageReference
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project

_NEEDS: dict[str, tuple[str, ...]] = {
    "cairocffi": ("libcairo2-dev",),
    "cairosvg": ("libcairo2-dev",),
    "gitpython": ("git",),
    "gssapi": ("libkrb5-dev",),
    "lightgbm": ("libgomp1",),
    "mysqlclient": ("default-libmysqlclient-dev",),
    "opencv-contrib-python": ("libglib2.0-dev", "libsm-dev", "libxext-dev"),
    "opencv-python": ("libglib2.0-dev", "libsm-dev", "libxext-dev"),
    "psycopg": ("libpq-dev",),
    "psycopg2": ("libpq-dev",),
    "pycairo": ("libcairo2-dev",),
    "pycurl": ("libcurl4-openssl-dev",),
    "python-magic": ("libmagic-dev",),
    "rlpycairo": ("libcairo2-dev",),
    "uwsgi": ("libxml2-dev",),
    "wand": ("libmagickwand-dev",),
    "weasyprint": ("libpango1.0-dev",),
    "xhtml2pdf": ("libcairo2-dev",),
}
"""What a package loads or calls when it runs, of what the full image has: by the headers, or the package itself."""
_UNKNOWN = frozenset({"dlib", "face-recognition", "face-recognition-models"})
"""Packages compiled against whatever the full image has."""
_WITH_COMPILER = frozenset({"lightgbm"})
"""Those whose library comes with a compiler, so that it goes with the compiler."""
_DEPENDENCY = re.compile(r"""^\s*["']?([A-Za-z][\w.-]*)(\[[^\]]*\])?""")
_FROM_GIT = re.compile(r"git\+|\bgit\s*=\s*[\"']")


def libraries_of(
    names: tuple[str, ...], reference: ImageReference, *, compiler_only: bool = False
) -> tuple[str, ...] | Missing:
    """The packages of the distribution that the Python packages `names` need where they run.

    With `compiler_only` the base image stays, and only the compiler goes.
    """
    known = system(reference) or OperatingSystem("debian", "", "", certain=False)
    found: dict[str, None] = {}
    for name in names:
        if name in _UNKNOWN and not compiler_only:
            return Missing(f"which libraries of {reference.text} {name} is compiled against is not known")
        if compiler_only and name not in _WITH_COMPILER:
            continue
        for package in _NEEDS.get(name, ()):
            libraries = runtime_libraries(package, known) if is_headers(package) else (package,)
            if libraries is None:
                return Missing(f"which library {name} needs in {reference.text} is not known")
            found.update(dict.fromkeys(libraries))
    return tuple(found)


def named_packages(
    files: tuple[ProjectPath, ...], commands: tuple[PackageCommand, ...], project: Project
) -> tuple[str, ...]:
    """The Python packages that `files` and `commands` name, without those that bring their libraries."""
    written = (package.word.value for command in commands for package in command.packages)
    return tuple(dict.fromkeys((*_names(files, project), *_names_in(written))))


def come_from_git(files: tuple[ProjectPath, ...], commands: tuple[PackageCommand, ...], project: Project) -> bool:
    """Whether a package is installed from a git repository."""
    texts = (project.read(path) or "" for path in files)
    written = (package.word.value for command in commands for package in command.packages)
    return any(_FROM_GIT.search(text) is not None for text in (*texts, *written))


def _names(files: tuple[ProjectPath, ...], project: Project) -> Iterator[str]:
    """The names at the beginning of lines: enough for requirements files and the dependencies of poetry and uv."""
    for path in files:
        yield from _names_in((project.read(path) or "").split("\n"))


def _names_in(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        match = _DEPENDENCY.match(line)
        if match is not None and "binary" not in (match[2] or ""):
            yield match[1].lower().replace("_", "-")
