"""cd where WORKDIR is meant."""

import re
from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.stages import Stage
from dockwright.model.state import joined, workdir_at
from dockwright.rules.leading_cd import leading_cd
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import posix_runs
from dockwright.syntax.nodes import Arg, Env, Expose, Label, Placed, Run, Transfer, Workdir
from dockwright.syntax.shell.nodes import Command
from dockwright.text.edit import replace
from dockwright.text.span import Span

_PLAIN = re.compile(r"[\w./-]+", re.ASCII)
_NEUTRAL = (Arg, Env, Expose, Label)


@rule(Severity.INFO, on=Stage, aliases=("DL3003", "DS-0013"))
def cd_in_run(stage: Stage) -> Iterator[Finding]:
    r"""Cd at the beginning of a RUN.

    It holds for this RUN only: the next one starts in the WORKDIR again. WORKDIR says it once, for
    all that follows, and makes the folder.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦cd /src⟧ && make
    WORKDIR /app
    ```

    ```dockerfile fixed
    FROM debian:13
    WORKDIR /src
    RUN make
    WORKDIR /app
    ```

    Alone in a RUN it does nothing at all:

    ```dockerfile bad
    FROM debian:13
    RUN ⟦cd /app⟧
    COPY . .
    ```

    ```dockerfile fixed
    FROM debian:13
    WORKDIR /app
    COPY . .
    ```

    Where what follows would be done in another folder, that is for you to rewrite; and in the folder
    that it names already it can be left out:

    ```dockerfile bad
    FROM debian:13
    RUN ⟦cd /src⟧ && make
    COPY app.conf ./
    ```

    ```dockerfile bad
    FROM debian:13
    WORKDIR /src
    COPY . .
    RUN ⟦cd /src/⟧ && make
    ```

    ```dockerfile fixed
    FROM debian:13
    WORKDIR /src
    COPY . .
    RUN make
    ```

    In the middle of a RUN it is the way to work in a folder that has just been made; cd-later-in-run reports
    it there too:

    ```dockerfile good
    FROM debian:13
    RUN tar xf /tmp/source.tar && cd source && make && cd .. && rm -r source
    RUN (cd /src && make)
    WORKDIR /src
    RUN make
    ```

    In the shell of Windows it is another command:

    ```dockerfile good
    FROM mcr.microsoft.com/windows/servercore:ltsc2022
    RUN cd C:\app && build.cmd
    SHELL ["powershell", "-Command"]
    RUN cd C:\app; ./build.ps1
    ```
    """
    for run in posix_runs(stage):
        command = leading_cd(stage, run)
        if command is None:
            continue
        alone = len(run.node.scripts[0].commands) == 1
        folder = command.words[1].text
        message = f"This does nothing for what follows: WORKDIR {folder}" if alone else f"WORKDIR {folder} says it once"
        yield Finding(run.place(command.span), message, tuple(_fixes(stage, run, command, alone=alone)))


def _fixes(stage: Stage, run: Placed[Run], command: Command, *, alone: bool) -> Iterator[Fix]:
    node = run.node
    form = node.command
    if node.flags or node.heredocs or form is None or form.script is None or command.span.start != form.span.start:
        return
    folder = command.words[1].text
    if not _PLAIN.fullmatch(folder) or command.redirections or command.assignments:
        return
    keyword = "workdir" if node.keyword.raw.islower() else "WORKDIR"
    note = "what follows runs in that folder too, and so does the container"
    if alone:
        yield Fix(f"Use WORKDIR {folder}", (replace(run.span, f"{keyword} {folder}"),), Safety.UNSAFE, note)
        return
    following = form.script.commands[1]
    if following.joined_by not in {"&&", ";"} or any(other.name == "cd" for other in form.script.commands[1:]):
        return
    end = "\r\n" if node.text.endswith("\r\n") else "\n"
    head = Span(node.keyword.span.start, following.span.start)
    if "#" in head.of(node.text):
        return
    edit = replace(run.place(head), f"{keyword} {folder}{end}{node.keyword.raw} ")
    if joined(workdir_at(stage, run.at), folder) == workdir_at(stage, run.at) is not None:
        here = Span(command.span.start, following.span.start)
        yield Fix("Leave cd out: it is in that folder", (replace(run.place(here), ""),))
    elif _is_set_next(stage, run):
        yield Fix(f"Use WORKDIR {folder}", (edit,))
    elif not _is_relied_on(stage, run):
        yield Fix(f"Use WORKDIR {folder}", (edit,), Safety.UNSAFE, note)


def _is_relied_on(stage: Stage, run: Placed[Run]) -> bool:
    """Whether an instruction after the RUN would be carried out in another folder."""
    for placed in stage.instructions:
        node = placed.node
        if placed.at <= run.at or isinstance(node, _NEUTRAL):
            continue
        if isinstance(node, Workdir) and node.path is not None and node.path.value.startswith("/"):
            return False
        if isinstance(node, Run | Workdir) or (isinstance(node, Transfer) and not _is_absolute(node)):
            return True
    return False


def _is_absolute(node: Transfer) -> bool:
    return node.destination is not None and node.destination.value.startswith("/")


def _is_set_next(stage: Stage, run: Placed[Run]) -> bool:
    """Whether another absolute WORKDIR follows before anything can depend on it."""
    for placed in stage.instructions:
        if placed.at <= run.at or isinstance(placed.node, _NEUTRAL):
            continue
        path = placed.node.path if isinstance(placed.node, Workdir) else None
        return path is not None and path.value.startswith("/")
    return False
