"""The only reader of files: build contexts from disk, bounded and cached.

A folder is walked once. Afterwards each call compares the times of the folders
and files that were read with those on disk, which is some hundred times
cheaper, and walks again only where one of them differs.
"""

# Strings and os.path: a Path for each name, and for each time that is compared, takes three times as long.
# ruff: noqa: PTH100, PTH110, PTH112, PTH116, PTH118, PTH120, PTH123

import os
import time
from collections import deque
from collections.abc import Callable, Hashable
from itertools import islice
from typing import NamedTuple, TypeVar

from dockwright.project.captured import COMPOSE_FILES, is_captured, is_dockerfile, is_source, watched_globs
from dockwright.project.ignore import IgnoreFile, parse_ignore
from dockwright.project.measure import ContextSize, measure_context
from dockwright.project.paths import ROOT, ProjectPath, normalise
from dockwright.project.snapshot import IGNORE_FILE, Entry, EntryKind, Project, dockerfiles_in

__all__ = [
    "ContextSize",
    "Limits",
    "Reader",
    "find_context_root",
    "measure_context",
    "read_project",
    "watched_globs",
]

# Listed, but not looked into: what tools put there, as a rule in thousands of files.
_CLOSED = frozenset(
    {
        ".git",
        ".gradle",
        ".hg",
        ".idea",
        ".mypy_cache",
        ".next",
        ".nuxt",
        ".parcel-cache",
        ".pnpm-store",
        ".pytest_cache",
        ".ruff_cache",
        ".svelte-kit",
        ".svn",
        ".terraform",
        ".tox",
        ".turbo",
        ".venv",
        ".vs",
        "__pycache__",
        "bower_components",
        "node_modules",
        "site-packages",
        "venv",
    }
)

# Looked into, but not deeper: build output and copies of other projects.
_SHALLOW = frozenset({"_build", "build", "coverage", "dist", "obj", "out", "target", "vendor"})

# A file that changed this shortly before it was read may change again without a new time.
_UNSETTLED_NS = 50_000_000

_MOST_COMPOSE_BYTES = 256 * 1024

# What lies in a folder that is built with itself: one file alone that lies above it says little.
_MANIFESTS = ("Cargo.toml", "Gemfile", "composer.json", "go.mod", "package.json", "pom.xml", "pyproject.toml")

# How many walks and projects a reader keeps.
_MOST_TREES = 16
_MOST_PROJECTS = 64

StrPath = str | os.PathLike[str]

_Stamp = tuple[int, int]
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Limits(NamedTuple):
    """How much is read: entries and depth of a walk; bytes of one text, of one source file, and of all texts."""

    entries: int = 5_000
    depth: int = 8
    file_bytes: int = 2 * 1024 * 1024
    source_bytes: int = 64 * 1024
    total_bytes: int = 16 * 1024 * 1024
    dockerfiles: int = 50
    dockerfile_bytes: int = 256 * 1024


class _Tree(NamedTuple):
    """What a walk found. `stamps` are the absolute paths read, with what `_stamp` said before."""

    entries: dict[ProjectPath, Entry]
    folders: dict[ProjectPath, tuple[ProjectPath, ...]]
    texts: dict[ProjectPath, str]
    truncated: bool
    stamps: dict[str, _Stamp | None]
    settled: bool


class _Sources(NamedTuple):
    """All that a project is made of."""

    tree: _Tree
    own_ignore: str | None
    others: _Tree

    def are(self, other: "_Sources") -> bool:
        """Whether nothing has changed from one to the other."""
        same_trees = self.tree is other.tree and self.others is other.others
        return same_trees and self.own_ignore == other.own_ignore


