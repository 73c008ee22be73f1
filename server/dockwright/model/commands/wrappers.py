"""Programs that run another program, given as their arguments."""

import re
from functools import lru_cache
from typing import NamedTuple

from dockwright.syntax.shell.nodes import ShellWord


class Wrapper(NamedTuple):
    """How to find the program behind a wrapper.

    `values` are its options that take the next word, `positionals` the number
    of words before the program (`timeout 5`), `assignments` whether `A=1`
    words may stand there.
    """

    values: frozenset[str] = frozenset()
    positionals: int = 0
    assignments: bool = False


def _wrapper(values: str = "", positionals: int = 0, *, assignments: bool = False) -> Wrapper:
    return Wrapper(frozenset(values.split()), positionals, assignments)


WRAPPERS = {
    "builtin": _wrapper(),
    "busybox": _wrapper(),
    "catatonit": _wrapper(),
    "chpst": _wrapper("-u -U -b -/ -n -l -L -m -d -o -p -f -c -e"),
    "chroot": _wrapper("", 1),
    "command": _wrapper(),
    "cross-env": _wrapper(assignments=True),
    "doas": _wrapper("-u -C"),
    "dumb-init": _wrapper("-r --rewrite"),
    "eatmydata": _wrapper(),
    "env": _wrapper("-u --unset -C --chdir", assignments=True),
    "exec": _wrapper("-a"),
    "fakeroot": _wrapper("-l --lib --faked -s -i -b"),
    "flock": _wrapper("-w --timeout -E", 1),
    "gosu": _wrapper("", 1),
    "ionice": _wrapper("-c --class -n --classdata"),
    "linux32": _wrapper(),
    "linux64": _wrapper(),
    "nice": _wrapper("-n --adjustment"),
    "nohup": _wrapper(),
    "s6-setuidgid": _wrapper("", 1),
    "setarch": _wrapper("", 1),
    "setpriv": _wrapper(),
    "setsid": _wrapper(),
    "stdbuf": _wrapper("-i -o -e --input --output --error"),
    "su-exec": _wrapper("", 1),
    "sudo": _wrapper("-u -g -h -p -C -D -R -T -U --user --group --host --prompt", assignments=True),
    "time": _wrapper("-f -o --format --output"),
    "timeout": _wrapper("-s --signal -k --kill-after", 1),
    "tini": _wrapper("-p -e"),
    "unbuffer": _wrapper(),
    "xargs": _wrapper("-I -n -P -L -d -a -s -E --max-args --max-procs --max-lines --delimiter --arg-file --max-chars"),
    "xvfb-run": _wrapper("-e -f -n -p -s -w --error-file --auth-file --server-num --server-args"),
}
"""The programs by name. `sh -c` is none: its argument is text, not words."""

SHELLS = frozenset({"ash", "bash", "dash", "ksh", "runuser", "sh", "su", "zsh"})
"""Programs that run the text after `-c`."""

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
_WINDOWS_SUFFIXES = (".exe", ".cmd", ".bat")


class Unwrapped(NamedTuple):
    """The program behind wrappers: its words, the assignments on the way, the wrappers from outside in."""

    words: tuple[ShellWord, ...]
    assignments: tuple[ShellWord, ...] = ()
    wrappers: tuple[str, ...] = ()


@lru_cache(maxsize=2048)
def program(value: str) -> str:
    """The name of the program that the first word of a command names: no folder, no `.exe`."""
    name = value.rpartition("/")[2]
    return name.rpartition(".")[0] if name.lower().endswith(_WINDOWS_SUFFIXES) else name


def unwrap(words: tuple[ShellWord, ...]) -> Unwrapped:
    """Take off the wrappers at the front; a wrapper without a program behind it is left as it is."""
    assignments: list[ShellWord] = []
    wrappers: list[str] = []
    while words and (wrapper := WRAPPERS.get(name := program(words[0].value))) is not None:
        if name == "command" and len(words) > 1 and words[1].value in {"-v", "-V"}:
            break
        at = _after_options(words, wrapper)
        found: list[ShellWord] = []
        if wrapper.assignments:
            while at < len(words) and _ASSIGNMENT.match(words[at].value):
                found.append(words[at])
                at += 1
        at += wrapper.positionals
        if at >= len(words):
            break
        assignments += found
        wrappers.append(name)
        words = words[at:]
    return Unwrapped(words, tuple(assignments), tuple(wrappers))


def _after_options(words: tuple[ShellWord, ...], wrapper: Wrapper) -> int:
    """The index of the first word that is no option of the wrapper."""
    at = 1
    while at < len(words):
        value = words[at].value
        if value == "--":
            return at + 1
        if not value.startswith("-"):
            break
        at += 2 if value in wrapper.values else 1
    return at


def shell_text(words: tuple[ShellWord, ...]) -> ShellWord | None:
    """The word after `-c` of a shell's command, None if it runs a file or reads its input."""
    switching = program(words[0].value) in {"su", "runuser"}
    wanted = False
    skip = False
    for word in words[1:]:
        value = word.value
        if skip:
            skip = False
        elif value.startswith(("-", "+")) and len(value) > 1:
            if value.startswith("--"):
                wanted = wanted or value == "--command"
                continue
            wanted = wanted or "c" in value
            skip = value.endswith("o") or (switching and value in {"-s", "-u", "-g"})
        elif wanted:
            return word
        elif not switching:
            return None
    return None


def reads_input(words: tuple[ShellWord, ...]) -> bool:
    """Whether a shell's command names neither text nor a file to run, so that it reads its input."""
    skip = False
    for word in words[1:]:
        value = word.value
        if skip:
            skip = False
        elif value in {"-s", "-"}:
            return True
        elif value.startswith(("-", "+")):
            if "c" in value and not value.startswith("--"):
                return False
            skip = value.endswith("o") and not value.startswith("--")
        else:
            return False
    return True
