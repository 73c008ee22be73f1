"""The program that writes the bundled facts, on facts small enough to read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent.parent / "scripts" / "refresh-images.py"

SOURCES: dict[str, object] = {
    "official-images": {
        "snapshot": "2026-01-02",
        "archSets": [["amd64", "arm64v8"]],
        "bases": ["debian:trixie", "windows/nanoserver:ltsc2025"],
        "repositories": {
            "tool": {
                "groups": [["2.1-trixie", "2-trixie"], ["2.1-nanoserver", "2-nanoserver"], ["2.0-scratch"]],
                "arch": [0, 0, 0],
                "base": [0, 1, -1],
                "how": "dhn",
                "shared": {"2": [0, 1], "nanoserver": [1]},
            },
            "gone": {"groups": [], "note": "no tags"},
            "debian": {"groups": [["13", "trixie"]], "arch": [0], "base": [0], "how": "s", "os": True},
        },
        "extra": {
            "mcr.microsoft.com/dotnet/sdk": {
                "groups": [["10.0.1-noble-amd64", "10.0.1-noble", "10.0"], ["10.0.1-alpine3.24", "10.0-alpine"]],
                "os": ["Ubuntu 24.04", "Alpine 3.24"],
            }
        },
    },
    "retired-tags": {
        "snapshot": "2026-01-02",
        "repositories": {"tool": {"2025-01-01": ["1", "1-slim", "1.9", "1.9-slim"], "2025-02-01": ["lts"]}},
    },
    "image-defaults": {
        "official": {
            "tool:2": {
                "workdir": "/srv",
                "user": "0",
                "shell": ["/bin/sh"],
                "libc": "glibc",
                "packageManager": "apt",
                "env": {"TOOL_VERSION": "2.1", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
                "envKeys": ["TOOL_VERSION", "TOOL_KEY", "PATH"],
                "users": [{"name": "tool", "uid": 1000, "gid": 1000}],
            },
            "mysql:8": {"workdir": "/", "user": "root", "shell": [], "packageManager": "none"},
        },
        "distroless": {},
        "dotnet": {},
        "chainguard": {
            "cgr.dev/chainguard/tool": {
                "tool-public": {
                    "workdir": "/",
                    "user": "65532",
                    "shell": [],
                    "packageManager": "none",
                    "cmd": "--help",
                    "tags": ["latest"],
                }
            }
        },
    },
    "image-sizes": {"sizes": {"tool:2": {"bytes": 5, "date": "2026-01-01"}}},
    "eol": {
        "snapshot": "2026-01-03",
        "images": {"tool": {"product": "tool", "tag": "^(?P<cycle>\\d+)"}},
        "osSuffix": {"debianCodenames": {"trixie": "13"}, "ubuntuCodenames": {"noble": "24.04"}},
        "distroless": {"debian12": {"java*": "2026-02"}, "published": {"debian13": ["static"]}},
        "products": {
            "nodejs": {"label": "Node.js", "cycles": []},
            "tool": {
                "label": "Tool",
                "cycles": [{"cycle": "2", "release": "2025-01-01", "eol": False, "lts": True, "latest": "2.1 (final)"}],
            },
            "debian": {
                "label": "Debian",
                "cycles": [
                    {"cycle": "13", "release": "2025-08-09", "eol": "2028-08-09", "eoes": "2030-06-30"}
                ],
            },
            "ubuntu": {
                "label": "Ubuntu",
                "cycles": [{"cycle": "24.04", "release": "2024-04-25", "eol": "2029-05-31", "eoes": "2034-04-25"}],
            },
        }
        | {
            name: {"label": name, "cycles": []}
            for name in (
                "alpine-linux", "almalinux", "amazon-linux", "fedora", "oracle-linux", "vmware-photon", "rocky-linux",
            )
        },
    },
    "recommended-tags": {
        "now": "2026-02-03",
        "images": {
            "tool": {"cycle": "2", "variants": {"default": {"tag": "2", "exact": "2.1-trixie"}}},
            "centos": {"note": "whatever", "replacedBy": "almalinux, rockylinux"},
            "mcr.microsoft.com/dotnet": {"cycle": "10", "variants": {}},
            "gcr.io/distroless": {"variants": {}},
        },
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the program has written to."""
    sources, package = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("package")
    for name, source in SOURCES.items():
        (sources / f"{name}.json").write_text(json.dumps(source), "utf-8")
    subprocess.run([sys.executable, PROGRAM, sources, package], check=True, capture_output=True)
    return package


