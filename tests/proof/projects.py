"""What is built of tests/projects: each project has a proof.toml that says what is compared, or why it is not built."""

import tomllib
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

FOLDER = Path(__file__).parents[1] / "projects"
SETTINGS = "proof.toml"


class Edit(NamedTuple):
    """A change in a source file after which the program answers something else."""

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


class _Edit(TypedDict):
    file: str
    old: str
    new: str


class _Settings(TypedDict, total=False):
    why_not: str
    edit: _Edit
    port: int
    paths: list[str]
    cut: float
    megabytes: float


def projects() -> tuple[Project, ...]:
    """Every project that is built, by name."""
    found = ((folder, _settings(folder)) for folder in _folders())
    return tuple(_project(folder, settings) for folder, settings in found if "edit" in settings)


def not_built() -> dict[str, str]:
    """Why the others are not, by name."""
    found = ((folder.name, _settings(folder)) for folder in _folders())
    return {name: settings.get("why_not", "") for name, settings in found if "edit" not in settings}


def _folders() -> list[Path]:
    return sorted(path.parent for path in FOLDER.glob("*/Dockerfile"))


def _settings(folder: Path) -> _Settings:
    path = folder / SETTINGS
    return cast("_Settings", cast("object", tomllib.loads(path.read_text("utf-8")))) if path.exists() else {}


def _project(folder: Path, settings: _Settings) -> Project:
    return Project(
        folder.name,
        folder,
        Edit(**settings.get("edit", {"file": "", "old": "", "new": ""})),
        settings.get("port"),
        tuple(settings.get("paths", ["/"])),
        settings.get("cut"),
        settings.get("megabytes"),
    )
