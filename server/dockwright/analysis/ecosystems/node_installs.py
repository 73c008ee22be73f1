"""Where npm, yarn, pnpm and bun install a project's dependencies."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.model import Install, Manifests
from dockwright.analysis.ecosystems.node_manifests import node_manifests
from dockwright.analysis.transfers import context_path_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project

MANAGERS = frozenset({Manager.NPM, Manager.YARN, Manager.PNPM, Manager.BUN})


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """The installs of the project's own dependencies in `stage`."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager not in MANAGERS or command.verb is not Verb.INSTALL_PROJECT:
            continue
        directory = directory_of(stage, run.at, command)
        if directory is None:
            continue
        manifest = context_path_of(stage, run.at, posixpath.join(directory, "package.json"), project)
        context = ProjectPath(manifest.rpartition("/")[0]) if manifest is not None else None
        yield Install(run, command, directory, context)


def manifests(install: Install, project: Project) -> Manifests:
    """What `install` reads."""
    return node_manifests(project, install.context or ProjectPath(""), install.command.manager)
