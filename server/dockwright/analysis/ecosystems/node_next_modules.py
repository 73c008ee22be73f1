"""Next.js without `output: 'standalone'`: `next start` needs what was built, its modules and its settings."""

import posixpath
import re

from dockwright.analysis.ecosystems.model import Artifact, Missing, RuntimePlan
from dockwright.analysis.ecosystems.node_files import beside, environment_files
from dockwright.analysis.ecosystems.node_production import Target, production
from dockwright.analysis.needed_packages import needed_packages
from dockwright.project.manifests.package_json import PackageJson
from dockwright.project.paths import ProjectPath, join

_IMPORTED = re.compile(
    r"""(?:\brequire\(\s*|\bimport\(\s*|\bfrom\s*|^\s*import\s*)['"](?P<name>[^'"]+)['"]""", re.MULTILINE
)
_TYPES = re.compile(r"^\s*import\s+type\b[^\n]*", re.MULTILINE)
_BUILT = ".next"


def with_modules(target: Target, package: PackageJson, config: str, text: str) -> RuntimePlan | Missing:
    """The plan for a server that is started as before; `config` names the settings, `text` is without comments."""
    obstacle = _obstacle(target) or _foreign(package, config, text)
    if obstacle is not None:
        return obstacle
    modules = production(target)
    if isinstance(modules, Missing):
        return modules
    stage, install, read, image, project = target
    context = install.context or ProjectPath("")
    names = [
        _BUILT,
        *(name for name in (config, "next-i18next.config.js") if name and project.exists(join(context, name))),
    ]
    paths = [posixpath.join(install.directory, name) for name in names]
    others = (*modules.artifacts, *beside(stage, install, read, project, _BUILT))
    binding = stage.scope.find("NODE_ENV")
    notes = ["check that the server needs no other file at run time, nor a development dependency"]
    secrets = environment_files(stage, install, project)
    if secrets:
        notes.append(f"that what {' and '.join(secrets)} says is given when the container is started")
    return RuntimePlan(
        image=image,
        artifacts=(*(Artifact(path, path) for path in paths), *dict.fromkeys(others)),
        installs=modules.installs,
        environment=() if binding is not None and binding.value == "production" else (("NODE_ENV", "production"),),
        extra_builds=modules.prunes,
        tools=modules.tools,
        packages=needed_packages(stage, image),
        workdir=None if modules.installs else install.directory,
        notes=tuple(notes),
    )


def _obstacle(target: Target) -> Missing | None:
    read, project = target.read, target.project
    if not project.known:
        return Missing("the build context is not known, nor which files the install reads")
    hidden = next((path for path in read.files if not project.exists(path) or project.is_ignored(path)), None)
    if hidden is not None:
        return Missing(f"{hidden} does not come to the builder")
    if read.members:
        return Missing("which of the workspaces the program needs is not known")
    return Missing(read.needs_source) if read.needs_source is not None else None


def _foreign(package: PackageJson, config: str, text: str) -> Missing | None:
    """What the settings read when the server starts, and would not be there."""
    if config.endswith(".ts"):
        return Missing(f"{config} is compiled when the server starts: whether that needs typescript is not known")
    for found in _IMPORTED.finditer(_TYPES.sub("", text)):
        name = found["name"]
        parts = name.split("/")
        module = "/".join(parts[:2]) if name.startswith("@") else parts[0]
        is_own = name.startswith(("node:", ".")) or module in package.dependencies
        if name.startswith("."):
            return Missing(f"{config} reads {name}, and what that needs is not known")
        if not is_own and module in package.dev_dependencies:
            return Missing(f"{config} needs {module}, which is a development dependency")
    return None
