"""`chown -R` of what a COPY has just brought: every file is in the image twice."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.transfers import context_copies
from dockwright.model.commands import calls_of
from dockwright.model.commands.calls import Call
from dockwright.model.stages import Stage
from dockwright.model.state import joined, workdir_at
from dockwright.syntax.nodes import Copy, Instruction, Placed, Run, Transfer
from dockwright.syntax.shell.nodes import ShellWord
from dockwright.text.edit import Edit, delete, insert
from dockwright.text.span import Span

_OWNER = re.compile(r"[\w.$-]+(?::[\w.$-]*)?", re.ASCII)
_BEFORE = frozenset({"set", "cd", ":", "true"})
_RECURSIVE = frozenset({"-R", "--recursive", "-hR", "-Rh", "-cR", "-Rc", "-Rv", "-vR", "-Rf", "-fR"})


class OwnedTwice(NamedTuple):
    """A recursive chown: `option` makes it recursive, `owner` is whom to, `copies` are what brings the files."""

    run: Placed[Run]
    call: Call
    option: ShellWord
    owner: ShellWord
    copies: tuple[Placed[Transfer], ...]


def owned_twice(stage: Stage) -> Iterator[OwnedTwice]:
    """Every recursive chown to another user than root right below the COPYs that fill the folder, no RUN between.

    A single file that is copied to a name of its own does not count.
    """
    copies: list[Placed[Transfer]] = []
    for placed in stage.instructions:
        at, node = placed
        if isinstance(node, Transfer):
            copies.append(Placed(at, node))
        elif isinstance(node, Run):
            found = _chown(stage, Placed(at, node), tuple(copies))
            if found is not None:
                yield found
            copies.clear()


def _chown(stage: Stage, run: Placed[Run], copies: tuple[Placed[Transfer], ...]) -> OwnedTwice | None:
    commands = [command for script in run.node.scripts for command in script.commands]
    first = next((command for command in commands if command.name not in _BEFORE), None)
    call = next((call for call in calls_of(run.node) if call.name == "chown" and call.command is first), None)
    if call is None or not stage.state_at(run.at).is_posix or call.wrappers or call.words != call.command.words:
        return None
    options = [word for word in call.arguments if word.value.startswith("-")]
    words = [word for word in call.arguments if not word.value.startswith("-")]
    if len(options) != 1 or options[0].value not in _RECURSIVE or len(words) < 2:  # noqa: PLR2004 - owner and a path
        return None
    owner, *paths = words
    folders = {joined(call.directory or workdir_at(stage, run.at), path.value) for path in paths if not path.dynamic}
    if len(folders) != len(paths) or None in folders or not _OWNER.fullmatch(owner.text) or owner.dynamic:
        return None
    if owner.value.partition(":")[0] in {"root", "0"}:
        return None
    single = {copy.placed.at for copy in context_copies(stage) if copy.renames is not None}
    filled = tuple(copy for copy in copies if copy.at not in single and _fills(stage, copy, folders))
    return OwnedTwice(run, call, options[0], owner, filled) if filled else None


def _fills(stage: Stage, copy: Placed[Transfer], folders: set[str | None]) -> bool:
    """Whether a COPY that says nothing of owners puts its files into one of the folders."""
    node = copy.node
    target = node.destination.literal if node.destination is not None else None
    path = joined(workdir_at(stage, copy.at), target)
    if path is None or node.flag("chown") is not None:
        return False
    if not isinstance(node, Copy) and any(source.value.startswith("http") for source in node.sources):
        return False
    path = posixpath.normpath(path)
    return any(folder is not None and (path == folder or path.startswith(f"{folder}/")) for folder in folders)


def place_of_flag(placed: Placed[Instruction]) -> int:
    """The offset in the file after the keyword and its flags."""
    node = placed.node
    return placed.at + (node.flags[-1].span if node.flags else node.keyword.span).end


def owner_edits(found: OwnedTwice) -> tuple[Edit, ...]:
    """Let the COPYs set the owner, and the RUN that of the folder alone."""
    flag = f" --chown={found.owner.text}"
    edits = [insert(place_of_flag(Placed(copy.at, copy.node)), flag) for copy in found.copies]
    before = max(word.span.end for word in found.call.words if word.span.end <= found.option.span.start)
    edits.append(delete(Span(before, found.option.span.end).shift(found.run.at)))
    return tuple(edits)
