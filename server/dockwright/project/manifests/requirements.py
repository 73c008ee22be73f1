"""`requirements.txt` and its like (pip.pypa.io, "Requirements File Format")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

_COMMENT = re.compile(r"(?:^|\s+)#.*$")
_OPTION = re.compile(
    r"^(-r|--requirement|-c|--constraint|-e|--editable|-f|--find-links|-i|--index-url|--extra-index-url)(?:\s*=\s*|\s+|(?<=^-\w))(.+)$"
)
_NAME = re.compile(r"^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$")
_SEPARATORS = re.compile(r"[-_.]+")
_SCHEME = re.compile(r"^(?:git|hg|svn|bzr|https?|ftp|ssh)(?:\+[a-z]+)?:", re.IGNORECASE)
_ARCHIVES = (".whl", ".zip", ".tar.gz", ".tar.bz2", ".tgz")


class RequirementKind(Enum):
    """What a line of a requirements file asks for."""

    PACKAGE = "package"
    INCLUDE = "-r"
    CONSTRAINT = "-c"
    EDITABLE = "-e"
    LOCAL = "path"
    URL = "url"
    OPTION = "option"


class RequirementLine(NamedTuple):
    """One requirement or option. `line` is the zero-based line on which it begins.

    `value` is the version specifier of a package, the path or URL of the
    others, the whole text of an option. `name` is normalised as PyPI does
    (lower case, `-`), None where the line does not tell it.
    """

    kind: RequirementKind
    line: int
    name: str | None
    value: str
    hashed: bool


@dataclass(frozen=True, slots=True)
class Requirements:
    """A requirements file."""

    lines: tuple[RequirementLine, ...]

    def of(self, *kinds: RequirementKind) -> tuple[RequirementLine, ...]:
        """The lines of those kinds."""
        return tuple(line for line in self.lines if line.kind in kinds)

    @property
    def names(self) -> frozenset[str]:
        """The names of the packages, normalised."""
        return frozenset(line.name for line in self.lines if line.name is not None)

    @property
    def includes(self) -> tuple[str, ...]:
        """Other files that are read along, requirements and constraints, from the file's own folder."""
        return tuple(line.value for line in self.of(RequirementKind.INCLUDE, RequirementKind.CONSTRAINT))

    @property
    def local_paths(self) -> tuple[str, ...]:
        """Folders and archives that are installed; pip takes them from its working directory."""
        lines = self.of(RequirementKind.LOCAL, RequirementKind.EDITABLE)
        return tuple(line.value for line in lines if not _SCHEME.match(line.value))

    @property
    def found_in(self) -> tuple[str, ...]:
        """The folders of the project in which packages are looked for (`--find-links`)."""
        options = (_OPTION.match(line.value) for line in self.of(RequirementKind.OPTION))
        values = (found[2].strip() for found in options if found is not None and found[1] in {"-f", "--find-links"})
        return tuple(value for value in values if not _SCHEME.match(value))

    @property
    def is_hashed(self) -> bool:
        """Whether pip checks hashes: one hash, or the option, makes it ask for all."""
        return any(line.hashed or line.value.startswith("--require-hashes") for line in self.lines)


def normalise_name(name: str) -> str:
    """A distribution's name as PyPI compares it."""
    return _SEPARATORS.sub("-", name).lower()


@lru_cache(maxsize=64)
def parse_requirements(text: str) -> Requirements:
    """Read a requirements file; lines that make no sense are passed over."""
    return Requirements(tuple(line for at, logical in _logical_lines(text) if (line := _line(at, logical))))


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with continuations joined and comments gone, each with the number of its first."""
    joined = ""
    begin = 0
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n")):
        if not joined:
            begin = number
        bare = _COMMENT.sub("", line.rstrip("\r"))
        if bare.endswith("\\"):
            joined += f"{bare[:-1]} "
            continue
        yield begin, f"{joined}{bare}".strip()
        joined = ""
    if joined:
        yield begin, joined.strip()


def _line(at: int, text: str) -> RequirementLine | None:
    if not text:
        return None
    option = _OPTION.match(text)
    if option:
        return _option(at, option[1], option[2].strip())
    if text.startswith("-"):
        return RequirementLine(RequirementKind.OPTION, at, None, text, hashed=False)
    spec, *options = re.split(r"\s+(?=--)", text)
    hashed = any(each.startswith("--hash") for each in options)
    spec = spec.partition(" ;")[0].strip()
    named = _NAME.match(spec)
    if named is not None and named[2].startswith("@"):
        return _direct(at, normalise_name(named[1]), named[2][1:].strip(), hashed=hashed)
    if _SCHEME.match(spec):
        return RequirementLine(RequirementKind.URL, at, _egg(spec), spec, hashed)
    if spec.startswith(("./", "../", "/", "file:", "~")) or spec == "." or spec.endswith(_ARCHIVES):
        return RequirementLine(RequirementKind.LOCAL, at, None, _bare_path(spec), hashed)
    if named is None:
        return None
    value = named[2].partition(";")[0].strip()
    return RequirementLine(RequirementKind.PACKAGE, at, normalise_name(named[1]), value, hashed)


def _option(at: int, flag: str, value: str) -> RequirementLine:
    if flag in ("-r", "--requirement"):
        return RequirementLine(RequirementKind.INCLUDE, at, None, value, hashed=False)
    if flag in ("-c", "--constraint"):
        return RequirementLine(RequirementKind.CONSTRAINT, at, None, value, hashed=False)
    if flag in ("-e", "--editable"):
        path = value if _SCHEME.match(value) else _bare_path(value)
        return RequirementLine(RequirementKind.EDITABLE, at, _egg(value), path, hashed=False)
    return RequirementLine(RequirementKind.OPTION, at, None, f"{flag} {value}", hashed=False)


def _direct(at: int, name: str, url: str, *, hashed: bool) -> RequirementLine:
    """`name @ url`."""
    if url.startswith("file:"):
        return RequirementLine(RequirementKind.LOCAL, at, name, _bare_path(url), hashed)
    return RequirementLine(RequirementKind.URL, at, name, url, hashed)


def _bare_path(spec: str) -> str:
    """A local requirement without its scheme, extras and fragment."""
    path = spec.removeprefix("file:").removeprefix("//").partition("#")[0]
    return re.sub(r"\[[^\]]*\]$", "", path)


def _egg(url: str) -> str | None:
    found = re.search(r"#egg=([A-Za-z0-9._-]+)", url)
    return normalise_name(found[1]) if found else None
