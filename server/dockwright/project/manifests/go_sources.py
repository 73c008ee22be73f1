"""Whether a Go project uses cgo, as far as its modules and sources tell."""

from typing import TYPE_CHECKING

from dockwright.project.manifests.go_mod import parse_go_mod
from dockwright.project.paths import ProjectPath

if TYPE_CHECKING:
    from dockwright.project.snapshot import Project

_CGO_MODULES = (
    "github.com/mattn/go-sqlite3",
    "github.com/confluentinc/confluent-kafka-go",
    "github.com/h2non/bimg",
    "github.com/davidbyttow/govips",
    "gopkg.in/gographics/imagick",
    "github.com/rocksdb",
    "github.com/tecbot/gorocksdb",
    "github.com/linxGnu/grocksdb",
    "github.com/google/gopacket/pcap",
    "github.com/godror/godror",
    "github.com/libgit2/git2go",
    "gocv.io/x/gocv",
    "github.com/pebbe/zmq4",
)


def cgo_evidence(project: "Project") -> str | None:
    """Why the project needs cgo (a module, a source file), None if nothing says so.

    Sources are looked at as far as the snapshot holds them.
    """
    text = project.read(ProjectPath("go.mod"))
    for module in parse_go_mod(text).requires if text is not None else ():
        if module.startswith(_CGO_MODULES):
            return module
    for path in project.texts:
        if path.endswith(".go") and 'import "C"' in (project.read(path) or ""):
            return path
    return None
