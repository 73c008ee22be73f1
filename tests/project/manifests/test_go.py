"""go.mod, go.work and Go files."""

import pytest

from dockwright.project.manifests.go_mod import GoMod, GoWork, Requirement, parse_go_mod, parse_go_work
from dockwright.project.manifests.go_source import GoSource, parse_go_source
from dockwright.project.manifests.go_sources import GoSources, cgo_evidence, go_sources
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import UNKNOWN_PROJECT, from_files

GO_MOD = """\
// Deprecated: use v2
module "example.com/shop" // the module

go 1.22.1

toolchain go1.22.3

require github.com/lib/pq v1.10.9
require (
	github.com/mattn/go-sqlite3 v1.14.22 // indirect
	github.com/jackc/pgx/v5 v5.5.5
)

replace (
	example.com/a => ../a
	example.com/b v1.0.0 => example.com/c v1.1.0
)
exclude example.com/x v1.0.0
"""

GO_FILE = """\
// Command shop; import "nothing".
//go:build linux && cgo

/* package no */
package main // here

import "fmt"
import (
	"os" // "x"
	db "example.com/db"
	_ `embed`
	// "commented/out"
)

// #include <stdio.h>
import "C"

//go:embed static/* "a b.txt"
var files embed.FS
"""


def test_go_mod() -> None:
    module = parse_go_mod(GO_MOD)
    assert module == GoMod(
        module="example.com/shop",
        go="1.22.1",
        toolchain="go1.22.3",
        requires=(
            Requirement("github.com/lib/pq", "v1.10.9", indirect=False),
            Requirement("github.com/mattn/go-sqlite3", "v1.14.22", indirect=True),
            Requirement("github.com/jackc/pgx/v5", "v5.5.5", indirect=False),
        ),
        replacements=("../a", "example.com/c"),
    )
    assert (module.needs("github.com/jackc/pgx"), module.needs("github.com/jackc")) == (True, False)
    assert parse_go_mod("modul x\nrequire (\n") == GoMod(None, None, None, (), ())


def test_go_work() -> None:
    text = "go 1.22\n\nuse (\n\t./api\n\t./lib // note\n)\nuse ./tools\n"
    assert parse_go_work(text) == GoWork("1.22", None, ("./api", "./lib", "./tools"))


def test_the_head_of_a_go_file() -> None:
    source = parse_go_source(GO_FILE)
    assert source == GoSource(
        package="main",
        imports=("fmt", "os", "example.com/db", "embed", "C"),
        constraint="linux && cgo",
        embeds=("static/*", "a b.txt"),
    )
    assert source is not None
    assert source.uses_c


@pytest.mark.parametrize("text", ["", "// package main\n", 'import "C"\n'])
def test_a_file_without_a_package_is_none(text: str) -> None:
    assert parse_go_source(text) is None


def test_all_go_files_together() -> None:
    project = from_files(
        {
            "go.mod": "module example.com/shop\n",
            "cmd/api/main.go": 'package main\n\nimport "net/http"\n',
            "cmd/gen/gen.go": "//go:build ignore\n\npackage main\n",
            "internal/db/db.go": 'package db\n\nimport "C"\n',
            "internal/db/db_test.go": 'package db\n\nimport "testing"\n',
            "web/web.go": "package web\n\n//go:embed static\nvar f embed.FS\n",
            "main.go": "package main\n",
        }
    )
    assert go_sources(project) == GoSources(
        programs=(ProjectPath(""), ProjectPath("cmd/api")),
        uses_c=(ProjectPath("internal/db/db.go"),),
        imports=frozenset({"net/http", "C"}),
        embeds=(ProjectPath("web"),),
        complete=True,
    )
    assert go_sources(project, ProjectPath("cmd")).programs == ("cmd/api",)


def test_where_something_was_not_read_nothing_is_sure() -> None:
    assert not go_sources(UNKNOWN_PROJECT).complete
    assert not go_sources(from_files({"main.go": "broken"})).uses_c
    assert go_sources(from_files({})).complete


@pytest.mark.parametrize(
    ("files", "evidence"),
    [
        ({"go.mod": "require github.com/mattn/go-sqlite3 v1.14.22 // indirect"}, "github.com/mattn/go-sqlite3"),
        ({"go.mod": "require gopkg.in/confluentinc v1\n", "a/c.go": 'package a\nimport "C"'}, "a/c.go"),
        ({"main.go": 'package main\nimport "github.com/google/gopacket/pcap"'}, "github.com/google/gopacket/pcap"),
        ({"go.mod": "require github.com/google/gopacket v1.1.19", "main.go": "package main"}, None),
        ({"main.go": 'package main\n// import "C"\n'}, None),
    ],
)
def test_evidence_of_cgo(files: dict[str, str], evidence: str | None) -> None:
    assert cgo_evidence(from_files(files)) == evidence
