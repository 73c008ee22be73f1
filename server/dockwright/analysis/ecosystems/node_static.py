"""Sites of plain files that a Node.js program serves: nginx does that in a fraction of the space."""

import posixpath
import re
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Artifact, Install, Missing, RuntimePlan, Start
from dockwright.analysis.ecosystems.node_scripts import program_of
from dockwright.analysis.starts import started
from dockwright.knowledge import images
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Healthcheck, User

_ROOT = "/usr/share/nginx/html"
_CONFIG = "/etc/nginx/conf.d/default.conf"
_OUTPUTS = frozenset({"build", "dist", "out", "public", "www", "_site", "storybook-static"})
_OUT_DIR = re.compile(r"""\boutDir\s*:\s*(['"`])(?P<folder>[\w./-]+)\1""")
_VITE_CONFIGS = ("vite.config.ts", "vite.config.js", "vite.config.mjs", "vite.config.mts")
_PORTS = frozenset({"-l", "--listen", "-p", "--port"})
_SINGLE = frozenset({"-s", "--single"})
_QUIET = frozenset({"--host", "--host=0.0.0.0", "-L", "--no-request-logging", "-n", "--no-clipboard", "-d", "--debug"})
_DEFAULTS = {"serve": "3000", "http-server": "8080", "vite": "4173"}
_VERSIONED = re.compile(r"\d+\.\d+-alpine")
_ALL = "0.0.0.0"  # noqa: S104 - how people write that every address is meant


class Served(NamedTuple):
    """The folder that is served, the port, and whether every unknown path gives index.html."""

    folder: str
    port: str
    is_single: bool


def static_plan(stage: Stage, install: Install, project: Project) -> RuntimePlan | Missing | None:
    """How to split a stage that builds a site and serves it by `serve`, `http-server` or `vite preview`; else None."""
    start = started(stage)
    words = program_of(start, install, project) if start is not None else ()
    if start is None or not words or words[0] not in {"serve", "http-server", "vite"}:
        return None
    if words[0] == "vite" and words[1:2] != ("preview",):
        return None
    served = _served(words, stage, install, project)
    image = nginx_image()
    if isinstance(served, Missing):
        return served
    if image is None:
        return Missing("no image of nginx is known")
    for kind, what in ((User, "the USER"), (Healthcheck, "the HEALTHCHECK")):
        if stage.last(kind) is not None:
            return Missing(f"{what} is for the image of Node.js and not for {image}")
    source = posixpath.join(workdir_at(stage, stage.end) or install.directory, served.folder)
    return RuntimePlan(
        image=image,
        artifacts=(Artifact(posixpath.normpath(source), _ROOT),),
        files=((_CONFIG, _config(served)),),
        start=Start(start.placed.at, ("nginx", "-g", "daemon off;")),
        has_shell=False,
        keeps_workdir=False,
        notes=(f"check that the site is nothing but the files in {served.folder}/: nginx has no proxy or headers set",),
    )


def nginx_image() -> str | None:
    """The small nginx of the recommended line."""
    best = next(iter(images.recommended("nginx", "alpine")), None)
    facts = images.tag_facts("nginx", best) if best is not None else None
    tag = next((alias for alias in facts.aliases if _VERSIONED.fullmatch(alias)), best) if facts is not None else None
    return f"nginx:{tag}" if tag is not None else None


def _served(words: tuple[str, ...], stage: Stage, install: Install, project: Project) -> Served | Missing:
    program = words[0]
    found = _read(list(words[2:] if program == "vite" else words[1:]), program)
    if isinstance(found, Missing):
        return found
    folder: str | Missing = found.folder
    if program == "vite":
        folder = _vite_folder(install, project)
    elif folder.partition("/")[0] not in _OUTPUTS:
        folder = Missing(f"{folder or 'the folder'}, which is served, is not known to be made by the build")
    if isinstance(folder, Missing):
        return folder
    variable = stage.scope.find("PORT") if program != "vite" else None
    port = found.port or (_DEFAULTS[program] if variable is None else variable.value or "")
    if not port.isdecimal():
        return Missing(f"the port that `{program}` listens on is not known")
    return Served(folder, port, found.is_single)


def _read(rest: list[str], program: str) -> Served | Missing:
    """What the options say; the folder and the port are `""` where they do not."""
    folder, port, single = "", "", program == "vite"
    while rest:
        word = rest.pop(0)
        name, _, value = word.partition("=")
        if name in _PORTS and (value or rest):
            port = (value or rest.pop(0)).removeprefix("tcp://").removeprefix(f"{_ALL}:")
        elif word in _SINGLE and program == "serve":
            single = True
        elif word in _QUIET:
            rest = rest[1:] if word == "--host" and rest[:1] == [_ALL] else rest
        elif not word.startswith("-") and not folder:
            folder = word.removeprefix("./").rstrip("/")
        else:
            return Missing(f"what `{word}` does to `{program}` is not known to nginx")
    return Served(folder, port, single)


def _vite_folder(install: Install, project: Project) -> str | Missing:
    context = install.context or ProjectPath("")
    text = next((text for name in _VITE_CONFIGS if (text := project.read(join(context, name))) is not None), "")
    if "preview" in text:
        return Missing("the vite configuration has settings for the preview")
    match = _OUT_DIR.search(text)
    return match["folder"].removeprefix("./").rstrip("/") if match is not None else "dist"


def _config(served: Served) -> str:
    """A server that answers as the program did."""
    last = "/index.html" if served.is_single else "$uri.html =404"
    return (
        f"server {{\n    listen {served.port};\n    root {_ROOT};\n    location / {{\n"
        f"        try_files $uri $uri/ {last};\n    }}\n}}"
    )
