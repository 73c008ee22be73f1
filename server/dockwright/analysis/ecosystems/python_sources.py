"""The source that stands above the last build step of a Python stage."""

import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Artifact, Missing
from dockwright.analysis.ecosystems.programs import SYSTEM_PATH
from dockwright.analysis.ecosystems.python_installs import installs, manifests
from dockwright.analysis.roles import Role, role
from dockwright.analysis.transfers import ContextCopy, context_copies, context_path
from dockwright.model.commands import calls_of
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath, name, normalise, parent
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run

_MANIFEST = re.compile(
    r"(?:[\w.*-]*requirements?[\w.*-]*\.(?:txt|in)|[\w.-]*constraints?[\w.-]*\.txt|pyproject\.toml|poetry\.(?:lock|toml)\*?"
    r"|uv\.(?:lock|toml)\*?|Pipfile(?:\.lock)?\*?|setup\.(?:py|cfg)|README(?:\.\w+)?|LICENSE|MANIFEST\.in"
    r"|\.python-version|pip\.conf)"
)
_ROOT_IS_SYSTEM = "the source is copied to /, among the files of the system"


def is_nothing_but_manifests(copy: ContextCopy, stage: Stage, project: Project) -> bool:
    """Whether a COPY brings only what an install reads."""
    files = install_files(stage, project)
    known = {*files, *_folders(files)}
    return all(
        _MANIFEST.fullmatch(word.value.rpartition("/")[2]) is not None or normalise(word.value) in known
        for word in copy.sources
    )


def install_files(stage: Stage, project: Project) -> tuple[ProjectPath, ...]:
    """The files that the installs of the stage read."""
    return tuple(path for install in installs(stage, project) for path in manifests(install, project).files)


def _folders(files: tuple[ProjectPath, ...]) -> Iterator[ProjectPath]:
    """The folders that are called after requirements and hold such files."""
    for file in files:
        folder = parent(file)
        if "requirements" in folder:
            yield folder


def above_the_build(stage: Stage, project: Project, end: int) -> tuple[Artifact, ...] | Missing:
    """What the last stage takes of the source that was copied before `end`: files, or the folders they are in."""
    found: dict[str, Artifact] = {}
    for copy in context_copies(stage):
        if copy.placed.at >= end or is_nothing_but_manifests(copy, stage, project):
            continue
        if copy.folder is None:
            return Missing("where a COPY puts the source is not known")
        path = f"{copy.folder}/{copy.renames}" if copy.renames is not None else copy.folder
        if path == "":
            return Missing(_ROOT_IS_SYSTEM)
        node = copy.placed.node
        flags = tuple(flag.span.of(node.text) for flag in node.flags if flag.name == "chown")
        files = _files(copy) if path in SYSTEM_PATH else (path,)
        if not files:
            return Missing(f"which files a COPY puts into {path} is not known")
        for each in files:
            found.setdefault(each, Artifact(each, each, flags))
    if found and _changes_owner(stage, end):
        return Missing("the owner of the source is changed above the last build step")
    return tuple(found.values())


def _files(copy: ContextCopy) -> tuple[str, ...]:
    """The files that a COPY puts into a folder of the system, none if that is not known."""
    names = [context_path(source) for source in copy.sources]
    return () if None in names else tuple(f"{copy.folder}/{name(path)}" for path in names if path is not None)


def _changes_owner(stage: Stage, end: int) -> bool:
    first = next((copy.placed.at for copy in context_copies(stage)), end)
    return any(
        first < run.at < end
        and role(stage, Placed(run.at, run.node)) is Role.SET_UP
        and any(call.name in {"chown", "chgrp"} for call in calls_of(run.node))
        for run in stage.every(Run)
    )
