"""Next.js: the server that `output: 'standalone'` makes needs no install in the last stage."""

import posixpath
import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Artifact, Install, Missing, RuntimePlan, Start
from dockwright.analysis.ecosystems.node_installs import manifests
from dockwright.analysis.ecosystems.node_manifests import package_json
from dockwright.analysis.ecosystems.node_next_modules import with_modules
from dockwright.analysis.ecosystems.node_production import Target
from dockwright.analysis.ecosystems.node_scripts import program_of
from dockwright.analysis.images import slim_image
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.starts import started
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project

_CONFIGS = ("next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_STANDALONE = re.compile(r"""\boutput\s*:\s*(['"`])standalone\1""")
_MOVED = re.compile(r"\b(?:distDir|outputFileTracingRoot|basePath)\s*:")
_PORTS = ("-p", "--port")
_HOSTS = ("-H", "--hostname")


def next_plan(stage: Stage, install: Install, project: Project) -> RuntimePlan | Missing | None:
    """How to split a stage that builds and starts Next.js; None for any other."""
    start = started(stage)
    if start is None or stage.reference is None:
        return None
    words = program_of(start, install, project)
    if words[:2] != ("next", "start"):
        return None
    context = install.context or ProjectPath("")
    package = package_json(project, context)
    if package is None or "next" not in {**package.dependencies, **package.dev_dependencies}:
        return Missing("package.json does not name next")
    config = next((name for name in _CONFIGS if project.exists(join(context, name))), "")
    bare = _COMMENT.sub("", project.read(join(context, config)) or "") if config else ""
    if _MOVED.search(bare):
        return Missing("next.config puts the output, or its root, elsewhere")
    if not _STANDALONE.search(bare):
        target = Target(stage, install, manifests(install, project), slim_image(stage.reference), project)
        return with_modules(target, package, config, bare)
    settings = _settings(words[2:])
    if settings is None:
        return Missing(f"what `{' '.join(words)}` sets is not known to the standalone server")
    image = slim_image(stage.reference)
    return RuntimePlan(
        image=image,
        artifacts=tuple(_artifacts(install, project)),
        environment=tuple(pair for pair in settings if stage.scope.find(pair[0]) is None),
        start=Start(start.placed.at, (*start.init, "node", "server.js")),
        packages=needed_packages(stage, image),
        notes=("check that the server needs no file that Next.js does not trace, such as one with a computed name",),
    )


def _artifacts(install: Install, project: Project) -> Iterator[Artifact]:
    directory, context = install.directory, install.context or ProjectPath("")
    yield Artifact(posixpath.join(directory, ".next/standalone"), directory)
    static = posixpath.join(directory, ".next/static")
    yield Artifact(static, static)
    public = join(context, "public")
    if project.is_dir(public) and not project.is_ignored(public):
        path = posixpath.join(directory, "public")
        yield Artifact(path, path)


def _settings(words: tuple[str, ...]) -> tuple[tuple[str, str], ...] | None:
    """The variables that say what the options did: the server reads HOSTNAME, which Docker sets to another value."""
    port, host = "", "0.0.0.0"  # noqa: S104 - what `next start` does without options
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in _PORTS and rest and rest[0].isdecimal():
            port = rest.pop(0)
        elif word in _HOSTS and rest:
            host = rest.pop(0)
        else:
            return None
    pairs = (("NODE_ENV", "production"), ("HOSTNAME", host))
    return (*pairs, ("PORT", port)) if port else pairs
