"""Where the commands of a script run: what `cd` did before each of them."""

import posixpath
import re

from dockwright.syntax.shell.nodes import Command, Script

CHANGES = frozenset({"cd", "pushd", "popd"})
"""The commands that change the directory."""

_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#[^\n]*$")
_DRIVE = re.compile(r"[A-Za-z]:")


def join(directory: str | None, path: str) -> str | None:
    """`path` seen from `directory`, normalised; `""` is the directory that everything is relative to.

    None if that depends on something unknown.
    """
    if path.startswith("/"):
        return posixpath.normpath(path).replace("//", "/", 1)
    if directory is None or path.startswith("~") or _DRIVE.match(path):
        return None
    joined = posixpath.normpath(posixpath.join(directory, path))
    return "" if joined == "." else joined


def directories(script: Script, source: str | None, start: str | None) -> list[str | None]:
    """The directory in which each command of `script` runs, if the first runs in `start`.

    `source` is the text that the spans are of; where it is not known,
    subshells are guessed from the nesting depth.
    """
    walk = _Walk(start)
    substitution = walk
    found: list[str | None] = []
    end = script.span.start
    for command in script.commands:
        if command.span.end <= end:
            if not command.joined_by:
                substitution = _Walk(walk.directory)
            found.append(substitution.directory)
            if command.name in CHANGES:
                substitution.change(command)
            continue
        if source is not None:
            walk.between(_COMMENT.sub("", source[end : command.span.start]), command.depth)
        walk.enter(command.depth, known=source is not None)
        found.append(walk.directory)
        if command.name in CHANGES:
            walk.change(command)
        end = command.span.end
    return found


class _Walk:
    """The directory in force, and those of the subshells around."""

    def __init__(self, start: str | None) -> None:
        self.directory = start
        self.previous: str | None = None
        self.stack: list[str | None] = []
        self.subshells: list[tuple[int, str | None]] = []
        """Nesting depth inside, and the directory to go back to."""
        self.changed_at = 0
        """The depth of the last change in a compound command that may not run."""
        self.depth = 0

    def between(self, gap: str, depth: int) -> None:
        """Enter and leave the subshells whose parentheses stand between two commands."""
        gap = gap.replace("()", "")
        opening = gap.count("(")
        for mark in gap:
            if mark == "(":
                opening -= 1
                self.subshells.append((depth - opening, self.directory))
            # The `)` of a `case` pattern closes nothing: what is inside stays as deep as it was.
            elif mark == ")" and self.subshells and (opening or depth < self.subshells[-1][0]):
                self.directory = self.subshells.pop()[1]
                self.changed_at = 0

    def enter(self, depth: int, *, known: bool) -> None:
        """Go on to a command of that depth."""
        if not known and depth != self.depth:
            while self.subshells and self.subshells[-1][0] > depth:
                self.directory = self.subshells.pop()[1]
            if depth > self.depth:
                self.subshells.append((depth, self.directory))
        elif depth < self.changed_at:
            self.directory = None
            self.changed_at = 0
        self.depth = depth

    def change(self, command: Command) -> None:
        """Do what a `cd`, `pushd` or `popd` does."""
        before = self.directory
        if command.name == "popd":
            self.directory = self.stack.pop() if self.stack else None
        else:
            if command.name == "pushd":
                self.stack.append(before)
            self.directory = self._target(command)
        if command.joined_by == "||":
            self.directory = None
        self.previous = before
        inner = self.subshells[-1][0] if self.subshells else 0
        if command.depth > inner:
            self.changed_at = command.depth

    def _target(self, command: Command) -> str | None:
        words = [word for word in command.arguments if word.value not in {"-P", "-L", "-e", "-@", "--"}]
        if len(words) != 1 or words[0].dynamic:
            return None
        value = words[0].value
        return self.previous if value == "-" else join(self.directory, value)
