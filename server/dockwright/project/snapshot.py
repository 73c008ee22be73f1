"""What is known of a build context at one moment."""

# A manifest's parser is imported when one of its kind is asked for: all together they double a start.
# ruff: noqa: PLC0415

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from dockwright.project.captured import LOCKFILES, is_captured, is_dockerfile
from dockwright.project.ignore import IgnoreFile, parse_ignore
from dockwright.project.ignore_names import IGNORE_FILE, ignore_names
from dockwright.project.paths import (
    ROOT,
    ProjectPath,
    deepest,
    is_inside,
    join,
    lineage,
    matches,
    name,
    normalise,
    parent,
    split_wildcard,
)

if TYPE_CHECKING:
    from dockwright.project.manifests.bun_lock import BunLock
    from dockwright.project.manifests.dotnet import DotnetProject
    from dockwright.project.manifests.go_mod import GoMod, GoWork
    from dockwright.project.manifests.npm_lock import NpmLock
    from dockwright.project.manifests.package_json import PackageJson
    from dockwright.project.manifests.pnpm_lock import PnpmLock
    from dockwright.project.manifests.pom import Pom
    from dockwright.project.manifests.pyproject import PyProject
    from dockwright.project.manifests.requirements import Requirements
    from dockwright.project.manifests.tsconfig import TsConfig
    from dockwright.project.manifests.yarn_lock import YarnLock
    from dockwright.project.used_images import UsedImage

_MOST_SOURCES = 1024


