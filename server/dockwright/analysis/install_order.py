"""Installs that run again on every change of the source, because the source is copied before them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.cache_map import of_context
from dockwright.analysis.ecosystems.model import Install, Manifests
from dockwright.analysis.ecosystems.registry import installs_of, manifests_of
from dockwright.analysis.roles import Role, role
from dockwright.analysis.transfers import ContextCopy, context_copies, context_path
from dockwright.model.commands import calls_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.project.paths import ROOT, is_inside, join, normalise
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Arg, Env, Instruction, Placed, Run, Transfer, Workdir

_ON_FILES = frozenset({"chgrp", "chmod", "chown", "install", "ln"})
_INSTALLED = {Manager.COMPOSER: "vendor", Manager.BUNDLER: "vendor/bundle", Manager.MIX: "deps"}
"""Where dependencies are installed, if not in node_modules."""
_PLAIN = re.compile(r"[^\s$\\`'\"*?\[]+")


class EarlyCopy(NamedTuple):
    """A COPY of source that stands above an install which needs only manifests.

    `between` are the instructions from the copy to the install. `obstacle`
    tells why the order cannot be changed, None if it can; `caution` what to check.
    """

    project: Project
    stage: Stage
    install: Install
    manifests: Manifests
    copy: ContextCopy
    between: tuple[Placed[Instruction], ...]
    obstacle: str | None
    caution: str


def early_copies(stage: Stage, project: Project) -> Iterator[EarlyCopy]:
    """The first early copy of each install of `stage`."""
    seen: set[int] = set()
    found = installs_of(stage, project)
    for install in found:
        manifests = manifests_of(install, project)
        if not manifests.required:
            continue  # nothing is known that could be copied before the source
        for copy in context_copies(stage):
            if copy.placed.at > install.run.at or copy.placed.at in seen:
                continue
            if _takes_source(copy, install, manifests, project):
                if _is_there_before(copy, install, found):
                    break
                seen.add(copy.placed.at)
                yield _early(stage, install, manifests, copy, project)
                break


def _is_there_before(copy: ContextCopy, install: Install, installs: tuple[Install, ...]) -> bool:
    """Whether the same was installed before the source came: what is left is to take away, as `--production` does."""
    return any(
        other.run.at < copy.placed.at
        and other.directory == install.directory
        and other.command.manager is install.command.manager
        for other in installs
    )


def _takes_source(copy: ContextCopy, install: Install, manifests: Manifests, project: Project) -> bool:
    """Whether the copy takes a folder in which the manifests lie, and with them the source.

    `.dockerignore` may leave nothing of it but the manifests.
    """
    context = install.context
    if context is None:
        return False
    if copy.folder is None or not is_inside_folder(install.directory, copy.folder):
        return False
    folders = [folder for source in copy.sources if (folder := context_path(source)) is not None]
    if not any(folder not in manifests.folders and is_inside(context, folder) for folder in folders):
        return False
    read = of_context(copy.sources, project)
    return read.everything or not {normalise(path) for path in read.files} <= {*manifests.files, *manifests.folders}


def is_inside_folder(path: str, folder: str) -> bool:
    """Whether the absolute `path` is `folder`, written without a trailing slash, or below it."""
    return path.rstrip("/") == folder or path.startswith(f"{folder}/")


def _early(stage: Stage, install: Install, manifests: Manifests, copy: ContextCopy, project: Project) -> EarlyCopy:
    between = tuple(placed for placed in stage.instructions if copy.placed.at < placed.at < install.run.at)
    obstacle = _missing(manifests, project) or _in_between(stage, copy, between)
    cautions = [text for text in (manifests.caution, _overwriting(install, project)) if text]
    return EarlyCopy(project, stage, install, manifests, copy, between, obstacle, "; ".join(cautions))


def _overwriting(install: Install, project: Project) -> str:
    """What to check where the source, copied later, may bring modules that take the place of those installed."""
    modules = join(install.context or ROOT, _INSTALLED.get(install.command.manager, "node_modules"))
    if not project.exists(modules) or project.is_ignored(modules):
        return ""
    return f"put {modules} into {project.ignore_path}, or the COPY overwrites what is installed"


def _missing(manifests: Manifests, project: Project) -> str | None:
    """Which fact or file is missing, so that the manifests cannot be copied by themselves."""
    if not project.known:
        return "the build context is not known, nor which files the install reads"
    missing = next((path for path in manifests.required if not project.exists(path)), None)
    if missing is not None:
        return f"there is no {missing} in the build context"
    hidden = next((path for path in (*manifests.files, *manifests.folders) if project.is_ignored(path)), None)
    if hidden is not None:
        return f"{hidden} is kept back by {project.ignore_path}"
    odd = next((path for path in (*manifests.files, *manifests.folders) if not _PLAIN.fullmatch(path)), None)
    return f"a COPY cannot simply name {odd}" if odd is not None else manifests.needs_source


def _in_between(stage: Stage, copy: ContextCopy, between: tuple[Placed[Instruction], ...]) -> str | None:
    """What stands between the copy and the install and would mean something else if the copy came later."""
    words = copy.placed.node.arguments
    for placed in between:
        node = placed.node
        if isinstance(node, Transfer):
            return "another COPY stands between this one and the install"
        if isinstance(node, Run) and not _is_free_of_source(stage, Placed(placed.at, node)):
            return "a RUN between the COPY and the install may need the source"
        if isinstance(node, Workdir) and not (copy.placed.node.destination or words[-1]).value.startswith("/"):
            return "a WORKDIR stands between the COPY and the install, and the COPY goes to the one above it"
        if isinstance(node, Arg | Env) and any(word.substitutions for word in words):
            return "a variable may change between the COPY and the install, and the COPY uses one"
    return None


def _is_free_of_source(stage: Stage, run: Placed[Run]) -> bool:
    """Whether a RUN only installs named packages, or makes users and folders."""
    found = role(stage, Placed(run.at, run.node))
    return (
        found is Role.SYSTEM
        or _only_installs_tools(run)
        or _only_makes_environment(run)
        or (found is Role.SET_UP and {call.name for call in calls_of(run.node)}.isdisjoint(_ON_FILES))
    )


def _only_makes_environment(run: Placed[Run]) -> bool:
    """Whether a RUN is `python -m venv`, of a folder that the source does not come to."""
    calls = calls_of(run.node)
    words = [[word.value for word in call.arguments] for call in calls]
    return len(calls) > 0 and all(
        call.name.startswith("python") and found[:2] == ["-m", "venv"] and found[-1].startswith("/opt/")
        for call, found in zip(calls, words, strict=True)
    )


def _only_installs_tools(run: Placed[Run]) -> bool:
    """Whether a RUN is nothing but package managers that install, by name, what is not the project's, or are set up."""
    commands = packages_of(run.node)
    harmless = {Verb.INSTALL_PACKAGES, Verb.UPDATE_INDEX, Verb.UPGRADE, Verb.CONFIGURE, Verb.CLEAN_CACHE}
    return (
        len(commands) == len(calls_of(run.node)) > 0
        and all(command.verb in harmless for command in commands)
        and not any(package.is_local or "$" in package.name for command in commands for package in command.packages)
    )
