"""Installs that run again on every change of the source, because the source is copied before them."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Install, Manifests
from dockwright.analysis.ecosystems.registry import installs_of, manifests_of
from dockwright.analysis.roles import Role, role
from dockwright.analysis.transfers import ContextCopy, context_copies, context_path
from dockwright.model.stages import Stage
from dockwright.project.paths import is_inside
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Instruction, Placed


class EarlyCopy(NamedTuple):
    """A COPY of source that stands above an install which needs only manifests.

    `between` are the instructions from the copy to the install. `obstacle`
    tells why the order cannot be changed, None if it can; `caution` what to check.
    """

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
    for install in installs_of(stage, project):
        manifests = manifests_of(install, project)
        for copy in context_copies(stage):
            if copy.placed.at > install.run.at or copy.placed.at in seen:
                continue
            if _takes_source(copy, install, manifests):
                seen.add(copy.placed.at)
                yield _early(stage, install, manifests, copy, project)
                break


def _takes_source(copy: ContextCopy, install: Install, manifests: Manifests) -> bool:
    """Whether the copy takes a folder in which the manifests lie, and with them the source."""
    context = install.context
    if context is None:
        return False
    if copy.folder is None or not is_inside_folder(install.directory, copy.folder):
        return False
    folders = [folder for source in copy.sources if (folder := context_path(source)) is not None]
    return any(folder not in manifests.folders and is_inside(context, folder) for folder in folders)


def is_inside_folder(path: str, folder: str) -> bool:
    """Whether the absolute `path` is `folder`, written without a trailing slash, or below it."""
    return path.rstrip("/") == folder or path.startswith(f"{folder}/")


def _early(stage: Stage, install: Install, manifests: Manifests, copy: ContextCopy, project: Project) -> EarlyCopy:
    between = tuple(placed for placed in stage.instructions if copy.placed.at < placed.at < install.run.at)
    return EarlyCopy(
        stage, install, manifests, copy, between, _obstacle(stage, manifests, between, project), manifests.caution
    )


def _obstacle(
    stage: Stage, manifests: Manifests, between: tuple[Placed[Instruction], ...], project: Project
) -> str | None:
    if not project.known:
        return "the build context is not known, nor which files the install reads"
    missing = next((path for path in manifests.required if not project.exists(path)), None)
    if missing is not None:
        return f"there is no {missing} in the build context"
    hidden = next((path for path in manifests.files if project.is_ignored(path)), None)
    if hidden is not None:
        return f"{hidden} is kept back by {project.ignore_path}"
    if manifests.needs_source is not None:
        return manifests.needs_source
    for placed in between:
        if role(stage, placed) in {Role.BUILD, Role.UNKNOWN} and placed.node.name == "RUN":
            return "a RUN between the COPY and the install may need the source"
    return None
