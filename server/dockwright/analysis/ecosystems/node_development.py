"""Whether a program of Node.js is started by what is there for development only."""

import re

from dockwright.analysis.ecosystems.model import Install
from dockwright.analysis.ecosystems.node_manifests import package_json
from dockwright.analysis.starts import started
from dockwright.model.stages import Stage
from dockwright.project.manifests.package_json import PackageJson
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project

_DEVELOPMENT = re.compile(r"(?:^|[-_.])(?:ci|debug|dev|develop|development|local|test|tests|testing)(?:$|[-_.])")
_PROGRAMS = {"@nestjs/cli": "nest", "typescript": "tsc", "webpack-cli": "webpack", "@angular/cli": "ng"}
"""The program of a package that is called otherwise."""
_WORD = re.compile(r"[^\s=;&|\"'()]+")


def starts_by_development(stage: Stage, install: Install, project: Project) -> bool:
    """Whether `stage` is for development, by its name or because it starts nothing, or starts a development dependency.

    Scripts of package.json that are started are looked into, and those that they start.
    """
    start = started(stage)
    if start is None or not start.words or (stage.name is not None and _DEVELOPMENT.search(stage.name)):
        return True
    package = package_json(project, install.context or ProjectPath(""))
    return package is not None and _calls(" ".join(start.words), package, depth=3)


def _calls(command: str, package: PackageJson, depth: int) -> bool:
    words = _WORD.findall(command)
    only = package.dev_dependencies.keys() - package.dependencies.keys()
    names = only | {_PROGRAMS[name] for name in only & _PROGRAMS.keys()}
    if any(word in names or any(word.startswith(f"{name}/") for name in names) for word in words):
        return True
    scripts = [package.scripts[word] for word in words if word in package.scripts]
    if not {"npm", "yarn", "pnpm", "bun"} & set(words):
        return False
    return depth > 0 and any(_calls(script, package, depth - 1) for script in scripts)
