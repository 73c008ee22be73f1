"""The Go files of a project taken together: its programs, and whether they need cgo."""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dockwright.project.manifests.go_source import parse_go_source
from dockwright.project.paths import ROOT, ProjectPath, is_inside, parent

if TYPE_CHECKING:
    from dockwright.project.snapshot import Project

# Packages that are bound to a C library: there is no build of them without cgo.
_NEEDING_C = (
    "github.com/DataDog/zstd",
    "github.com/confluentinc/confluent-kafka-go",
    "github.com/davidbyttow/govips",
    "github.com/godror/godror",
    "github.com/google/gopacket/pcap",
    "github.com/h2non/bimg",
    "github.com/libgit2/git2go",
    "github.com/linxGnu/grocksdb",
    "github.com/marcboeker/go-duckdb",
    "github.com/mattn/go-oci8",
    "github.com/mattn/go-sqlite3",
    "github.com/pebbe/zmq4",
    "github.com/smacker/go-tree-sitter",
    "github.com/tecbot/gorocksdb",
    "gocv.io/x/gocv",
    "gopkg.in/gographics/imagick.v3",
)


class GoSources(NamedTuple):
    """What the Go files under a folder say, tests and files with `//go:build ignore` aside.

    `programs` are the folders with a `package main`, shallow ones first,
    `uses_c` the files that import "C", `imports` everything imported,
    `embeds` the folders with a `//go:embed`. `complete` is false if some
    file was not read, so that what is not found may be there all the same.
    """

    programs: tuple[ProjectPath, ...]
    uses_c: tuple[ProjectPath, ...]
    imports: frozenset[str]
    embeds: tuple[ProjectPath, ...]
    complete: bool


@lru_cache(maxsize=8)
def go_sources(project: "Project", folder: ProjectPath = ROOT) -> GoSources:
    """Read all Go files under `folder` that the snapshot holds."""
    programs: dict[ProjectPath, None] = {}
    embeds: dict[ProjectPath, None] = {}
    uses_c: list[ProjectPath] = []
    imports: set[str] = set()
    complete = project.known and not project.truncated
    for path in project.entries:
        if not path.endswith(".go") or path.endswith("_test.go") or not is_inside(path, folder):
            continue
        text = project.read(path)
        source = None if text is None else parse_go_source(text)
        if source is None:
            complete = complete and text is not None
            continue
        if source.constraint == "ignore":
            continue
        imports.update(source.imports)
        if source.package == "main":
            programs[parent(path)] = None
        if source.uses_c:
            uses_c.append(path)
        if source.embeds:
            embeds[parent(path)] = None
    return GoSources(tuple(programs), tuple(uses_c), frozenset(imports), tuple(embeds), complete)


def cgo_evidence(project: "Project", folder: ProjectPath = ROOT) -> str | None:
    """Why the module in `folder` needs cgo: a module or package, or a source file; None if nothing says so."""
    module = project.go_mod(folder)
    for required in module.requires if module is not None else ():
        if _needs_c(required.path):
            return required.path
    sources = go_sources(project, folder)
    return next(iter(sources.uses_c), None) or next(filter(_needs_c, sorted(sources.imports)), None)


def _needs_c(path: str) -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in _NEEDING_C)
