"""How the production dependencies of Node.js come into the last stage: installed anew, or what the builder has."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimeInstall
from dockwright.analysis.ecosystems.node_manifests import package_json
from dockwright.analysis.ecosystems.node_tools import Tools, has_npm_ci, omit_dev, tools_of
from dockwright.analysis.ecosystems.programs import in_cache_mount
from dockwright.analysis.roles import SYSTEM, Role, role
from dockwright.analysis.system_packages import has_build_tools
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.references import ImageReference
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.manifests.npm_lock import LockedPackage, NpmLock, parse_npm_lock
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project

_FOLDER = "node_modules"


class Production(NamedTuple):
    """What the last stage gets: an install of its own, or the builder's modules after `prunes` ran there."""

    installs: tuple[RuntimeInstall, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    prunes: tuple[str, ...] = ()
    tools: tuple[int, ...] = ()


class Target(NamedTuple):
    """An install of a stage, what it reads, and the image of the last stage."""

    stage: Stage
    install: Install
    read: Manifests
    image: str
    project: Project

    @property
    def is_other_image(self) -> bool:
        """Whether the last stage is built on another image than the builder."""
        return self.stage.reference is not None and self.image != self.stage.reference.text


def production(target: Target) -> Production | Missing:
    """The production dependencies: not installed anew where that may fail or give other versions."""
    reason = _not_anew(target)
    prunes = _prunes(target) if reason is not None else None
    if prunes is not None:
        paths = [posixpath.join(target.install.directory, name) for name in (_FOLDER, "package.json")]
        return Production(artifacts=tuple(Artifact(path, path) for path in paths), prunes=prunes)
    if reason is not None and reason.is_certain:
        return Missing(reason.why)
    tools = tools_of(target.stage, target.install)
    return tools if isinstance(tools, Missing) else Production(installs=(_anew(target, tools),), tools=tools.runs)


class _Reason(NamedTuple):
    """Why an install in the last stage may go wrong; `is_certain` where it is better to refuse than to try."""

    why: str
    is_certain: bool = True


def _not_anew(target: Target) -> _Reason | None:
    stage, install, read, _, project = target
    if not project.known:
        return None
    package = package_json(project, install.context or ProjectPath(""))
    lock = _lock(read, project)
    scripts = needs_scripts(read, project) or install.command.manager is not Manager.NPM
    if package is not None and package.install_scripts and scripts:
        name = package.install_scripts[0]
        return _Reason(f"package.json runs `{name}` when it is installed, which may need development dependencies")
    if scripts and _has_compilers(stage, install):
        return _Reason("the dependencies may be compiled when they are installed, by packages that the stage brings")
    if read.lockfile is None:
        return _Reason("there is no lockfile, so other versions would be installed", is_certain=False)
    if lock is not None and lock.install_scripts and target.is_other_image:
        return _Reason("dependencies run a script when they are installed", is_certain=False)
    return None


def _has_compilers(stage: Stage, install: Install) -> bool:
    return any(
        command.manager in SYSTEM and command.verb is Verb.INSTALL_PACKAGES and has_build_tools(command)
        for run, command in run_commands(stage)
        if run.at <= install.run.at
    )


def _prunes(target: Target) -> tuple[str, ...] | None:
    """The command that leaves production dependencies in the builder, `()` if it has no others; None if none is known.

    It runs at the builder's end, as another user than the install where the file changes it on the way.
    """
    stage, install = target.stage, target.install
    last = max(placed.at for placed in stage.instructions if role(stage, placed) is Role.BUILD)
    is_same_user = stage.state_at(last).user in {stage.state_at(install.run.at).user, "", "root"}
    if not is_same_user or in_cache_mount(install.run, posixpath.join(install.directory, _FOLDER, "x")):
        return None
    if install.command.production_only:
        return ()
    command = _prune(target)
    if command is None:
        return None
    moved = workdir_at(stage, last) != install.directory
    return (f"cd {install.directory} && {command}" if moved else command,)


def _prune(target: Target) -> str | None:
    if target.install.command.manager is Manager.NPM:
        return f"npm prune {omit_dev(target.stage.reference)}"
    if target.install.command.manager is Manager.YARN and not _is_berry(target.read, target.project):
        frozen = " --frozen-lockfile" if target.read.lockfile is not None else ""
        return f"yarn install{frozen} --production --ignore-scripts --prefer-offline"
    return None


def _anew(target: Target, tools: Tools) -> RuntimeInstall:
    stage, install, read, _, project = target
    command = production_command(install.command.manager, read, project, stage.reference, frozen=install.command.frozen)
    flags = tuple(flag.span.of(install.run.node.text) for flag in install.run.node.flags)
    return RuntimeInstall(install.directory, install.context or ProjectPath(""), read, tools.prefix + command, flags)


def production_command(
    manager: Manager, read: Manifests, project: Project, reference: ImageReference | None, *, frozen: bool = False
) -> str:
    """The command that installs production dependencies only, from the lockfile where there is one."""
    locked = read.lockfile is not None or (frozen and not project.known)
    if manager is Manager.YARN:
        if _is_berry(read, project):
            return "yarn workspaces focus --all --production"
        return f"yarn install{' --frozen-lockfile' if locked else ''} --production"
    if manager is Manager.PNPM:
        return f"pnpm install{' --frozen-lockfile' if locked else ''} --prod"
    if manager is Manager.BUN:
        return f"bun install{' --frozen-lockfile' if locked else ''} --production"
    scripts = "" if needs_scripts(read, project) else " --ignore-scripts"
    verb = "ci" if locked and has_npm_ci(reference) else "install"
    return f"npm {verb} {omit_dev(reference)}{scripts}"


def _is_berry(read: Manifests, project: Project) -> bool:
    text = project.read(read.lockfile) if read.lockfile is not None else None
    return text is not None and "__metadata:" in text


def needs_scripts(read: Manifests, project: Project) -> bool:
    """Whether a production dependency runs a script when it is installed, as far as an npm lockfile tells; else yes."""
    lock = _lock(read, project)
    return lock is None or not lock.records_scripts or bool(lock.install_scripts)


def with_scripts(read: Manifests, project: Project) -> Iterator[LockedPackage]:
    """The production dependencies that an npm lockfile says run a script when they are installed."""
    lock = _lock(read, project)
    if lock is not None:
        yield from lock.install_scripts


def _lock(read: Manifests, project: Project) -> NpmLock | None:
    text = project.read(read.lockfile) if read.lockfile is not None else None
    return parse_npm_lock(text) if text is not None else None
