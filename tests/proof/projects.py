"""The projects of tests/projects that are really built: each has a proof.toml that says what is compared."""

import tomllib
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

FOLDER = Path(__file__).parents[1] / "projects"
SETTINGS = "proof.toml"


class Edit(NamedTuple):
    """A change of one line in a source file after which the program answers something else."""

    file: str
    old: str
    new: str


class Project(NamedTuple):
    """A project and what its proof has to show.

    A server is asked for `paths` on `port`; without a port, the program's output and exit code are the answer.
    `cut` is the share of the size above the base that has to go, `megabytes` (10^6 bytes) what the image may have.
    """

    name: str
    folder: Path
    edit: Edit
    port: int | None = None
    paths: tuple[str, ...] = ("/",)
    cut: float | None = None
    megabytes: float | None = None


class _Settings(TypedDict, total=False):
    port: int
    paths: list[str]
    edit: dict[str, str]
    cut: float
    megabytes: float


def projects() -> tuple[Project, ...]:
    """Every project with a proof, by name."""
    return tuple(_project(path) for path in sorted(FOLDER.glob(f"*/{SETTINGS}")))


def unproved() -> tuple[str, ...]:
    """The names of the projects that have none."""
    folders = (path for path in FOLDER.iterdir() if path.is_dir())
    return tuple(sorted(path.name for path in folders if not (path / SETTINGS).exists()))


def _project(path: Path) -> Project:
    settings = cast("_Settings", cast("object", tomllib.loads(path.read_text("utf-8"))))
    return Project(
        path.parent.name,
        path.parent,
        Edit(**settings.get("edit", {})),
        settings.get("port"),
        tuple(settings.get("paths", ["/"])),
        settings.get("cut"),
        settings.get("megabytes"),
    )
