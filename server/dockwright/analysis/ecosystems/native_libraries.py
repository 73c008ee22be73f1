"""What a C or C++ program is linked to, by the words of the compiler and the Makefile."""

import re
from collections.abc import Iterator

from dockwright.knowledge.libraries import runtime_libraries
from dockwright.knowledge.systems import OperatingSystem
from dockwright.model.commands import calls_of
from dockwright.model.packages.builds import BuildStep
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Run

_LINKED = re.compile(r"(?<![\w-])-l([a-zA-Z][\w+.-]*)")
_STATIC = re.compile(r"(?<![\w-])-static(?![\w-])")
_CXX_SOURCE = (".cc", ".cpp", ".cxx", ".C", ".hpp")
_CXX_TOOLS = frozenset({"g++", "c++", "clang++"})
_HEADERS = {
    "cairo": "libcairo2-dev",
    "crypto": "libssl-dev",
    "curl": "libcurl4-openssl-dev",
    "event": "libevent-dev",
    "expat": "libexpat1-dev",
    "ffi": "libffi-dev",
    "gmp": "libgmp-dev",
    "hiredis": "libhiredis-dev",
    "jansson": "libjansson-dev",
    "jpeg": "libjpeg-dev",
    "ldap": "libldap2-dev",
    "lzma": "liblzma-dev",
    "mariadb": "libmariadb-dev",
    "microhttpd": "libmicrohttpd-dev",
    "ncurses": "libncurses-dev",
    "ncursesw": "libncurses-dev",
    "pcre2-8": "libpcre2-dev",
    "png": "libpng-dev",
    "pq": "libpq-dev",
    "readline": "libreadline-dev",
    "sodium": "libsodium-dev",
    "sqlite3": "libsqlite3-dev",
    "ssl": "libssl-dev",
    "uuid": "uuid-dev",
    "uv": "libuv1-dev",
    "xml2": "libxml2-dev",
    "yaml": "libyaml-dev",
    "z": "zlib1g-dev",
    "zmq": "libzmq3-dev",
}
"""Debian's headers of the library that `-lNAME` links."""


def _texts(stage: Stage, project: Project) -> Iterator[str]:
    yield from (run.node.text for run in stage.every(Run))
    if any(call.name in {"make", "gmake"} for run in stage.every(Run) for call in calls_of(run.node)):
        yield from _makefiles(project)


def _makefiles(project: Project) -> Iterator[str]:
    return (text for path in project.find("Makefile") if (text := project.read(path)) is not None)


def libraries(stage: Stage, project: Project, system: OperatingSystem) -> Iterator[str]:
    """The packages of the libraries that are linked by name."""
    for text in _texts(stage, project):
        for name in _LINKED.findall(text):
            yield from runtime_libraries(_HEADERS.get(name, ""), system) or ()


def is_static(steps: tuple[BuildStep, ...], project: Project) -> bool:
    """Whether the program is linked statically: the compiler or the Makefile of the root is told so."""
    words = (word.value for step in steps for word in step.call.words)
    if any(_STATIC.search(word) for word in words):
        return True
    makefile = next((project.read(path) for path in project.find("Makefile")), None)
    return any(step.tool == "make" for step in steps) and _STATIC.search(makefile or "") is not None


def uses_cxx(stage: Stage, project: Project) -> bool:
    """Whether something is compiled as C++."""
    if any(call.name in _CXX_TOOLS for run in stage.every(Run) for call in calls_of(run.node)):
        return True
    return any(path.endswith(_CXX_SOURCE) for path in project.entries)
