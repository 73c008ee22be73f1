"""Which files a folder stands for."""

from pathlib import Path

from dockwright.cli.inputs import Input, find
from tests.cli.conftest import Run

TREE = (
    ".git/config",
    ".gitignore",
    "Dockerfile",
    "build/Dockerfile",
    "docs/Dockerfile.md",
    "sub/.gitignore",
    "sub/Dockerfile",
    "sub/keep/Dockerfile",
    "sub/old/Dockerfile",
    "worker.dockerfile",
    "node_modules/x/Dockerfile",
    ".github/workflows/ci.yml",
)


def plant(folder: Path) -> None:
    for name in TREE:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
    (folder / ".gitignore").write_text("build/\n*.dockerfile\nkeep\n", "utf-8")
    (folder / "sub" / ".gitignore").write_text("/old\n!keep\n", "utf-8")


def names(folder: Path, *, ignored: bool = False) -> list[str]:
    found = [source for source in find([str(folder)], "Dockerfile", ignored=ignored) if isinstance(source, Input)]
    return [Path(source.shown).relative_to(folder).as_posix() for source in found]


def test_what_git_leaves_out_is_left_out(tmp_path: Path) -> None:
    plant(tmp_path)
    seen = [".github/workflows/ci.yml", "Dockerfile", "sub/Dockerfile", "sub/keep/Dockerfile"]
    assert names(tmp_path) == seen
    assert names(tmp_path, ignored=True) == sorted(
        [*seen, "build/Dockerfile", "sub/old/Dockerfile", "worker.dockerfile"]
    )


def test_patterns_above_the_folder_count_up_to_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("Dockerfile\n", "utf-8")
    repository = tmp_path / "repository"
    repository.mkdir()
    plant(repository)
    assert [Path(source.shown).name for source in find([str(repository / "sub")], "") if isinstance(source, Input)] == [
        "Dockerfile",
        "Dockerfile",
    ]
    assert names(repository / "sub") == ["Dockerfile", "keep/Dockerfile"]


def test_a_file_that_is_named_is_always_looked_at(run: Run, tmp_path: Path) -> None:
    plant(tmp_path)
    (tmp_path / "worker.dockerfile").write_text("FROM debian:13\nMAINTAINER x\n", "utf-8")
    assert run("check", "worker.dockerfile").out.startswith("worker.dockerfile:2:1: ")
