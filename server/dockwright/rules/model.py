"""What a rule is and what it finds."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from dockwright.analysis.safety import Safety
from dockwright.config.model import Options
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.project.ignore import IgnoreFile
from dockwright.syntax.nodes import Instruction
from dockwright.syntax.workflow import Workflow
from dockwright.text.edit import Edit
from dockwright.text.span import Span

if TYPE_CHECKING:
    from dockwright.project.snapshot import Project


class Severity(Enum):
    """How much a finding matters; OFF rules run only when asked for."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"
    OFF = "off"


class Tag(Enum):
    """How an editor may show the text of a finding: faded or struck through."""

    UNNECESSARY = "unnecessary"
    DEPRECATED = "deprecated"


class Fix(NamedTuple):
    """One way to repair a finding, in edits of the Dockerfile itself.

    `note` says what to check after an UNSAFE fix, `""` for a safe one.
    """

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE
    note: str = ""

    def shift(self, by: int) -> "Fix":
        """The same fix `by` code points further on."""
        return Fix(self.title, tuple([edit.shift(by) for edit in self.edits]), self.safety, self.note)


class Related(NamedTuple):
    """Another place in the same file that explains a finding."""

    span: Span
    message: str


class Finding(NamedTuple):
    """A problem at a span, with the fixes that repair it, best first.

    In a rule on one instruction the spans are relative to that instruction's
    text; in all others they are absolute. `refactoring` names the
    refactoring that repairs it where the repair is more than edits of one place.
    """

    span: Span
    message: str
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
    tags: frozenset[Tag] = frozenset()
    refactoring: str | None = None

    def shift(self, by: int) -> "Finding":
        """The same finding `by` code points further on."""
        return Finding(
            self.span.shift(by),
            self.message,
            tuple([fix.shift(by) for fix in self.fixes]) if self.fixes else (),
            tuple([Related(other.span.shift(by), other.message) for other in self.related]) if self.related else (),
            self.tags,
            self.refactoring,
        )

    def moved(self, move: Callable[[int], int]) -> "Finding":
        """The same finding in a text where what stood at an offset stands at `move` of it."""
        return Finding(
            _moved(self.span, move),
            self.message,
            tuple([_moved_fix(fix, move) for fix in self.fixes]) if self.fixes else (),
            tuple([Related(_moved(other.span, move), other.message) for other in self.related]) if self.related else (),
            self.tags,
            self.refactoring,
        )

    def spans(self) -> Iterator[Span]:
        """Every place that it names or edits."""
        yield self.span
        yield from (edit.span for fix in self.fixes for edit in fix.edits)
        yield from (other.span for other in self.related)


def _moved_fix(fix: Fix, move: Callable[[int], int]) -> Fix:
    edits = tuple([Edit(_moved(edit.span, move), edit.text) for edit in fix.edits])
    return Fix(fix.title, edits, fix.safety, fix.note)


def _moved(span: Span, move: Callable[[int], int]) -> Span:
    return Span(move(span.start), move(span.end))


class Level(Enum):
    """What a rule looks at."""

    INSTRUCTION = "instruction"
    STAGE = "stage"
    FILE = "file"
    WORKFLOW = "workflow"
    IGNORE = "ignore"


Check = Callable[..., Iterator[Finding]]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule as data; `check` takes the node (and the project if `needs_project`, the options if `needs_options`).

    `onbuild` tells whether a rule on an instruction also looks at the
    instruction inside an ONBUILD. `needs_project` rules are silent where the build
    context is not known.
    """

    name: str
    category: str
    severity: Severity
    aliases: tuple[str, ...]
    level: Level
    node: type[Instruction] | None
    onbuild: bool
    needs_project: bool
    needs_options: bool
    reads_commands: bool
    title: str
    doc: str
    check: Check

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)


NodeT = TypeVar("NodeT", bound=Instruction)
NodeCheck = Callable[[NodeT], Iterator[Finding]] | Callable[[NodeT, Options], Iterator[Finding]]
StageCheck = (
    Callable[[Stage], Iterator[Finding]]
    | Callable[[Stage, "Project"], Iterator[Finding]]
    | Callable[[Stage, Options], Iterator[Finding]]
)
Subject = type[Instruction] | type[Stage] | type[Facts] | type[Workflow] | type[IgnoreFile]
FileCheck = (
    Callable[[Facts], Iterator[Finding]]
    | Callable[[Facts, "Project"], Iterator[Finding]]
    | Callable[[Facts, Options], Iterator[Finding]]
)
IgnoreCheck = Callable[[IgnoreFile], Iterator[Finding]] | Callable[[IgnoreFile, "Project"], Iterator[Finding]]


@overload
def rule(
    severity: Severity, *, on: type[NodeT], aliases: tuple[str, ...] = (), onbuild: bool = True
) -> Callable[[NodeCheck[NodeT]], Rule]: ...
@overload
def rule(severity: Severity, *, on: type[Stage], aliases: tuple[str, ...] = ()) -> Callable[[StageCheck], Rule]: ...
@overload
def rule(
    severity: Severity, *, on: type[Facts], aliases: tuple[str, ...] = (), reads_commands: bool = True
) -> Callable[[FileCheck], Rule]: ...
@overload
def rule(
    severity: Severity, *, on: type[Workflow], aliases: tuple[str, ...] = ()
) -> Callable[[Callable[[Workflow], Iterator[Finding]]], Rule]: ...
@overload
def rule(
    severity: Severity, *, on: type[IgnoreFile], aliases: tuple[str, ...] = ()
) -> Callable[[IgnoreCheck], Rule]: ...
def rule(
    severity: Severity,
    *,
    on: Subject,
    aliases: tuple[str, ...] = (),
    onbuild: bool = True,
    reads_commands: bool = True,
) -> Callable[[Check], Rule]:
    """Make a rule of a function; registers nothing.

    The function's name is the rule's name and its module's, its package the
    category, the first line of its docstring the title, the fenced blocks
    there its examples and tests. It takes the instruction (`on=Workdir`), the
    stage (`on=Stage`), the facts of the file (`on=Facts`), a GitHub workflow
    (`on=Workflow`) or a `.dockerignore` (`on=IgnoreFile`), and after it, if it has such parameters, the
    `project` or the `options` that the user has set. `on=Instruction` looks at every instruction. A rule on the file
    that says `reads_commands=False` is not run again when only the text of a RUN without flags has changed.
    """

    def make(check: Check) -> Rule:
        doc = inspect.cleandoc(check.__doc__ or "")
        parameters = check.__code__.co_varnames[1 : check.__code__.co_argcount]
        return Rule(
            name=check.__name__.replace("_", "-"),
            category=check.__module__.split(".")[-2],
            severity=severity,
            aliases=aliases,
            level=_level(on),
            node=on if issubclass(on, Instruction) else None,
            onbuild=onbuild,
            needs_project="project" in parameters,
            needs_options="options" in parameters,
            reads_commands=reads_commands,
            title=doc.partition("\n")[0].rstrip("."),
            doc=doc,
            check=check,
        )

    return make


def _level(on: Subject) -> Level:
    if issubclass(on, Instruction):
        return Level.INSTRUCTION
    if issubclass(on, Stage):
        return Level.STAGE
    if issubclass(on, IgnoreFile):
        return Level.IGNORE
    return Level.FILE if issubclass(on, Facts) else Level.WORKFLOW
