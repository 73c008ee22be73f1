"""Python packages that need a library of the system which the full images of Python have and the slim ones have not."""

import re
from functools import lru_cache

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
_OPTIONAL = frozenset({"gitpython"})
"""What others depend on and do without as a rule."""
_DEPENDENCY = re.compile(r"""^[ \t]*["']?([A-Za-z][\w.-]*)((?:\[[^\]\n]*\])?)""", re.MULTILINE)
_LOCKED = re.compile(r'\nname = "([^"\n]+)"')
_LOCKED_BY_PIPENV = re.compile(r'\n        "([\w.-]+)": \{')


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
    found: dict[str, None] = {}
    for path in files:
        text = project.read(path) or ""
        if path.endswith(".lock"):
            found.update(dict.fromkeys(name for name in _locked(text) if name not in _OPTIONAL))
        else:
            found.update(dict.fromkeys(_listed(text)))
    written = "\n".join(package.word.value for command in commands for package in command.packages)
    found.update(dict.fromkeys(_listed(written)))
    return tuple(name for name in found if f"{name}-binary" not in found)


def come_from_git(files: tuple[ProjectPath, ...], commands: tuple[PackageCommand, ...], project: Project) -> bool:
    """Whether a package is installed from a git repository."""
    written = (package.word.value for command in commands for package in command.packages)
    return any(_names_git(text) for text in (*(project.read(path) or "" for path in files), *written))


def _names_git(text: str) -> bool:
    return any(word in text for word in ("git+", 'git = "', 'git="'))


@lru_cache(maxsize=64)
def _listed(text: str) -> tuple[str, ...]:
    """The names at the beginning of lines: enough for requirements files and the dependencies of poetry and uv."""
    found = (match for match in _DEPENDENCY.finditer(text) if "binary" not in match[2])
    return tuple(dict.fromkeys(match[1].lower().replace("_", "-") for match in found))


@lru_cache(maxsize=16)
def _locked(text: str) -> tuple[str, ...]:
    """The names in a lockfile of poetry, uv or pipenv."""
    pattern = _LOCKED_BY_PIPENV if text.startswith("{") else _LOCKED
    return tuple(dict.fromkeys(match[1] for match in pattern.finditer(text)))