def data(package: Path, name: str) -> dict[str, dict[str, object]]:
    return json.loads((package / "data" / f"{name}.json").read_text("utf-8"))


def test_tags_are_a_line_an_image(written: Path) -> None:
    assert data(written, "tags")["repositories"] == {
        "tool": "0 0 d 2.1-trixie 2-trixie 2\n1 0 h 2.1-nanoserver 2-nanoserver nanoserver\n- 0 n 2.0-scratch",
        "gone": "",
        "debian": "0 0 s 13 trixie",
        "mcr.microsoft.com/dotnet/sdk": "2 1 d 10.0.1-noble 10.0\n3 1 d 10.0.1-alpine3.24 10.0-alpine",
        "gcr.io/distroless/static-debian13": "0 - d latest\n0 - d nonroot\n0 - d debug\n0 - d debug-nonroot",
        "cgr.dev/chainguard/tool": "4 - d latest",
    }
    assert data(written, "tags")["systems"] == ["debian"]


def test_retired_tags_share_their_endings(written: Path) -> None:
    retired = data(written, "retired")
    assert retired["endings"] == [". -slim", "."]
    assert retired["repositories"] == {"tool": "2025-01-01 1*0 1.9*0\n2025-02-01 lts*1"}


def test_only_free_support_counts(written: Path) -> None:
    lifetimes = data(written, "lifetimes")
    assert lifetimes["products"]["tool"] == "Tool\n2 no - yes 2.1"
    assert lifetimes["products"]["debian"] == "Debian\n13 2028-08-09 2030-06-30 - -"
    assert lifetimes["products"]["ubuntu"] == "Ubuntu\n24.04 2029-05-31 - - -"
    assert lifetimes["distroless"] == {"java*": "2026-02-28"}


def test_catalogue(written: Path) -> None:
    catalogue = data(written, "catalogue")
    assert catalogue["recommended"] == {
        "tool": {"cycle": "2", "variants": {"default": "2 2.1-trixie"}},
        "mcr.microsoft.com/dotnet/sdk": {
            "cycle": "10.0",
            "variants": {"default": "10.0 10.0.1-noble", "alpine": "10.0-alpine 10.0.1-alpine3.24"},
        },
        "gcr.io/distroless/static-debian13": {
            "cycle": "",
            "variants": {"default": "nonroot", "debug": "debug-nonroot"},
        },
    }
    assert catalogue["sizes"] == {"tool:2": [5, "2026-01-01"]}
    assert set(catalogue["deprecated"]) == {"centos", "gone"}


def test_defaults_leave_out_what_every_image_has(written: Path) -> None:
    assert data(written, "defaults")["images"] == {
        "tool:2": {
            "env": {"TOOL_VERSION": "2.1", "TOOL_KEY": None},
            "workdir": "/srv",
            "user": "root",
            "shells": ["/bin/sh"],
            "packages": "apt",
            "users": [["tool", 1000, 1000]],
            "libc": "glibc",
        },
        "cgr.dev/chainguard/tool:latest": {"cmd": ["--help"], "workdir": "/", "user": "65532", "libc": "none"},
    }


def test_dates(written: Path) -> None:
    text = (written / "snapshot.py").read_text("utf-8")
    assert "SNAPSHOT_DATE = date(2026, 1, 2)" in text
    assert "RECOMMENDED_DATE = date(2026, 2, 3)" in text


def test_called_wrongly_it_says_how() -> None:
    ran = subprocess.run([sys.executable, PROGRAM], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "FOLDER" in ran.stdout
