"""What a Go program does at run time, as far as its source says: other programs, temporary files, writing, zones."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dockwright.project.paths import ROOT, ProjectPath, is_inside

if TYPE_CHECKING:
    from dockwright.project.snapshot import Project

_WRITING = re.compile(
    r"\b(?:os\.(?:Create|OpenFile|Mkdir|MkdirAll|WriteFile)|ioutil\.WriteFile)\(|\.Save(?:Uploaded)?File\("
    r'|"(?:gopkg\.in/natefinch/lumberjack|go\.etcd\.io/bbolt|modernc\.org/sqlite'
    r'|github\.com/(?:glebarez/(?:go-)?sqlite|dgraph-io/badger|lestrrat[\w-]*/[\w-]*rotatelogs))[/".]'
)
_TEMPORARY = re.compile(
    r"\b(?:os|ioutil)\.(?:CreateTemp|MkdirTemp|TempFile|TempDir)\(|\.(?:FormFile|ParseMultipartForm|MultipartForm)\("
)
_ZONES = re.compile(r"\btime\.LoadLocation\(|[?&]loc=(?!Local\b|UTC\b)|\bTimeZone=")
_LOW_PORT = re.compile(r'"(?:[\w.]*:)?(?:80|443)"')
_CONFIGURATION = re.compile(r'\.SetConfigName\("([\w./-]+)"\)')
_HEAD = 2000
_IMPORTS = re.compile(r"^import\s*(?:\(.*?^\)|(?:[\w.]+\s+)?\"[^\"\n]*\")", re.MULTILINE | re.DOTALL)
_BUILT_BY_HAND = re.compile(r"^//go:build ignore$", re.MULTILINE)


class GoBehaviour(NamedTuple):
    """The first file that says each thing, None if none does; `zones` is not needed by a program that embeds them."""

    starts_programs: ProjectPath | None
    temporary: ProjectPath | None
    writes: ProjectPath | None
    zones: ProjectPath | None
    low_port: ProjectPath | None


@lru_cache(maxsize=8)
def go_behaviour(project: "Project", folder: ProjectPath = ROOT) -> GoBehaviour:
    """What the Go files under `folder` that the snapshot holds say, tests aside."""
    texts = go_texts(project, folder)
    embeds_zones = any('"time/tzdata"' in text for _, text in texts)
    return GoBehaviour(
        starts_programs=next((path for path, text in texts if '"os/exec"' in text), None),
        temporary=_first(_TEMPORARY, texts),
        writes=_first(_WRITING, texts),
        zones=None if embeds_zones else _first(_ZONES, texts),
        low_port=_first(_LOW_PORT, texts),
    )


@lru_cache(maxsize=8)
def go_texts(project: "Project", folder: ProjectPath = ROOT) -> tuple[tuple[ProjectPath, str], ...]:
    """The Go files under `folder`, without tests and those that are run by hand."""
    return tuple(_texts(project, folder))


def _texts(project: "Project", folder: ProjectPath) -> Iterator[tuple[ProjectPath, str]]:
    for path, text in project.texts.items():
        is_source = path.endswith(".go") and not path.endswith("_test.go") and is_inside(path, folder)
        if is_source and not _BUILT_BY_HAND.search(text, 0, _HEAD):
            yield path, text


def _first(pattern: re.Pattern[str], texts: tuple[tuple[ProjectPath, str], ...]) -> ProjectPath | None:
    return next((path for path, text in texts if pattern.search(text)), None)


def configuration_names(project: "Project", folder: ProjectPath = ROOT) -> frozenset[str]:
    """The names, without an ending, of the files that viper is told to read."""
    return frozenset(
        name
        for _, text in go_texts(project, folder)
        if ".SetConfigName(" in text
        for name in _CONFIGURATION.findall(text)
    )


@lru_cache(maxsize=8)
def go_words(project: "Project", folder: ProjectPath = ROOT) -> tuple[str, ...]:
    """The Go files under `folder` without their imports, whose paths look like those of files."""
    return tuple(_IMPORTS.sub("", text) for _, text in go_texts(project, folder))


@lru_cache(maxsize=2048)
def source_mentions(project: "Project", folder: ProjectPath, path: str, *, whole: bool = False) -> bool:
    """Whether a Go file under `folder` has `path` in quotes; see `mentions`."""
    return mentions(go_words(project, folder), path, whole=whole)


def mentions(texts: tuple[str, ...], path: str, *, whole: bool = False) -> bool:
    """Whether some text has `path` in quotes, after `./` or the like; `whole` if no name follows that is known."""
    end = r"(?:/?[\"`]|/[*%{$])" if whole else r"[\"`/]"
    pattern = re.compile(rf"[\"`/]{re.escape(path)}{end}")
    return any(path in text and pattern.search(text) is not None for text in texts)
