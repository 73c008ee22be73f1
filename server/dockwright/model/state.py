"""What is in force at an instruction: the shell, the working directory and the user."""

import posixpath
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dockwright.model.scopes import Scope
from dockwright.model.variables import BaseConfig
from dockwright.syntax.nodes import Instruction, Placed, Shell, User, Workdir

if TYPE_CHECKING:
    from dockwright.model.stages import Stage

POSIX_SHELL = ("/bin/sh", "-c")
WINDOWS_SHELL = ("cmd", "/S", "/C")
_CHANGING = (Shell, User, Workdir)
_POSIX_NAMES = frozenset({"ash", "bash", "busybox", "dash", "ksh", "mksh", "sh", "yash", "zsh"})


def is_posix_program(path: str) -> bool:
    """Whether `path` names a POSIX shell."""
    return path.rpartition("/")[2] in _POSIX_NAMES


class State(NamedTuple):
    """What holds from some place on.

    `workdir` is an absolute path; it and `user` are None if unknown. A `user` of `""` is the default, root. The
    `…_by` tell which instruction of this file set it, None where the base image's holds.
    """

    shell: tuple[str, ...]
    workdir: str | None
    user: str | None
    shell_by: Placed[Shell] | None = None
    workdir_by: Placed[Workdir] | None = None
    user_by: Placed[User] | None = None

    @property
    def is_posix(self) -> bool:
        """Whether the shell form of RUN is text for a POSIX shell."""
        return bool(self.shell) and is_posix_program(self.shell[0])

    @property
    def is_root(self) -> bool | None:
        """Whether the user is root; None if unknown."""
        if self.user is None:
            return None
        return self.user.partition(":")[0] in {"", "root", "0"}


def first_state(base: BaseConfig | None, *, windows: bool) -> State:
    """The state after the FROM of an image that brings `base`, None if that is unknown."""
    default = WINDOWS_SHELL if windows else POSIX_SHELL
    if base is None:
        return State(default, None, None)
    return State(base.shell or default, joined("/", base.workdir), base.user)


class Timeline:
    """The states of a stage, by offset; computed on the first question, like `Scope`."""

    __slots__ = ("_first", "_instructions", "_scope", "_start", "_starts", "_states", "outer")

    def __init__(
        self,
        instructions: Sequence[Placed[Instruction]],
        start: int,
        outer: "Timeline | None",
        scope: Scope,
        first: State,
    ) -> None:
        """`first` holds at the start if there is no `outer` timeline to go on with; `start` is where FROM ends."""
        self._instructions = instructions
        self._start = start
        self._scope = scope
        self._first = first
        self._starts: list[int] = []
        self._states: list[State] = []
        self.outer = outer

    def at(self, offset: int | None = None) -> State:
        """The state at `offset` of the file: before the instruction that begins there; at the end if None."""
        states = self.built()
        if offset is None:
            return states[-1]
        return states[max(0, bisect_right(self._starts, offset) - 1)]

    @property
    def is_built(self) -> bool:
        """Whether the pass over the stage was made."""
        return bool(self._states)

    def built(self) -> list[State]:
        """All states in order; the timelines around it are built first, without recursion."""
        if self._states:
            return self._states
        pending: list[Timeline] = []
        timeline = self.outer
        while timeline is not None and not timeline.is_built:
            pending.append(timeline)
            timeline = timeline.outer
        while pending:
            pending.pop().build()
        return self.build()

    def build(self) -> list[State]:
        """Make the pass over the stage; the timeline around it must have been built."""
        state = self.outer.at() if self.outer is not None else self._first
        self._starts.append(self._start)
        self._states.append(state)
        for placed in self._instructions:
            if isinstance(placed.node, _CHANGING):
                state = self._after(state, placed)
                self._starts.append(max(placed.end, self._start))
                self._states.append(state)
        return self._states

    def _after(self, state: State, placed: Placed[Instruction]) -> State:
        at, node = placed
        if isinstance(node, Workdir) and node.path is not None:
            path = self._scope.expand(node.path, node.escape, max(at, self._start))
            return state._replace(workdir=joined(state.workdir, path), workdir_by=Placed(at, node))
        if isinstance(node, User) and node.user is not None:
            user = self._scope.expand(node.user, node.escape, max(at, self._start))
            return state._replace(user=user, user_by=Placed(at, node))
        if isinstance(node, Shell) and node.command is not None and node.command.words:
            shell = tuple(word.value for word in node.command.words)
            return state._replace(shell=shell, shell_by=Placed(at, node))
        return state


def joined(workdir: str | None, path: str | None) -> str | None:
    """The absolute path after `WORKDIR path` in `workdir`, normalised; None if it depends on something unknown."""
    if path is None or path[1:2] == ":" or "\\" in path:
        return None  # a Windows path: no POSIX one comes of it
    if not path.startswith("/"):
        if workdir is None:
            return None
        path = f"{workdir}/{path}"
    return posixpath.normpath(path).replace("//", "/", 1)


def workdir_at(stage: "Stage", offset: int) -> str | None:
    """The working directory at `offset`: absolute, None if unknown."""
    return stage.state_at(offset).workdir
