"""Python packages that need a library of the system which the full images of Python have and the slim ones have not."""

import re
from collections.abc import Iterator

from dockwright.analysis.images import system
from dockwright.knowledge.libraries import runtime_libraries
from dockwright.knowledge.systems import OperatingSystem
from dockwright.model.references import ImageReference
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project

# The headers in the full image that a package is compiled against, or whose library it loads when it runs.
_HEADERS = {
    "cairocffi": "libcairo2-dev",
    "cairosvg": "libcairo2-dev",
    "mysqlclient": "default-libmysqlclient-dev",
    "psycopg": "libpq-dev",
    "psycopg2": "libpq-dev",
    "pycairo": "libcairo2-dev",
    "pycurl": "libcurl4-openssl-dev",
    "python-magic": "libmagic-dev",
    "weasyprint": "libpango1.0-dev",
}
_DEPENDENCY = re.compile(r"""^\s*["']?([A-Za-z][\w.-]*)(\[[^\]]*\])?""")


def libraries_of(files: tuple[ProjectPath, ...], project: Project, reference: ImageReference) -> tuple[str, ...]:
    """The packages of the distribution that the dependencies named in `files` need where they run."""
    known = system(reference) or OperatingSystem("debian", "", "", certain=False)
    found: dict[str, None] = {}
    for name in _names(files, project):
        if name == "gitpython":
            found["git"] = None
        found.update(dict.fromkeys(runtime_libraries(_HEADERS.get(name, ""), known) or ()))
    return tuple(found)


def _names(files: tuple[ProjectPath, ...], project: Project) -> Iterator[str]:
    """The names at the beginning of lines: enough for requirements files and the dependencies of poetry and uv."""
    for path in files:
        for line in (project.read(path) or "").split("\n"):
            match = _DEPENDENCY.match(line)
            if match is not None and "binary" not in (match[2] or ""):
                yield match[1].lower().replace("_", "-")
