"""Finds and reads the configuration of a file on disk: the only part of this package that does so."""

from pathlib import Path
from typing import NamedTuple

from dockwright.config.hadolint import FILE_NAMES as HADOLINT_NAMES
from dockwright.config.hadolint import read_hadolint
from dockwright.config.model import NOTHING_CONFIGURED, Config, Problem, RuleNames

NAME = ".dockwright.toml"
PYPROJECT = "pyproject.toml"
FILE_NAMES = (NAME, PYPROJECT, *HADOLINT_NAMES)
_LARGEST = 1024 * 1024


class Found(NamedTuple):
    """A configuration, the file it comes from (None if there is none), that file's text and problems."""

    config: Config
    path: Path | None = None
    text: str = ""
    problems: tuple[Problem, ...] = ()


def find_config(folder: Path, names: RuleNames) -> Found:
    """The configuration for the files in `folder`: the nearest of our own from there upward, else of hadolint's.

    A pyproject.toml counts if it has a table `[tool.dockwright]`.
    """
    folders = (folder, *folder.parents)
    for above in folders:
        for name in (NAME, PYPROJECT):
            found = _read(above / name, names)
            if found is not None:
                return found
    for above in folders:
        for name in HADOLINT_NAMES:
            found = _read(above / name, names)
            if found is not None:
                return found
    return Found(NOTHING_CONFIGURED)


def load_config(path: Path, names: RuleNames) -> Found | None:
    """The configuration in the file at `path`; None if there is none in it."""
    return _read(path, names)


def _read(path: Path, names: RuleNames) -> Found | None:
    text = _text(path)
    if text is None:
        return None
    if path.name in HADOLINT_NAMES or path.suffix in {".yaml", ".yml"}:
        return Found(read_hadolint(text)._replace(folder=str(path.parent)), path, text)
    if path.name == PYPROJECT and "dockwright" not in text:
        return None
    from dockwright.config.read import IN_PYPROJECT, read_config  # noqa: PLC0415 - tomllib, for those who have such a file

    read = read_config(text, names, IN_PYPROJECT if path.name == PYPROJECT else ())
    if read is None:
        return None
    return Found(read.config._replace(folder=str(path.parent)), path, text, read.problems)


def _text(path: Path) -> str | None:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None


def exempted(config: Config, path: Path) -> tuple[str, ...]:
    """The rules, as named, that `config` switches off in the file at `path` (absolute)."""
    if not config.exempt or config.folder is None or not path.is_relative_to(config.folder):
        return ()
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - for those who have such patterns

    relative = path.relative_to(config.folder).as_posix()
    return tuple(
        name
        for pattern, names in config.exempt
        if GitIgnoreSpec.from_lines([pattern]).match_file(relative)
        for name in names
    )
