"""What COPY and ADD put where: files of the build context and their place in the image."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ROOT, ProjectPath, is_inside, matches, name, normalise, split_wildcard
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Copy, Placed, Transfer, Word

_FILES = frozenset({"Gemfile", "Makefile", "Pipfile", "Procfile", "Rakefile", "gradlew", "mvnw"})
"""Files without a dot in their name."""


class ContextCopy(NamedTuple):
    """A COPY or ADD that takes files from the build context.

    `sources` are the words that name them; `folder` is the absolute path of the
    destination as a folder, without a trailing slash (`""` is the root of the
    image), or None where it depends on something unknown. `renames` is the
    destination file's name where one file is copied to another name.
    """

    placed: Placed[Transfer]
    sources: tuple[Word, ...]
    folder: str | None
    renames: str | None

    @property
    def takes_everything(self) -> bool:
        """Whether the whole build context is a source."""
        return any(context_path(source) == ROOT for source in self.sources)


def context_path(source: Word) -> ProjectPath | None:
    """The context path that a source names, None for a glob or a source with a variable in it."""
    if source.substitutions:
        return None
    folder, glob = split_wildcard(source.value)
    return None if glob else folder


def context_copies(stage: Stage) -> tuple[ContextCopy, ...]:
    """The COPYs and ADDs of a stage that read the build context, in order."""
    return tuple(_context_copies(stage))


def _context_copies(stage: Stage) -> Iterator[ContextCopy]:
    for placed in stage.every(Transfer):
        node = placed.node
        if isinstance(node, Copy) and node.source_stage is not None:
            continue
        if node.destination is None:
            continue
        openers = {doc.opener for doc in node.heredocs}
        sources = tuple(word for word in node.sources if word.span not in openers and not is_remote(word.value))
        if sources:
            yield _context_copy(stage, placed, sources, node.destination)


def is_remote(source: str) -> bool:
    """Whether ADD would fetch the source: a URL or a git repository."""
    return source.startswith(("http://", "https://", "git://", "git@", "ssh://"))


def _context_copy(stage: Stage, placed: Placed[Transfer], sources: tuple[Word, ...], destination: Word) -> ContextCopy:
    target = destination.literal
    if target is None:
        target = stage.scope.expand(destination, placed.node.escape, placed.at)
    workdir = workdir_at(stage, placed.at)
    if target is None or target[1:2] == ":" or "\\" in target or (not target.startswith("/") and workdir is None):
        return ContextCopy(placed, sources, None, None)
    absolute = target if target.startswith("/") else f"{workdir}/{target}"
    path = f"/{normalise(absolute)}"
    is_folder = target.endswith(("/", "/.")) or target in {".", ""} or len(placed.node.sources) > 1
    is_folder = is_folder or _is_inside(workdir, path)
    if not is_folder and _is_single_file(sources[0]):
        folder, _, last = path.rpartition("/")
        return ContextCopy(placed, sources, folder, last)
    return ContextCopy(placed, sources, "" if path == "/" else path, None)


def _is_inside(workdir: str | None, path: str) -> bool:
    """Whether `path` is the working directory or above it, and so a folder."""
    return workdir is not None and (workdir == path or workdir.startswith(f"{path.rstrip('/')}/"))


def _is_single_file(source: Word) -> bool:
    """Whether a lone source looks like a file: BuildKit decides by the context, we by the name."""
    path = context_path(source)
    return path is not None and path != ROOT and ("." in name(path).lstrip(".") or name(path) in _FILES)


@lru_cache(maxsize=512)
def _names(source: str, path: ProjectPath) -> bool:
    return matches(source, path)


def place_of(copy: ContextCopy, path: ProjectPath, project: Project) -> str | None:
    """Where in the image `copy` puts the context file `path`, or None if it does not bring it.

    A file that `.dockerignore` keeps back is not brought.
    """
    if copy.folder is None or project.is_ignored(path):
        return None
    parents = False
    if isinstance(copy.placed.node, Copy):
        parents = copy.placed.node.flag("parents") is not None
    for source in copy.sources:
        if source.substitutions:
            continue
        if parents and (_names(source.value, path) or is_inside(path, context_path(source) or path)):
            return f"{copy.folder}/{path}"
        if _names(source.value, path):
            return f"{copy.folder}/{copy.renames or name(path)}"
        folder = context_path(source)
        if folder is not None and is_inside(path, folder) and _may_be_folder(source, folder, project):
            rest = path[len(folder) :].lstrip("/")
            return f"{copy.folder}/{rest}"
    return None


def _may_be_folder(source: Word, path: ProjectPath, project: Project) -> bool:
    """Whether a source is a folder: by the context where it is there, else by its name."""
    if project.exists(path):
        return project.is_dir(path)
    return not _is_single_file(source)


def copies_before(stage: Stage, offset: int) -> tuple[ContextCopy, ...]:
    """The context copies that stand before `offset`, those of the stages it is built on first."""
    return tuple(
        copy
        for link in reversed(stage.chain)
        for copy in context_copies(link)
        if link is not stage or copy.placed.at < offset
    )


def brought(stage: Stage, offset: int, path: ProjectPath, project: Project) -> ContextCopy | None:
    """The last copy before `offset` that brings the context file `path`."""
    for copy in reversed(copies_before(stage, offset)):
        if place_of(copy, path, project) is not None:
            return copy
    return None


def context_path_of(stage: Stage, offset: int, image_path: str, project: Project) -> ProjectPath | None:
    """The context file that stands at the absolute `image_path` before `offset`, if a copy brought one there."""
    for copy in reversed(copies_before(stage, offset)):
        if copy.folder is None:
            continue
        if not _below(image_path, copy.folder):
            continue
        rest = image_path[len(copy.folder) :].lstrip("/")
        for source in copy.sources:
            folder, glob = split_wildcard(source.value)
            candidate = normalise(f"{folder}/{rest.rpartition('/')[2] if glob or copy.renames else rest}")
            for path in (candidate, folder):
                if place_of(copy, path, project) == image_path:
                    return path
    return None


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")