class Reader:
    """Reads projects and keeps what it has read.

    One that does not `revalidate` never looks twice, for programs that run
    once over many files. Safe to use from several threads: at worst, two of
    them read the same folder.
    """

    __slots__ = ("_limits", "_projects", "_revalidate", "_trees")

    def __init__(self, limits: Limits | None = None, *, revalidate: bool = True) -> None:
        """Begin with nothing read."""
        self._limits = limits or Limits()
        self._revalidate = revalidate
        self._trees: dict[tuple[str, bool], _Tree] = {}
        self._projects: dict[tuple[str, str, str], tuple[_Sources, Project]] = {}

    def read(
        self,
        dockerfile_path: StrPath,
        context_root: StrPath | None = None,
        *,
        workspace_root: StrPath | None = None,
    ) -> Project:
        """The project of the Dockerfile at `dockerfile_path`, which need not exist yet.

        The context is `context_root` or else what `find_context_root` says.
        The other Dockerfiles of `workspace_root` are read for their base
        images; without it, those of the context. Never raises: what cannot
        be read is not there. The same object as before if nothing changed.
        """
        dockerfile = os.path.abspath(dockerfile_path)
        root = os.path.abspath(context_root or find_context_root(dockerfile, workspace_root))
        workspace = os.path.abspath(workspace_root or root)
        tree = self._tree(root, all_files=True)
        sources = _Sources(
            tree=tree,
            own_ignore=_read_text(f"{dockerfile}.dockerignore", self._limits.file_bytes),
            others=tree if workspace == root else self._tree(workspace, all_files=False),
        )
        key = (dockerfile, root, workspace)
        known = self._projects.get(key)
        if known is not None and known[0].are(sources):
            return known[1]
        others = dockerfiles_in(sources.others.texts, _inside(dockerfile, workspace))
        project = _project(root, _inside(dockerfile, root), sources, self._small_enough(others))
        _remember(self._projects, key, (sources, project), _MOST_PROJECTS)
        return project

    def dockerfiles(self, root: StrPath) -> tuple[tuple[str, str], ...]:
        """The absolute path and text of the Dockerfiles in a folder."""
        top = os.path.abspath(root)
        found = dockerfiles_in(self._tree(top, all_files=False).texts, None)
        return tuple((os.path.join(top, *path.split("/")), text) for path, text in self._small_enough(found))

    def _small_enough(self, dockerfiles: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        found = [each for each in dockerfiles if len(each[1]) <= self._limits.dockerfile_bytes]
        return tuple(found[: self._limits.dockerfiles])

    def _tree(self, root: str, *, all_files: bool) -> _Tree:
        known = self._trees.get((root, all_files))
        if known is not None and (not self._revalidate or _is_current(known)):
            return known
        tree = _walk(root, self._limits, is_captured if all_files else is_dockerfile)
        _remember(self._trees, (root, all_files), tree, _MOST_TREES)
        return tree


_READER = Reader()


def read_project(
    dockerfile_path: StrPath, context_root: StrPath | None = None, *, workspace_root: StrPath | None = None
) -> Project:
    """`Reader.read` by a reader that lives as long as the program."""
    return _READER.read(dockerfile_path, context_root, workspace_root=workspace_root)


def read_dockerfiles(root: StrPath) -> tuple[tuple[str, str], ...]:
    """`Reader.dockerfiles` by the same reader as `read_project`."""
    return _READER.dockerfiles(root)


def find_context_root(dockerfile_path: StrPath, workspace_root: StrPath | None = None) -> str:
    """The folder that the Dockerfile is built with.

    It is the one that a compose file names for it, in the Dockerfile's folder
    or above it up to `workspace_root`, nearest first; else the nearest in which everything lies that
    COPY and ADD name; else the Dockerfile's own.
    """
    dockerfile = os.path.abspath(dockerfile_path)
    own = os.path.dirname(dockerfile)
    top = os.path.abspath(workspace_root) if workspace_root is not None else own
    folder = own
    while _inside(folder, top) is not None:
        context = _composed_root(folder, dockerfile)
        if context is not None:
            return context
        if folder == top:
            break
        folder = os.path.dirname(folder)
    return _root_by_sources(dockerfile, own, top) or own


def _root_by_sources(dockerfile: str, own: str, top: str) -> str | None:
    """The nearest folder up to `top` with all files that the Dockerfile names; with most, where `own` has none."""
    if own == top or _inside(own, top) is None:
        return None
    from dockwright.project.named_sources import named_sources  # noqa: PLC0415 - only where there is a choice

    names = named_sources(_read_text(dockerfile, _MOST_COMPOSE_BYTES) or "")
    folders = [own]
    while folders[-1] != top:
        folders.append(os.path.dirname(folders[-1]))
    there = [sum(os.path.exists(os.path.join(folder, name)) for name in names) for folder in folders]
    is_project = any(os.path.exists(os.path.join(own, name)) for name in _MANIFESTS)
    enough = len(names) if there[0] else max(len(names) // 2 + 1, 2 if is_project else min(len(names), 2))
    return next((folder for folder, count in zip(folders, there, strict=True) if count >= enough), None)


def _composed_root(folder: str, dockerfile: str) -> str | None:
    """The context that a compose file in `folder` builds `dockerfile` with."""
    for compose_file in COMPOSE_FILES:
        text = _read_text(os.path.join(folder, compose_file), _MOST_COMPOSE_BYTES)
        if text is None:
            continue
        from dockwright.project.manifests.compose import parse_compose  # noqa: PLC0415 - only where there is one

        for build in parse_compose(text):
            context = os.path.normpath(os.path.join(folder, build.context))
            built = os.path.normpath(os.path.join(context, build.dockerfile))
            if built == dockerfile and os.path.isdir(context):
                return context
    return None


def _walk(root: str, limits: Limits, wanted: Callable[[ProjectPath], bool]) -> _Tree:
    """List `root` breadth first, so that what a limit cuts off is what lies deepest."""
    began = time.time_ns()
    entries: dict[ProjectPath, Entry] = {}
    folders: dict[ProjectPath, tuple[ProjectPath, ...]] = {}
    stamps: dict[str, _Stamp | None] = {}
    truncated = False
    pending = deque([(ROOT, 1)])
    while pending:
        folder, depth = pending.popleft()
        place = os.path.join(root, folder)
        stamps[place] = _stamp(place)
        found = _listing(place, folder, limits.entries - len(entries))
        if found is None:
            continue
        entries.update(found)
        if len(entries) > limits.entries:
            truncated = True
            break
        folders[folder] = tuple(found)
        is_shallow = folder.rpartition("/")[2] in _SHALLOW
        for path, entry in found.items():
            is_open = path.rpartition("/")[2] not in _CLOSED and depth < limits.depth and not is_shallow
            if entry.kind is EntryKind.FOLDER and is_open:
                pending.append((path, depth + 1))
    texts = _texts(root, entries, limits, wanted, stamps)
    newest = max((stamp[0] for stamp in stamps.values() if stamp is not None), default=0)
    return _Tree(entries, folders, texts, truncated, stamps, settled=began - newest > _UNSETTLED_NS)


def _listing(place: str, folder: ProjectPath, most: int) -> dict[ProjectPath, Entry] | None:
    """What lies in `place`, by name, at most one more than `most`; None if it cannot be listed."""
    try:
        with os.scandir(place) as scan:
            found = sorted(islice(scan, most + 1), key=lambda each: each.name)
    except (OSError, ValueError):
        return None
    prefix = f"{folder}/" if folder else ""
    return {ProjectPath(prefix + each.name): _entry(each) for each in found}


def _entry(found: "os.DirEntry[str]") -> Entry:
    try:
        stat = found.stat(follow_symlinks=False)
        if found.is_symlink():
            return Entry(EntryKind.LINK, 0, stat.st_mtime_ns)
        if found.is_dir(follow_symlinks=False):
            return Entry(EntryKind.FOLDER, 0, stat.st_mtime_ns)
    except OSError:
        return Entry(EntryKind.FILE, 0, 0)
    return Entry(EntryKind.FILE, stat.st_size, stat.st_mtime_ns)


def _texts(
    root: str,
    entries: dict[ProjectPath, Entry],
    limits: Limits,
    wanted: Callable[[ProjectPath], bool],
    stamps: dict[str, _Stamp | None],
) -> dict[ProjectPath, str]:
    texts: dict[ProjectPath, str] = {}
    remaining = limits.total_bytes
    dockerfiles = 0
    for path, entry in entries.items():
        if entry.kind is EntryKind.FOLDER or not wanted(path):
            continue
        if is_dockerfile(path):
            dockerfiles += 1
            if dockerfiles > limits.dockerfiles + 1:  # the one that is open is among them
                continue
        place = os.path.join(root, path)
        if entry.kind is EntryKind.LINK and _inside(os.path.realpath(place), os.path.realpath(root)) is None:
            continue
        stamps[place] = _stamp(place)
        text = _read_text(place, min(remaining, limits.source_bytes if is_source(path) else limits.file_bytes))
        if text is not None:
            texts[path] = text
            remaining -= len(text)
    return texts


def _read_text(place: str, most_bytes: int) -> str | None:
    """The text of a file; None if there is none, it is no file, or longer than `most_bytes`. Bad UTF-8 is replaced."""
    try:
        with open(place, "rb") as file:
            content = file.read(most_bytes + 1)
    except (OSError, ValueError):
        return None
    return None if len(content) > most_bytes else content.decode("utf-8", "replace")


def _stamp(place: str) -> _Stamp | None:
    """What changes when a file is written, or when a name comes into a folder or goes."""
    try:
        stat = os.stat(place)
    except (OSError, ValueError):
        return None
    return stat.st_mtime_ns, stat.st_size


def _is_current(tree: _Tree) -> bool:
    return tree.settled and all(_stamp(place) == stamp for place, stamp in tree.stamps.items())


def _inside(place: str, root: str) -> ProjectPath | None:
    """`place` from `root`, None if it is not in it."""
    if place == root:
        return ROOT
    prefix = root if root.endswith(os.sep) else root + os.sep
    return normalise(place[len(prefix) :].replace(os.sep, "/")) if place.startswith(prefix) else None


def _project(
    root: str, dockerfile: ProjectPath | None, sources: _Sources, others: tuple[tuple[str, str], ...]
) -> Project:
    tree = sources.tree
    return Project(
        root=root,
        dockerfile=dockerfile,
        entries=tree.entries,
        folders=tree.folders,
        texts=tree.texts,
        ignore=_ignore(tree, sources.own_ignore, dockerfile),
        truncated=tree.truncated,
        known=ROOT in tree.folders or tree.truncated,
        other_dockerfiles=others,
    )


def _ignore(tree: _Tree, own: str | None, dockerfile: ProjectPath | None) -> IgnoreFile | None:
    """A file named after the Dockerfile is used instead of that in the root."""
    if own is not None:
        return parse_ignore(own, None if dockerfile is None else ProjectPath(f"{dockerfile}.dockerignore"))
    general = tree.texts.get(IGNORE_FILE)
    return None if general is None else parse_ignore(general, IGNORE_FILE)


def _remember(cache: dict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    """Put `value` in, and what has been in longest out if there are too many."""
    cache[key] = value
    while len(cache) > most:
        del cache[next(iter(cache))]
