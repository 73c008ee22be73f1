"""A long chain of `&&` as a here-document."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise, starmap

from dockwright.analysis.frontend import is_too_old
from dockwright.analysis.safety import Safety
from dockwright.refactor.blocks import line_end
from dockwright.refactor.model import Change, Context, Offer, Refactoring
from dockwright.syntax.nodes import File, Placed, Run
from dockwright.syntax.shell.nodes import Command
from dockwright.text.edit import replace
from dockwright.text.span import Span

_NAME = "heredoc-run"
_SINCE = (1, 4)
_BLANKS = re.compile(r"[ \t]*")
_FEWEST = 3
_NAMES = ("EOF", "END", "EORUN")


def offers(context: Context) -> Iterator[Offer]:
    """One offer for each RUN that is a chain of three commands or more and nothing else."""
    old = is_too_old(context.facts.file, _SINCE)
    for stage in context.facts.stages:
        for run in stage.every(Run):
            if stage.state_at(run.at).is_posix and (commands := _chain(run.node)):
                yield Offer(
                    id=f"{_NAME}:{run.at}",
                    title="Write as a here-document",
                    span=run.span,
                    safety=Safety.UNSAFE,
                    note="check that a command that fails still ends the RUN: `set -e` does not see one in a pipe",
                    build=partial(build, context.facts.file, run, commands),
                    disabled=old,
                )


def _chain(node: Run) -> tuple[Command, ...]:
    """The commands, if they are joined by `&&` alone; those of `set -e…; a; b` as well."""
    form = node.command
    if form is None or form.is_exec or node.heredocs or form.script is None or not form.script.complete:
        return ()
    commands = form.script.commands
    if len(commands) < _FEWEST or any(command.depth for command in commands):
        return ()
    if any(command.joined_by not in {"", "&&"} for command in commands):
        return ()
    if not all(starmap(partial(_is_whole, node), pairwise(commands))) or not _is_plain(node, commands):
        return ()
    last = commands[-1]
    return commands if last.span.end >= len(node.text[: form.span.end].rstrip()) else ()


def _is_plain(node: Run, commands: tuple[Command, ...]) -> bool:
    """Whether the text means the same to the shell alone, without the builder that joins its lines first."""
    form = node.command
    if form is None or "<<" in node.text or Span(form.span.start, _start(commands[0])).of(node.text).strip():
        return False
    for command in commands:
        first, *rest = Span(_start(command), command.span.end).of(node.text).split("\n")
        if rest and node.escape != "\\":
            return False
        if any(not line.rstrip("\r").endswith("\\") for line in (first, *rest)[:-1]):
            return False
        if any(not line.strip(" \t\r\\") or line.lstrip().startswith("#") for line in (first, *rest)):
            return False
    return True


def _start(command: Command) -> int:
    return min((word.span.start for word in (*command.words, *command.assignments)), default=command.span.start)


def _is_whole(node: Run, first: Command, second: Command) -> bool:
    """Whether nothing but the operator, blanks, continued lines and comments stands between two commands."""
    between = Span(first.span.end, _start(second)).of(node.text)
    lines = [line.strip(" \t\r" + node.escape) for line in between.split("\n")]
    return "".join(line for line in lines if not line.startswith("#")) == "&&"


def build(file: File, run: Placed[Run], commands: tuple[Command, ...]) -> Change:
    """The commands on lines of their own after `set -e`; comments stay above the command that they stood above."""
    form = run.node.command
    if form is None:
        return Change(())
    end_of_line = line_end(file)
    name = next(each for each in _NAMES if f"\n{each}" not in run.node.text)
    lines = [f"<<{name}", "set -e"]
    if commands[0].name == "set" and any(_stops(word.value) for word in commands[0].arguments):
        lines.pop()
    end = form.span.start
    for command in commands:
        start = _start(command)
        between = Span(end, start).of(run.node.text)
        lines.extend(line.strip() for line in between.split("\n") if line.lstrip().startswith("#"))
        lines.append(Span(start, command.span.end).of(run.node.text).replace("\r\n", "\n").replace("\n", end_of_line))
        end = command.span.end
    lines.append(name)
    blanks = _BLANKS.match(run.node.text, form.span.end)
    span = Span(form.span.start, blanks.end() if blanks is not None else form.span.end)
    return Change((replace(span.shift(run.at), end_of_line.join(lines)),))


def _stops(word: str) -> bool:
    return word.startswith("-") and not word.startswith("--") and "e" in word


heredoc_run = Refactoring(
    name=_NAME,
    title="Write a chain of commands as a here-document",
    doc="Each command on a line of its own, without operators and continuations.",
    offers=offers,
)
