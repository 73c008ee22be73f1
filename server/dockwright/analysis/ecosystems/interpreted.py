"""The RUNs of an image whose program is its source: which only build, and which set up what it runs in."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Missing
from dockwright.analysis.roles import SYSTEM, Role, role
from dockwright.analysis.transfers import context_copies
from dockwright.model.commands import calls_of
from dockwright.model.commands.calls import Call
from dockwright.model.packages.kinds import Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.syntax.nodes import Copy, Placed, Run

_NEUTRAL = frozenset({"set", "cd", "true", ":", "export", "umask", "test", "[", "rm", "apt-get", "apt", "apk"})
_ON_FILES = frozenset(
    {"cat", "chgrp", "chmod", "chown", "cp", "echo", "find", "ln", "mkdir", "mv", "printf", "sed", "tee", "touch"}
    | {"install", "xargs", "tr"}
)


class Division(NamedTuple):
    """The RUNs and COPYs, by offset: `tools` are needed by both stages, `builds` by the builder only."""

    tools: tuple[int, ...]
    builds: frozenset[int]


def divide(
    stage: Stage, directory: str, setters: frozenset[str], builders: frozenset[str], fetched: frozenset[str]
) -> Division | Missing:
    """Divide the RUNs of a stage whose source is in `directory`.

    `setters` are programs that set up the image (extensions, modules of a server), `builders` those that
    work on the source. `fetched` are words by which a RUN or COPY that brings a build tool is known.
    """
    tools: list[int] = []
    builds = {placed.at for placed in stage.every(Copy) if _brings(placed.node, fetched)}
    source = _source(stage, directory)
    installs = False
    for run in stage.every(Run):
        found = role(stage, run)
        names = {call.name for call in calls_of(run.node)} - _NEUTRAL
        if found is Role.BUILD or (found is not Role.SYSTEM and any(word in run.node.text for word in fetched)):
            if names & setters:
                return Missing(f"`{_first_line(run)}` sets up the image and builds: make two RUNs of it")
            builds.add(run.at)
        elif names and names <= setters:
            tools.append(run.at)
            installs = True
        elif found in {Role.SYSTEM, Role.SET_UP}:
            continue
        elif run.at < source:
            tools.append(run.at)
            installs = installs or bool(names & setters)
        elif names <= builders | _ON_FILES and not any(_outside(stage, run, directory)):
            builds.add(run.at)
        elif names <= setters | _ON_FILES and not any(_inside(stage, run, directory)):
            tools.append(run.at)
        else:
            return Missing(f"whether the program needs what `{_first_line(run)}` does is not known")
    if installs:
        tools.extend(run.at for run in stage.every(Run) if role(stage, run) is Role.SYSTEM and _headers(run.node))
    return Division(tuple(sorted(tools)), frozenset(builds))


def _brings(node: Copy, fetched: frozenset[str]) -> bool:
    """Whether a COPY takes a build tool from another image."""
    return node.flag("from") is not None and any(word in source.value for source in node.sources for word in fetched)


def _headers(node: Run) -> bool:
    """Whether packages are installed that extensions may be compiled with."""
    return any(command.manager in SYSTEM and command.verb is Verb.INSTALL_PACKAGES for command in packages_of(node))


def _source(stage: Stage, directory: str) -> int:
    """The offset of the first COPY into the folder of the source, or of the end."""
    copies = (copy for copy in context_copies(stage) if copy.folder is not None)
    inside = (copy.placed.at for copy in copies if f"{copy.folder}/".startswith(f"{directory}/"))
    return next(inside, stage.end)


def _first_line(run: Placed[Run]) -> str:
    return run.node.text.partition("\n")[0].rstrip("\\ ")


def _paths(stage: Stage, run: Placed[Run]) -> Iterator[str]:
    """What looks like a path in a RUN, absolute; words of `echo`, `sed` and the like only after a slash."""
    workdir = workdir_at(stage, run.at) or "/"
    for script in run.node.scripts:
        for command in script.commands:
            for redirection in command.redirections:
                word = redirection.span.of(run.node.text).lstrip("0123456789<>&| ")
                if word:
                    yield posixpath.normpath(posixpath.join(workdir, word))
    for call in calls_of(run.node):
        if call.name in _ON_FILES:
            yield from _named(call, workdir)


def _named(call: Call, workdir: str) -> Iterator[str]:
    for word in call.arguments:
        value = word.value
        loose = call.name in {"chown", "chgrp", "chmod", "echo", "printf", "sed", "tr", "xargs", "find"}
        if value.startswith("/") or (not loose and not value.startswith("-")):
            yield posixpath.normpath(posixpath.join(workdir, call.directory or "", value))


def _is_in(path: str, directory: str) -> bool:
    return path == directory or path.startswith(f"{directory}/")


def _outside(stage: Stage, run: Placed[Run], directory: str) -> Iterator[str]:
    return (path for path in _paths(stage, run) if not _is_in(path, directory) and path != "/dev/null")


def _inside(stage: Stage, run: Placed[Run], directory: str) -> Iterator[str]:
    return (path for path in _paths(stage, run) if _is_in(path, directory))
