"""Shell text as commands: what RUN rules need, not a full shell grammar."""

from dataclasses import dataclass
from typing import NamedTuple

from dockwright.text.span import Span


class ShellWord(NamedTuple):
    """One word of a command.

    `text` is as written (continuations removed), `value` the same without
    quotes and escapes; `variables` are the names of `$name`/`${name}` in it
    that the shell would expand; `dynamic` is True if the value is only known at run time
    (a variable or a command substitution stands in it).
    """

    text: str
    value: str
    span: Span
    variables: tuple[str, ...] = ()
    dynamic: bool = False


class Redirection(NamedTuple):
    """`2>>file`: `operator` is `>`, `>>`, `<`, `>&`, `&>`, `<<<` …; `fd` is None when not written."""

    operator: str
    fd: int | None
    target: ShellWord | None
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    r"""One simple command.

    `joined_by` is the operator before it: `&&`, `||`, `|`, `|&`, `;`, `&`, a newline (`"\n"`),
    or `""` for the first; `joined_span` is where that stands. `depth` counts
    the subshells, groups and compound commands around it. `assignments` are the `A=1` words before
    the name. `words[0]` is the name. `span` runs from the first word to the last, redirections included.
    """

    words: tuple[ShellWord, ...]
    assignments: tuple[ShellWord, ...]
    redirections: tuple[Redirection, ...]
    span: Span
    joined_by: str
    joined_span: Span
    depth: int

    @property
    def name(self) -> str:
        """The command's name without its directory, `""` if it has none (a bare assignment)."""
        return self.words[0].value.rpartition("/")[2] if self.words else ""

    @property
    def arguments(self) -> tuple[ShellWord, ...]:
        """The words after the name."""
        return self.words[1:]


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """Shell text: its simple commands in order, those in command substitutions after the one that holds them.

    `complete` is False when a quote, a substitution or a compound command is
    not closed: what is being typed.
    """

    text: str
    span: Span
    commands: tuple[Command, ...]
    complete: bool
