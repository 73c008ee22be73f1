"""Which shell reads the text of an instruction, as far as a checker of shell scripts cares."""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from dockwright.analysis.images import system
from dockwright.model.stages import Stage
from dockwright.model.state import is_posix_program
from dockwright.syntax.nodes import Comment, File

_PRAGMA = re.compile(r"#\s*(?:hadolint|dockwright)\s+shell\s*=\s*(?P<shell>\S+)\s*(?:#.*)?", re.IGNORECASE)
_ANY_PRAGMA = re.compile(r"#\s*(?:hadolint|dockwright)\s+shell\s*=", re.IGNORECASE)
_BASH_AS_SH = frozenset(
    {
        "almalinux", "amazonlinux", "archlinux", "azurelinux", "centos", "fedora", "oraclelinux", "photon",
        "rockylinux", "ubi",
    }
)  # fmt: skip
_DASH_AS_SH = frozenset({"debian", "ubuntu"})
_BUSYBOX_AS_SH = frozenset({"alpine", "busybox"})
_APPLETS = frozenset({"ash", "sh"})


class Dialect(Enum):
    """The shells that ShellCheck knows, by the names that its option `--shell` takes."""

    SH = "sh"
    BASH = "bash"
    DASH = "dash"
    KSH = "ksh"
    BUSYBOX = "busybox"


_DIALECTS = {
    "ash": Dialect.BUSYBOX,
    "bash": Dialect.BASH,
    "dash": Dialect.DASH,
    "ksh": Dialect.KSH,
    "mksh": Dialect.KSH,
}


class ShellUse(NamedTuple):
    """A shell, and whether it is told to stop at the first command that fails (`-e`)."""

    dialect: Dialect
    stops: bool = False


@lru_cache(maxsize=512)
def shell_of(command: tuple[str, ...], family: str) -> ShellUse | None:
    """The shell that a command such as `/bin/bash -o pipefail -c` starts, on a system of `family`.

    `/bin/sh` is dash on Debian, BusyBox on Alpine, bash on Fedora, and plain POSIX where the system is not known. None
    for PowerShell, cmd and shells that ShellCheck does not know. A shell behind another program
    (`conda run -n env /bin/bash -c`) counts.
    """
    for number, word in enumerate(command):
        if is_posix_program(word):
            name, flags = word.rpartition("/")[2], command[number + 1 :]
            if name == "busybox":
                if not flags or flags[0] not in _APPLETS:
                    return None
                name, flags = "ash", flags[1:]
            dialect = _default(family) if name == "sh" else _DIALECTS.get(name)
            return None if dialect is None else ShellUse(dialect, _stops(flags))
    return None


def _default(family: str) -> Dialect:
    if family in _DASH_AS_SH:
        return Dialect.DASH
    if family in _BUSYBOX_AS_SH:
        return Dialect.BUSYBOX
    return Dialect.BASH if family in _BASH_AS_SH else Dialect.SH


def _stops(flags: tuple[str, ...]) -> bool:
    """Whether one of the flags has an `e` in it; long ones, and the names after `-o`, do not count but `errexit`."""
    return any(
        (flag.startswith("-") and not flag.startswith("--") and "e" in flag) or flag == "errexit" for flag in flags
    )


def family_of(stage: Stage) -> str:
    """The family of the system that a stage is built on, `""` if it is not known."""
    reference = stage.root_reference
    found = system(reference) if reference is not None else None
    return found.family if found is not None else ""


class Overrides:
    """The comments `# hadolint shell=NAME`: what they say holds up to the next SHELL or FROM.

    One above the first FROM holds at the start of every stage.
    """

    def __init__(self, file: File, first_from: int) -> None:
        """Read the comments of `file`, whose first FROM is at `first_from`."""
        self._first_from = first_from
        self._found: list[tuple[int, str]] = []
        if _ANY_PRAGMA.search(file.text) is None:
            return
        for item in file.items:
            if isinstance(item.node, Comment):
                match = _PRAGMA.fullmatch(item.span.of(file.text))
                if match is not None:
                    self._found.append((item.at, match["shell"]))

    @property
    def exist(self) -> bool:
        """Whether there are any."""
        return bool(self._found)

    def at(self, stage: Stage, offset: int) -> tuple[str, ...] | None:
        """The shell that a comment gives to the instruction at `offset`; None if it is the one of the file itself."""
        shell = stage.state_at(offset).shell_by
        since = max(stage.start, shell.at if shell is not None else 0)
        own = [name for at, name in self._found if since < at < offset]
        if own:
            return (own[-1],)
        everywhere = [name for at, name in self._found if at < self._first_from]
        return (everywhere[-1],) if everywhere and shell is None else None
