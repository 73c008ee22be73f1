"""Pipes whose left side may fail unnoticed."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.knowledge import images
from dockwright.knowledge.images import Libc
from dockwright.model.commands.wrappers import program
from dockwright.model.stages import Stage
from dockwright.model.state import POSIX_SHELL
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.pipes import FAILING, hides_download, pipes, sets_pipefail
from dockwright.rules.runs import posix_runs
from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import Command
from dockwright.text.edit import insert

_STOPPING = frozenset({"head", "grep", "sed", "awk"})
"""Programs that may stop reading, which pipefail takes for a failure of the program before."""
_HARMLESS = frozenset({"base64", "cat", "echo", "printf", "sort", "tr"})
_BASH_SYSTEMS = frozenset(
    {"almalinux", "amazonlinux", "centos", "fedora", "oraclelinux", "rockylinux", "ubi", "archlinux"}
)


@rule(Severity.WARNING, on=Stage, aliases=("DL4006",))
def no_pipefail(stage: Stage) -> Iterator[Finding]:
    r"""A download that fails in a pipe goes unnoticed.

    A pipe succeeds if its last command does. When the download on its left fails, the shell on its
    right reads nothing, is content, and the layer without the program is cached. With `pipefail` the RUN fails.

    ```dockerfile bad
    FROM alpine:3.22
    RUN ⟦wget -qO- https://example.com/install.sh⟧ | sh
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN set -o pipefail && wget -qO- https://example.com/install.sh | sh
    ```

    ```dockerfile bad
    FROM debian:13
    RUN ⟦curl -fsSL https://example.com/key.asc⟧ | tee /etc/apt/keyrings/example.asc
    ```

    ```dockerfile fixed
    FROM debian:13
    SHELL ["/bin/bash", "-o", "pipefail", "-c"]
    RUN curl -fsSL https://example.com/key.asc | tee /etc/apt/keyrings/example.asc
    ```

    What cannot fail in a way that matters, and a reader that fails itself when it gets nothing, need no `pipefail`;
    pipe-without-pipefail reports these too:

    ```dockerfile good
    FROM alpine:3.22
    RUN echo root:x | chpasswd && ls /etc | sort
    RUN wget -qO- https://example.com/app.tar.gz | tar xz
    RUN set -eo pipefail; wget -qO- https://example.com/install.sh | sh
    ```

    SHELL holds in the stages built on this one as well:

    ```dockerfile good
    FROM debian:13 AS base
    SHELL ["/bin/bash", "-o", "pipefail", "-c"]
    FROM base
    RUN curl -fsSL https://example.com/install.sh | bash
    ```
    """
    for run in posix_runs(stage):
        shell = stage.state_at(run.at).shell
        if any("pipefail" in word for word in shell):
            continue
        for script in run.node.scripts:
            found = [pipe for pipe in pipes(script.commands) if hides_download(pipe)]
            if not found or sets_pipefail(script.commands):
                continue
            fixes = tuple(_fixes(stage, run, shell, script.commands))
            for pipe in found:
                failing = next(each for each in pipe[:-1] if program(each.words[0].value) in FAILING)
                yield Finding(run.place(failing.span), "If this fails, the pipe succeeds still: set pipefail", fixes)


def _may_break(pipe: list[Command]) -> bool:
    """Whether a pipe that works today may fail with pipefail: the reader stops early, or no failure is meant by it."""
    if any(command.name in _STOPPING for command in pipe[1:]):
        return True
    return any(command.name not in FAILING | _HARMLESS for command in pipe[:-1])


def _fixes(stage: Stage, run: Placed[Run], shell: tuple[str, ...], commands: tuple[Command, ...]) -> Iterator[Fix]:
    form = run.node.command
    if form is None or form.script is None or run.node.heredocs:
        return
    if _knows_pipefail(stage, shell):
        edit = insert(run.at + form.span.start, "set -o pipefail && ")
        if any(_may_break(pipe) for pipe in pipes(commands)):
            note = "a pipe of this RUN may fail where it did not: its reader stops early, or what it filters is empty"
            yield Fix("Set pipefail", (edit,), Safety.UNSAFE, note)
        elif not any(command.joined_by == "||" for command in commands):
            yield Fix("Set pipefail", (edit,))
    elif shell == POSIX_SHELL and _has_bash(stage):
        keyword = "shell" if run.node.keyword.raw.islower() else "SHELL"
        end = "\r\n" if run.node.text.endswith("\r\n") else "\n"
        line = f'{keyword} ["/bin/bash", "-o", "pipefail", "-c"]'
        note = "all that follows runs in bash, the shell form of CMD too"
        yield Fix("Use bash with pipefail", (insert(run.at, f"{line}{end}"),), Safety.UNSAFE, note)


def _knows_pipefail(stage: Stage, shell: tuple[str, ...]) -> bool:
    """Whether the shell is bash, zsh, ksh or the ash of Alpine."""
    name = shell[0].rpartition("/")[2]
    if name in {"bash", "zsh", "ksh"}:
        return True
    reference = stage.root_reference
    if reference is None or name not in {"sh", "ash"}:
        return False
    system = images.system_of(reference.repository, reference.tag)
    if system is not None and system.family in _BASH_SYSTEMS:
        return True
    return images.libc(reference.repository, reference.tag) is Libc.MUSL


def _has_bash(stage: Stage) -> bool:
    reference = stage.root_reference
    if reference is None:
        return False
    known = images.defaults(reference.repository, reference.tag)
    return known is not None and "/bin/bash" in known.shells