class EntryKind(Enum):
    """What lies at a path; a link is not followed."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"


class Entry(NamedTuple):
    """One name in the context: its size in bytes (0 for folders and links) and when it changed (ns since 1970)."""

    kind: EntryKind
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """The files of a build context, some of their texts, and what they say.

    Immutable; two snapshots are the same only if they are one object, so a
    snapshot may be the key of a cache. `root` is for messages only. A folder
    whose contents were not looked into (`node_modules`, `.git`, one too deep)
    is in `entries` but not in `folders`. `truncated` tells that there are more
    entries than are listed. `known` is false where there is no project to look
    at: then everything may exist.
    """

    root: str
    dockerfile: ProjectPath | None
    entries: Mapping[ProjectPath, Entry]
    folders: Mapping[ProjectPath, tuple[ProjectPath, ...]]
    texts: Mapping[ProjectPath, str]
    ignore: IgnoreFile | None = None
    truncated: bool = False
    known: bool = True
    other_dockerfiles: tuple[tuple[str, str], ...] = ()
    matched: dict[str, tuple[ProjectPath, ...]] = field(default_factory=dict[str, tuple[ProjectPath, ...]], repr=False)
    """What `match` has said of these `entries`: shared by the snapshots of all Dockerfiles of one context."""

    # Files

    def exists(self, path: ProjectPath) -> bool:
        """Whether `path` was seen. False does not mean that it is not there: see `may_exist`."""
        return path == ROOT or path in self.entries

    def may_exist(self, path: ProjectPath) -> bool:
        """Whether `path` exists or lies where the snapshot did not look."""
        if not self.known or self.truncated or self.exists(path):
            return True
        return any(above in self.entries and self._is_unseen(above) for above in lineage(parent(path)))

    def entry(self, path: ProjectPath) -> Entry | None:
        """What lies at `path`."""
        return self.entries.get(path)

    def is_dir(self, path: ProjectPath) -> bool:
        """Whether a folder lies at `path`."""
        entry = self.entries.get(path)
        return path == ROOT or (entry is not None and entry.kind is EntryKind.FOLDER)

    def children(self, folder: ProjectPath = ROOT) -> tuple[ProjectPath, ...]:
        """What lies directly in `folder`, by name; nothing for what is no folder or was not looked into."""
        return self.folders.get(folder, ())

    def read(self, path: ProjectPath) -> str | None:
        """The text of a manifest when the snapshot was made; None for other files (see `captured.is_captured`)."""
        return self.texts.get(path)

    def find(self, last_name: str) -> tuple[ProjectPath, ...]:
        """The paths whose last name is `last_name`, shallow ones first."""
        return tuple(path for path in self.entries if name(path) == last_name)

    # What the builder gets

    def match(self, source: str) -> tuple[ProjectPath, ...]:
        """What the COPY source names in the context, `.dockerignore` not yet applied.

        As in BuildKit a folder that matches is taken whole: what lies in it is
        not named again.
        """
        folder, glob = split_wildcard(source)
        if not glob:
            return (folder,) if self.exists(folder) else ()
        known = self.matched.get(source)
        if known is None:
            known = tuple(self._matching(source, folder, deepest(glob)))
            if len(self.matched) >= _MOST_SOURCES:
                self.matched.clear()
            self.matched[source] = known
        return known

    def _matching(self, source: str, folder: ProjectPath, levels: int) -> Iterator[ProjectPath]:
        for child in self.children(folder):
            if matches(source, child):
                yield child
            elif levels > 1 and child in self.folders:
                yield from self._matching(source, child, levels - 1)

    def may_match(self, source: str) -> bool:
        """Whether the COPY source names something, or may name something where the snapshot did not look."""
        folder, glob = split_wildcard(source)
        if not glob:
            return self.may_exist(folder)
        if not self.known or self.truncated or self.match(source):
            return True
        if folder not in self.folders:
            return self._is_unseen(folder) if folder in self.entries else self.may_exist(folder)
        return any(_leads_to(path, folder, glob) for path in self.entries if self._is_unseen(path))

    def _is_unseen(self, path: ProjectPath) -> bool:
        """Whether there may be something under `path` that is not listed."""
        return path not in self.folders and self.entries[path].kind is not EntryKind.FILE

    def is_ignored(self, path: ProjectPath) -> bool:
        """Whether `.dockerignore` matches `path` itself or a folder above it, and no later `!` takes it back."""
        return self.ignore is not None and self.ignore.excludes(path)

    @property
    def ignore_path(self) -> ProjectPath:
        """Where the ignore file is that counts, or would be put."""
        found = None if self.ignore is None else self.ignore.path
        return IGNORE_FILE if found is None else found

    def is_sent(self, path: ProjectPath) -> bool:
        """Whether the builder gets `path`, or something in it if it is a folder."""
        if not self.exists(path):
            return False
        if path == ROOT or self.ignore is None or not self.ignore.excludes(path):
            return True
        if not self.is_dir(path) or not self.ignore.may_reinclude(path):
            return False
        return path not in self.folders or any(map(self.is_sent, self.children(path)))

    def sent(self, source: str) -> tuple[ProjectPath, ...]:
        """What the COPY source names of that which the builder gets."""
        return tuple(filter(self.is_sent, self.match(source)))

    def files(self, folder: ProjectPath = ROOT) -> Iterator[ProjectPath]:
        """The files and links under `folder` that the builder gets, as far as they are listed."""
        for child in self.children(folder):
            if self.is_dir(child):
                if self.is_sent(child):
                    yield from self.files(child)
            elif not self.is_ignored(child):
                yield child

    def with_file(self, path: ProjectPath, text: str) -> "Project":
        """The same context after `text` was written to `path`, whatever kind of file that is."""
        entries = dict(self.entries)
        folders = dict(self.folders)
        for each in lineage(path):
            if each not in entries:
                siblings = folders.get(parent(each), ())
                folders[parent(each)] = tuple(sorted((*siblings, each)))
            if each != path:
                entries.setdefault(each, Entry(EntryKind.FOLDER, 0, 0))
                folders.setdefault(each, ())
        entries[path] = Entry(EntryKind.FILE, len(text.encode("utf-8", "replace")), 0)
        texts = {**self.texts, path: text}
        ignore = parse_ignore(text, path) if path == self.ignore_path else self.ignore
        return replace(self, entries=entries, folders=folders, texts=texts, ignore=ignore, matched={})

    # What the manifests say

    def lockfiles(self, folder: ProjectPath = ROOT) -> tuple[ProjectPath, ...]:
        """The lockfiles in `folder`; `captured.LOCKFILES` tells whose they are."""
        return tuple(path for each in LOCKFILES if self.exists(path := join(folder, each)))

    def package_json(self, folder: ProjectPath = ROOT) -> "PackageJson | None":
        """The `package.json` in `folder`."""
        from dockwright.project.manifests.package_json import parse_package_json

        text = self.read(join(folder, "package.json"))
        return None if text is None else parse_package_json(text)

    def npm_lock(self, folder: ProjectPath = ROOT) -> "NpmLock | None":
        """The `npm-shrinkwrap.json` or else the `package-lock.json` in `folder`."""
        from dockwright.project.manifests.npm_lock import parse_npm_lock

        text = self.read(join(folder, "npm-shrinkwrap.json")) or self.read(join(folder, "package-lock.json"))
        return None if text is None else parse_npm_lock(text)

    def yarn_lock(self, folder: ProjectPath = ROOT) -> "YarnLock | None":
        """The `yarn.lock` in `folder`."""
        from dockwright.project.manifests.yarn_lock import parse_yarn_lock

        text = self.read(join(folder, "yarn.lock"))
        return None if text is None else parse_yarn_lock(text)

    def pnpm_lock(self, folder: ProjectPath = ROOT) -> "PnpmLock | None":
        """The `pnpm-lock.yaml` in `folder`."""
        from dockwright.project.manifests.pnpm_lock import parse_pnpm_lock

        text = self.read(join(folder, "pnpm-lock.yaml"))
        return None if text is None else parse_pnpm_lock(text)

    def bun_lock(self, folder: ProjectPath = ROOT) -> "BunLock | None":
        """The `bun.lock` in `folder`."""
        from dockwright.project.manifests.bun_lock import parse_bun_lock

        text = self.read(join(folder, "bun.lock"))
        return None if text is None else parse_bun_lock(text)

    def tsconfig(self, folder: ProjectPath = ROOT, last_name: str = "tsconfig.json") -> "TsConfig | None":
        """The TypeScript configuration in `folder`, what it extends filled in; paths are made those of the context."""
        return self._tsconfig(join(folder, last_name), frozenset())

    def _tsconfig(self, path: ProjectPath, above: frozenset[ProjectPath]) -> "TsConfig | None":
        """`above` are the files that extend this one: a file that extends itself is not read again."""
        from dockwright.project.manifests.tsconfig import parse_tsconfig

        text = self.read(path)
        config = None if text is None else parse_tsconfig(text)
        if config is None or path in above:
            return None
        folder = parent(path)
        out_dir = None if config.out_dir is None else join(folder, config.out_dir)
        root_dir = None if config.root_dir is None else join(folder, config.root_dir)
        no_emit = config.no_emit
        for base in reversed(config.extends):
            inherited = self._tsconfig(_json_file(folder, base), above | {path})
            if inherited is not None:
                out_dir = inherited.out_dir if out_dir is None else out_dir
                root_dir = inherited.root_dir if root_dir is None else root_dir
                no_emit = inherited.no_emit if no_emit is None else no_emit
        return config._replace(out_dir=out_dir, root_dir=root_dir, no_emit=no_emit)

    def go_mod(self, folder: ProjectPath = ROOT) -> "GoMod | None":
        """The `go.mod` in `folder`."""
        from dockwright.project.manifests.go_mod import parse_go_mod

        text = self.read(join(folder, "go.mod"))
        return None if text is None else parse_go_mod(text)

    def go_work(self, folder: ProjectPath = ROOT) -> "GoWork | None":
        """The `go.work` in `folder`."""
        from dockwright.project.manifests.go_mod import parse_go_work

        text = self.read(join(folder, "go.work"))
        return None if text is None else parse_go_work(text)

    def pyproject(self, folder: ProjectPath = ROOT) -> "PyProject | None":
        """The `pyproject.toml` in `folder`."""
        from dockwright.project.manifests.pyproject import parse_pyproject

        text = self.read(join(folder, "pyproject.toml"))
        return None if text is None else parse_pyproject(text)

    def requirements(self, path: ProjectPath) -> "Requirements | None":
        """The requirements file at `path`."""
        from dockwright.project.manifests.requirements import parse_requirements

        text = self.read(path)
        return None if text is None else parse_requirements(text)

    def pom(self, folder: ProjectPath = ROOT) -> "Pom | None":
        """The `pom.xml` in `folder`."""
        from dockwright.project.manifests.pom import parse_pom

        text = self.read(join(folder, "pom.xml"))
        return None if text is None else parse_pom(text)

    def dotnet_project(self, path: ProjectPath) -> "DotnetProject | None":
        """The project file of .NET at `path`."""
        from dockwright.project.manifests.dotnet import parse_dotnet_project

        text = self.read(path)
        return None if text is None else parse_dotnet_project(text)

    def images_in_use(self) -> "tuple[UsedImage, ...]":
        """The base images of the other Dockerfiles around: evidence for what this project pins."""
        from dockwright.project.used_images import used_images

        return used_images(self.other_dockerfiles)


UNKNOWN_PROJECT = Project(root="", dockerfile=None, entries={}, folders={}, texts={}, known=False)
"""Nothing is known: an untitled buffer, or a file system that is not on this machine."""


def from_files(files: Mapping[str, str], dockerfile: str | None = "Dockerfile", root: str = "/project") -> Project:
    """A project in memory: paths to texts, a path that ends in `/` for an empty folder.

    Only such texts can be read from it as could be from one on disk.
    """
    entries: dict[ProjectPath, Entry] = {}
    texts: dict[ProjectPath, str] = {}
    folders: dict[ProjectPath, list[ProjectPath]] = {ROOT: []}
    for written, text in files.items():
        path = normalise(written)
        for above in lineage(path if written.endswith("/") else parent(path)):
            entries.setdefault(above, Entry(EntryKind.FOLDER, 0, 0))
            folders.setdefault(above, [])
        if not written.endswith("/"):
            entries[path] = Entry(EntryKind.FILE, len(text.encode()), 0)
            if is_captured(path):
                texts[path] = text
    for path in entries:
        folders[parent(path)].append(path)
    at = None if dockerfile is None else normalise(dockerfile)
    return Project(
        root=root,
        dockerfile=at,
        entries=dict(sorted(entries.items(), key=_breadth_first)),
        folders={folder: tuple(sorted(children)) for folder, children in folders.items()},
        texts=texts,
        ignore=_ignore_in(texts, at),
        other_dockerfiles=dockerfiles_in(texts, at),
    )


def dockerfiles_in(texts: Mapping[ProjectPath, str], without: ProjectPath | None) -> tuple[tuple[str, str], ...]:
    """Path and text of the Dockerfiles among `texts`, but for the one at `without`."""
    return tuple((path, text) for path, text in texts.items() if path != without and is_dockerfile(path))


def _ignore_in(texts: Mapping[ProjectPath, str], dockerfile: ProjectPath | None) -> IgnoreFile | None:
    names = ignore_names(dockerfile or "")
    own = () if dockerfile is None else (ProjectPath(f"{dockerfile}{ending}") for ending in names)
    path = next((each for each in (*own, *names) if each in texts), None)
    return None if path is None else parse_ignore(texts[path], path)


def _leads_to(path: ProjectPath, folder: ProjectPath, glob: str) -> bool:
    """Whether the folder at `path` is one that `glob`, seen from `folder`, reaches into."""
    if not is_inside(path, folder) or path == folder:
        return False
    names = path[len(folder) :].strip("/").count("/") + 1
    parts = glob.split("/")
    return names < len(parts) and matches("/".join((folder, *parts[:names])), path)


def _breadth_first(item: tuple[ProjectPath, Entry]) -> tuple[int, ProjectPath]:
    return item[0].count("/"), item[0]


def _json_file(folder: ProjectPath, base: str) -> ProjectPath:
    """What `extends` names: a path, with or without its ending; packages are not looked for."""
    path = join(folder, base)
    return path if path.endswith(".json") else ProjectPath(f"{path}.json")
