"""What a RUN removes: caches by their manager's own command, files by rm and find."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dockwright.model.commands.calls import Call
from dockwright.model.commands.directories import join
from dockwright.model.packages.caches import APT_ARCHIVES, APT_LISTS, CACHES, covers
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import managed_of
from dockwright.syntax.nodes import Run
from dockwright.syntax.shell.nodes import ShellWord
from dockwright.text.span import Span

_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")
_HARMLESS_TESTS = frozenset({"-type", "-mindepth", "-xdev", "-mount", "-depth", "-ignore_readdir_race"})
_APT_CLEANS = {
    "clean": (APT_ARCHIVES,),
    "autoclean": (),
    "dist-clean": (APT_LISTS, APT_ARCHIVES),
}
_MOST_WORDS = 64


class Target(NamedTuple):
    """A path that is removed, with its glob if it has one.

    `path` is absolute, or relative to the WORKDIR in force; None if it
    depends on something unknown. A path in the home folder begins with `~`, `$HOME` or `${HOME}` as
    written. A word with braces gives several targets.
    """

    path: str | None
    word: ShellWord


class Cleanup(NamedTuple):
    """A command that removes something.

    `targets` are the paths for rm and find; `package` is the command of a
    package manager that empties its cache (`npm cache clean`) or removes packages (`apk del`).
    """

    call: Call
    targets: tuple[Target, ...]
    package: PackageCommand | None

    @property
    def span(self) -> Span:
        """The command that removes, without what starts it."""
        return self.package.span if self.package is not None else self.call.span

    @property
    def empties_cache(self) -> bool:
        """Whether a package manager empties its own cache."""
        return self.package is not None and self.package.verb is Verb.CLEAN_CACHE

    def clears(self, path: str) -> bool:
        """Whether everything in the folder `path` is removed: by name, with a folder around it, or as a cache."""
        if self.package is None:
            return any(target.path is not None and covers(target.path, path) for target in self.targets)
        return self.empties_cache and any(covers(folder, path) for folder in _folders(self.package))


def _folders(package: PackageCommand) -> tuple[str, ...]:
    """The folders that a manager's own clean-up empties."""
    if package.manager is Manager.APT:
        return _APT_CLEANS.get(package.verb_name, ())
    if package.manager is Manager.GO:
        wanted = {"-modcache": CACHES[Manager.GO][:1], "-cache": CACHES[Manager.GO][1:]}
        return tuple(folder for name, folders in wanted.items() if package.has(name) for folder in folders)
    return CACHES.get(package.manager, ())


@lru_cache(maxsize=4096)
def cleanups_of(run: Run) -> tuple[Cleanup, ...]:
    """What a RUN removes, in order."""
    return tuple(found for call, commands in managed_of(run) for found in _cleanups(call, commands))


def cleaned_after(run: Run, command: PackageCommand, *folders: str) -> bool:
    """Whether a later command of the RUN removes all that is in one of the folders."""
    after = (each for each in cleanups_of(run) if each.span.start > command.span.start)
    return any(cleanup.clears(folder) for cleanup in after for folder in folders)


def _cleanups(call: Call, commands: tuple[PackageCommand, ...]) -> Iterator[Cleanup]:
    if call.name == "rm":
        yield Cleanup(call, tuple(_removed(call)), None)
    elif call.name == "find":
        targets = tuple(_found(call))
        if targets:
            yield Cleanup(call, targets, None)
    for package in commands:
        if package.verb in {Verb.CLEAN_CACHE, Verb.REMOVE, Verb.PRUNE}:
            yield Cleanup(package.call, (), package)


def _removed(call: Call) -> Iterator[Target]:
    """The words of rm that are no options."""
    dashes = False
    for word in call.arguments:
        if word.value == "--":
            dashes = True
        elif dashes or not word.value.startswith("-"):
            yield from _targets(call, word)


def _targets(call: Call, word: ShellWord) -> Iterator[Target]:
    for path in _expanded(word):
        yield Target(_resolved(call, word, path), word)


def _resolved(call: Call, word: ShellWord, path: str) -> str | None:
    if path.startswith(("~", "$HOME", "${HOME}")) and set(word.variables) <= {"HOME"}:
        return path
    return None if word.dynamic else join(call.directory, path)


def _expanded(word: ShellWord) -> list[str]:
    """The words that braces make of one; quoted braces make none."""
    if "{" not in word.value or word.text != word.value:
        return [word.value]
    found: list[str] = []
    pending = [word.value]
    while pending:
        value = pending.pop(0)
        match = _BRACES.search(value)
        if match is None or len(pending) + len(found) > _MOST_WORDS:
            found.append(value)
            continue
        pending = [f"{value[: match.start()]}{part}{value[match.end() :]}" for part in match[1].split(",")] + pending
    return found


def _found(call: Call) -> Iterator[Target]:
    """The folders that `find` empties: it deletes, and no test spares anything."""
    words = call.arguments
    first = next((index for index, word in enumerate(words) if word.value.startswith(("-", "(", "!"))), len(words))
    tests = [word.value for word in words[first:] if word.value.startswith(("-", "(", "!"))]
    deletes = "-delete" in tests or any(
        left.value in {"-exec", "-execdir"} and right.value == "rm" for left, right in pairwise(words)
    )
    ends = {"-delete", "-exec", "-execdir", "-rf", "-f", "-r", "-fr", "-v"}
    if deletes and set(tests) <= _HARMLESS_TESTS | ends:
        for word in words[:first]:
            yield from _targets(call, word)
