"""The build context as it was at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from dockwright.project.ignore import IgnoreFile, parse_ignore
from dockwright.project.paths import ROOT, ProjectPath, is_inside, lineage, matches, normalise, split_wildcard


class EntryKind(Enum):
    """What a directory entry is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"


class Entry(NamedTuple):
    """A directory entry; `size` is in bytes, 0 for a folder."""

    kind: EntryKind
    size: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """A build context: its entries and the texts of the files that matter. Immutable.

    `root` is its absolute path, for messages and for writing. `known` is False where
    there is none (an untitled buffer): then every look-up finds nothing. `truncated` tells that the walk
    ended early, `unlisted` names folders that were not entered. `images` are the base images of the
    workspace's other Dockerfiles, as written.
    """

    root: str
    known: bool
    dockerfile: ProjectPath | None
    entries: Mapping[ProjectPath, Entry]
    texts: Mapping[ProjectPath, str]
    ignore: IgnoreFile | None
    truncated: bool = False
    unlisted: frozenset[ProjectPath] = frozenset()
    images: tuple[str, ...] = ()

    def exists(self, path: ProjectPath) -> bool:
        """Whether there is anything at `path`."""
        return path == ROOT or path in self.entries

    def is_dir(self, path: ProjectPath) -> bool:
        """Whether there is a folder at `path`."""
        entry = self.entries.get(path)
        return path == ROOT or (entry is not None and entry.kind is EntryKind.FOLDER)

    def read(self, path: ProjectPath) -> str | None:
        """The text of a file, None if it is not there or not among those that are read."""
        return self.texts.get(path)

    def match(self, source: str) -> tuple[ProjectPath, ...]:
        """The entries that a COPY source names, `.dockerignore` not heeded."""
        folder, glob = split_wildcard(source)
        if not glob:
            return (folder,) if self.exists(folder) else ()
        return tuple(path for path in self.entries if matches(source, path))

    def sent(self, source: str) -> tuple[ProjectPath, ...]:
        """The entries that a COPY source names and that reach the builder."""
        found = self.match(source)
        return found if self.ignore is None else tuple(path for path in found if not self.is_ignored(path))

    def is_ignored(self, path: ProjectPath) -> bool:
        """Whether `.dockerignore` keeps `path` from the builder."""
        return self.ignore is not None and path != ROOT and self.ignore.excludes(path)

    def children(self, folder: ProjectPath) -> tuple[ProjectPath, ...]:
        """The entries directly in `folder`."""
        prefix = f"{folder}/" if folder else ""
        return tuple(
            path for path in self.entries if path.startswith(prefix) and path and "/" not in path[len(prefix) :]
        )

    def below(self, folder: ProjectPath) -> tuple[ProjectPath, ...]:
        """All entries anywhere under `folder`."""
        return tuple(path for path in self.entries if path != folder and is_inside(path, folder))

    @property
    def ignore_path(self) -> ProjectPath:
        """Where the `.dockerignore` is, or would be put."""
        found = self.ignore.path if self.ignore is not None else None
        return found if found is not None else ProjectPath(".dockerignore")

    def with_file(self, path: ProjectPath, text: str) -> "Project":
        """The same context after `text` was written to `path`."""
        entries = dict(self.entries)
        entries.update({folder: Entry(EntryKind.FOLDER) for folder in lineage(path) if folder != path})
        entries[path] = Entry(EntryKind.FILE, len(text.encode("utf-8", "surrogatepass")))
        texts = {**self.texts, path: text}
        ignore = parse_ignore(text, path) if path == self.ignore_path else self.ignore
        return replace(self, entries=MappingProxyType(entries), texts=MappingProxyType(texts), ignore=ignore)


UNKNOWN_PROJECT = Project("", known=False, dockerfile=None, entries=MappingProxyType({}), texts=MappingProxyType({}), ignore=None)
"""No build context at all."""


def from_files(files: Mapping[str, str], dockerfile: str = "Dockerfile") -> Project:
    """A context of these files, by path; a path that ends in `/` is an empty folder. For tests and examples."""
    entries: dict[ProjectPath, Entry] = {}
    texts: dict[ProjectPath, str] = {}
    for name, text in files.items():
        path = normalise(name)
        entries.update({folder: Entry(EntryKind.FOLDER) for folder in lineage(path)})
        if not name.endswith("/"):
            entries[path] = Entry(EntryKind.FILE, len(text.encode()))
            texts[path] = text
    return Project(
        root="",
        known=True,
        dockerfile=normalise(dockerfile),
        entries=MappingProxyType(entries),
        texts=MappingProxyType(texts),
        ignore=find_ignore(normalise(dockerfile), texts),
    )


def ignore_candidates(dockerfile: ProjectPath | None) -> tuple[ProjectPath, ...]:
    """Where an ignore file may be, the one that counts first."""
    own = (ProjectPath(f"{dockerfile}.dockerignore"),) if dockerfile else ()
    return (*own, ProjectPath(".dockerignore"), ProjectPath(".containerignore"))


def find_ignore(dockerfile: ProjectPath | None, texts: Mapping[ProjectPath, str]) -> IgnoreFile | None:
    """The ignore file in force."""
    for path in ignore_candidates(dockerfile):
        if path in texts:
            return parse_ignore(texts[path], path)
    return None
