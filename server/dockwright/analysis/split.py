"""Whether the image that ships can be split into a stage that builds and one that runs."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Missing, RuntimePlan
from dockwright.analysis.ecosystems.registry import installs_of, plan_for
from dockwright.analysis.frontend import is_too_old
from dockwright.analysis.images import system
from dockwright.analysis.install_order import is_inside_folder
from dockwright.analysis.roles import SYSTEM, Role, role
from dockwright.analysis.system_packages import unknown_headers
from dockwright.analysis.transfers import context_copies, is_remote
from dockwright.model.commands import calls_of
from dockwright.model.facts import Facts
from dockwright.model.packages.kinds import Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Copy, Instruction, Placed, Run, Transfer

_HEREDOCS_SINCE = (1, 4)
_EVERYWHERE = frozenset(
    {"cat", "cp", "echo", "ln", "mkdir", "mv", "printf", "rm", "sed", "tee", "test", "touch", "[", "install", "chmod"}
    | {
        "chown",
        "chgrp",
        "adduser",
        "addgroup",
        "useradd",
        "groupadd",
        "usermod",
        "true",
        "set",
        "export",
        "umask",
        "ls",
        "pwd",
    }
)
"""Programs that every image with a shell has."""
_FIRST_IS_NO_PATH = frozenset({"chmod", "chown", "chgrp"})


class Split(NamedTuple):
    """A stage that can be split, how, and the offset after the last instruction that stays with the builder."""

    stage: Stage
    plan: RuntimePlan
    at: int


def split_of(facts: Facts, project: Project) -> Split | Missing | None:
    """How to split the final stage; why it cannot be; None where nothing is gained."""
    stage = facts.final
    if stage is None or stage.parent is not None or stage.reference is None or stage.image_span is None:
        return None
    if any(use.user is stage and use.target is not None for use in facts.uses):
        return None
    plan = plan_for(stage, project)
    if not isinstance(plan, RuntimePlan):
        return plan
    old = is_too_old(facts.file, _HEREDOCS_SINCE) if plan.files else None
    if old is not None:
        return Missing(f"a file is written into the last stage: {old}")
    split = Split(stage, plan, _end_of_build(stage, plan) if plan.ends_at is None else plan.ends_at)
    return _obstacle(split) or split


def _end_of_build(stage: Stage, plan: RuntimePlan) -> int:
    end = stage.from_.end
    for placed in stage.instructions:
        if placed.at in plan.tools:
            continue
        if placed.at in plan.builds or role(stage, placed) is Role.BUILD:
            end = placed.end
    return end


def _obstacle(split: Split) -> Missing | None:
    stage, plan, end = split
    unknown = _unknown_library(stage, plan) if plan.has_shell else None
    if unknown is not None:
        return Missing(f"which library belongs to {unknown} in this image is not known")
    for placed in stage.instructions:
        if placed.at in plan.builder_only or placed.at in plan.builds or placed.at in plan.tools:
            continue
        found = role(stage, placed)
        if placed.at < end and _is_computed(placed):
            return Missing(f"which packages `{_first_line(placed)}` installs is known only when it runs")
        if found is Role.UNKNOWN and placed.at >= end and not is_portable(placed, plan.programs):
            return Missing("a RUN after the last build step may change what runs, and its effect is not known")
        if found in {Role.SYSTEM, Role.SET_UP} and placed.at >= end and not plan.has_shell:
            return Missing(f"{plan.image} has no shell for the RUN after the last build step")
        if found is Role.UNKNOWN and plan.has_shell and not _after_source(stage, placed) and not is_portable(placed):
            return Missing(f"whether the program needs what `{_first_line(placed)}` does is not known")
    return None


def _unknown_library(stage: Stage, plan: RuntimePlan) -> str | None:
    """Headers that a RUN installs, and whose library the last stage would miss."""
    known = system(stage.reference) if stage.reference is not None else None
    for run, command in run_commands(stage):
        if command.manager in SYSTEM and command.verb is Verb.INSTALL_PACKAGES and run.at not in plan.tools:
            for name in unknown_headers(command, known):
                return name
    return None


def _is_computed(placed: Placed[Instruction]) -> bool:
    """Whether a RUN installs packages of the distribution whose names a command tells."""
    node = placed.node
    if not isinstance(node, Run):
        return False
    installs = (command for command in packages_of(node) if command.manager.is_system)
    return any("$(" in package.word.text or "`" in package.word.text for each in installs for package in each.packages)


def _first_line(placed: Placed[Instruction]) -> str:
    return placed.node.text.partition("\n")[0].strip()


def is_portable(placed: Placed[Instruction], programs: frozenset[str] = frozenset()) -> bool:
    """Whether a RUN uses only programs that every image with a shell has, or `programs`."""
    node = placed.node
    if not isinstance(node, Run):
        return False
    commands = [command for script in node.scripts for command in script.commands]
    names = {call.name for call in calls_of(node)}
    return bool(commands) and all(script.complete for script in node.scripts) and names <= _EVERYWHERE | programs


def _after_source(stage: Stage, placed: Placed[Instruction]) -> bool:
    return any(copy.placed.at < placed.at for copy in context_copies(stage))


def is_carried(stage: Stage, placed: Placed[Instruction], project: Project) -> bool:
    """Whether a COPY, or a RUN that sets something up, is for files outside the folders in which the build works."""
    folders = build_folders(stage, project)
    if isinstance(placed.node, Transfer):
        return _is_copied_elsewhere(stage, Placed(placed.at, placed.node), folders)
    if not _after_source(stage, placed):
        return role(stage, placed) is Role.SET_UP or is_portable(placed)
    if role(stage, placed) is not Role.SET_UP or not isinstance(placed.node, Run):
        return False
    return not any(_is_among(path, folders) for path in _paths(stage, Placed(placed.at, placed.node)))


def build_folders(stage: Stage, project: Project) -> frozenset[str]:
    """The folders, absolute and without a trailing slash, in which the builder has the source and what it makes."""
    installs = {install.directory for install in installs_of(stage, project)}
    copies = {copy.folder for copy in context_copies(stage) if copy.takes_everything and copy.folder is not None}
    runs = (placed.at for placed in stage.every(Run) if role(stage, Placed(placed.at, placed.node)) is Role.BUILD)
    workdirs = {workdir_at(stage, at) or "/" for at in runs} - {"/"}
    return frozenset(folder.rstrip("/") for folder in (*installs, *copies, *workdirs))


def _is_among(path: str, folders: frozenset[str]) -> bool:
    """Whether a path is in one of the folders, or one of them in it."""
    return any(is_inside_folder(path, folder) or is_inside_folder(folder or "/", path) for folder in folders)


def _is_copied_elsewhere(stage: Stage, placed: Placed[Transfer], folders: frozenset[str]) -> bool:
    destination = placed.node.destination
    target = destination.literal if destination is not None else None
    if target is None or not target.startswith("/"):
        return False
    copy = next((copy for copy in context_copies(stage) if copy.placed.at == placed.at), None)
    if copy is not None and copy.takes_everything:
        return False
    if copy is None and not (isinstance(placed.node, Copy) and placed.node.source_stage is not None):
        return _is_made_anywhere(placed.node) and not _is_among(posixpath.normpath(target), folders)
    return not any(is_inside_folder(posixpath.normpath(target), folder) for folder in folders)


def _is_made_anywhere(node: Transfer) -> bool:
    """Whether what is copied needs nothing of the builder: it is written in the Dockerfile, or fetched."""
    return bool(node.heredocs) or all(is_remote(source.value) for source in node.sources)


def _paths(stage: Stage, run: Placed[Run]) -> Iterator[str]:
    """The absolute paths that a RUN which sets something up works on."""
    workdir = workdir_at(stage, run.at) or "/"
    for call in calls_of(run.node):
        words = [word.value for word in call.arguments if not word.value.startswith("-")]
        if call.name in {"mkdir", "ln", "install"}:
            paths = words
        else:
            paths = words[1:] if call.name in _FIRST_IS_NO_PATH else []
        yield from (posixpath.normpath(posixpath.join(workdir, path)) for path in paths)
