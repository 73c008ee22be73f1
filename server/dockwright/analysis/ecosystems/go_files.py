"""Files of the context that a Go program names in its source, and so may read when it runs."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Artifact
from dockwright.analysis.transfers import ContextCopy, copies_before
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.manifests.go_behaviour import configuration_names, mentions, source_mentions
from dockwright.project.manifests.go_sources import go_sources
from dockwright.project.paths import ProjectPath, name
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Cmd, Entrypoint, Env

_FOLDERS = frozenset(
    {"templates", "static", "public", "views", "migrations", "locales", "web", "assets", "config", "configs"}
)
"""Folders that programs read by names that are put together."""
_NOT_READ = (".go", ".md", ".mod", ".sum", ".work")
_NEVER = frozenset({".dockerignore", ".git", ".github", ".gitignore", "Makefile", "go.mod", "go.sum", "vendor"})
_ABOUT = (".ENV", "COPYING", "LICENCE", "LICENSE", "README")
_SETTINGS = (".yaml", ".yml", ".json", ".toml", ".env", ".ini", ".properties", "")
_MOST = 200


class _Named(NamedTuple):
    """What may name files: the source of the module at `root`, and the settings in the Dockerfile."""

    project: Project
    root: ProjectPath
    settings: str

    def mentions(self, path: str, *, whole: bool = False) -> bool:
        """Whether `path` is named; `whole` if no name follows that is known."""
        found = source_mentions(self.project, self.root, path, whole=whole)
        return found or mentions((self.settings,), path, whole=whole)


def read_files(stage: Stage, offset: int, project: Project, root: ProjectPath) -> tuple[Artifact, ...]:
    """The files and folders in the working directory that the program in the module at `root` may read.

    `offset` is that of the build: what comes later stays below it.
    """
    workdir = workdir_at(stage, stage.end)
    if workdir is None:
        return ()
    named = _Named(project, root, _settings(stage))
    stems = configuration_names(project, root)
    embedded = go_sources(project, root).embeds
    found = [
        posixpath.join(workdir, inside)
        for place, path in _in_workdir(stage, offset, workdir, project).items()
        for inside in _read(place, path, named, stems)
        if not any(path == folder for folder in embedded)
    ]
    return tuple(Artifact(path, path) for path in found[:_MOST])


def _settings(stage: Stage) -> str:
    """What the Dockerfile gives to the program: the words of its variables and of its commands."""
    nodes = [placed.node for kind in (Env, Cmd, Entrypoint) for placed in stage.every(kind)]
    words = [word for node in nodes for part in node.arguments for word in part.value.replace("=", " ").split()]
    return " ".join(f'"{word.strip("[],")}"' for word in (each.strip("\"'") for each in words))


def _in_workdir(stage: Stage, offset: int, workdir: str, project: Project) -> dict[str, ProjectPath]:
    """What the COPYs before `offset` bring into the working directory: path there, and in the context."""
    places: dict[str, ProjectPath] = {}
    for copy in copies_before(stage, offset):
        if copy.folder is None:
            continue
        for source in copy.sources:
            for path in project.match(source.value) if not source.substitutions else ():
                places.update(_placed(copy, path, workdir, project))
    return places


def _placed(copy: ContextCopy, path: ProjectPath, workdir: str, project: Project) -> Iterator[tuple[str, ProjectPath]]:
    folder = copy.folder or "/"
    if not project.is_dir(path):
        target = posixpath.join(folder, copy.renames or name(path))
        if target.startswith(f"{workdir.rstrip('/')}/") and not project.is_ignored(path):
            yield posixpath.relpath(target, workdir), path
    elif folder == workdir or workdir.startswith(f"{folder.rstrip('/')}/"):
        inside = posixpath.normpath(posixpath.join(path, posixpath.relpath(workdir, folder)))
        for child in project.children(ProjectPath("" if inside == "." else inside)):
            if not project.is_ignored(child):
                yield name(child), child
    elif folder.startswith(f"{workdir.rstrip('/')}/") and not project.is_ignored(path):
        yield posixpath.relpath(folder, workdir), path


def _read(place: str, path: ProjectPath, named: _Named, stems: frozenset[str]) -> Iterator[str]:
    """`place`, or the parts of it, that the texts mention; `.env` files hold secrets and are left to who starts it."""
    if name(path) in _NEVER or name(path).upper().startswith(_ABOUT):
        return
    project = named.project
    if not project.is_dir(path):
        stem, ending = posixpath.splitext(name(path))
        is_setting = ending in _SETTINGS and stem in stems
        if not path.endswith(_NOT_READ) and (is_setting or named.mentions(place)):
            yield place
    elif not any(not file.endswith(_NOT_READ) for file in project.files(path)):
        return
    elif place in _FOLDERS or named.mentions(place, whole=True):
        yield place
    elif named.mentions(place):
        parts = [part for child in project.children(path) for part in _parts(place, child, named)]
        yield from parts or [place]
    else:
        for child in project.children(path):
            stem, ending = posixpath.splitext(name(child))
            if not project.is_dir(child) and ending in _SETTINGS and stem in stems:
                yield f"{place}/{name(child)}"


def _parts(place: str, child: ProjectPath, named: _Named) -> Iterator[str]:
    inside = f"{place}/{name(child)}"
    project = named.project
    if not project.is_dir(child):
        if not child.endswith(_NOT_READ) and named.mentions(inside):
            yield inside
    elif named.mentions(inside, whole=True):
        yield inside
    elif named.mentions(inside):
        parts = [part for below in project.children(child) for part in _parts(inside, below, named)]
        yield from parts or [inside]
