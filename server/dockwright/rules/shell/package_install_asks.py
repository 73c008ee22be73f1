"""Package managers that ask before they install."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import can_grow
from dockwright.syntax.nodes import Run
from dockwright.text.edit import insert

_ASKING = frozenset({Verb.INSTALL_PACKAGES, Verb.INSTALL_PROJECT, Verb.UPGRADE, Verb.REMOVE})
_FLAGS = {Manager.ZYPPER: "-n", Manager.PACMAN: "--noconfirm"}
_BEFORE_VERB = frozenset({Manager.ZYPPER, Manager.PACMAN})
_ONLY_SHOWS = (
    "-s", "--simulate", "--just-print", "--dry-run", "-d", "--download-only", "--downloadonly", "--print-uris",
    "--assumeno", "--help",
)  # fmt: skip
_SETTINGS = ("assume-yes", "assumeyes", "always_yes", "always-yes")


@rule(Severity.WARNING, on=Stage, aliases=("DL3014", "DL3030", "DL3034", "DL3038", "DS-0021"))
def package_install_asks(stage: Stage) -> Iterator[Finding]:
    """The package manager asks, and nobody answers.

    A build has no keyboard: a question ends it. That may show only when a package gets a new dependency.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update && ⟦apt-get install⟧ --no-install-recommends curl
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install -y --no-install-recommends curl
    ```

    ```dockerfile bad
    FROM fedora:42
    RUN ⟦dnf install⟧ git && ⟦microdnf update⟧
    FROM opensuse/leap:15.6
    RUN ⟦zypper install⟧ git
    ```

    ```dockerfile fixed
    FROM fedora:42
    RUN dnf install -y git && microdnf update -y
    FROM opensuse/leap:15.6
    RUN zypper -n install git
    ```

    A here-document is a script like any other:

    ```dockerfile bad
    FROM debian:13
    RUN <<EOF
    set -e
    apt-get update
    ⟦apt-get install⟧ curl
    EOF
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN <<EOF
    set -e
    apt-get update
    apt-get install -y curl
    EOF
    ```

    Two `-q`, an answer from a pipe, and options in a variable will do too:

    ```dockerfile good
    FROM debian:13
    ARG APT_OPTIONS=-y
    RUN apt-get -qq install curl && yes | apt-get install git && apt-get install $APT_OPTIONS vim
    ```

    So does the manager's own setting:

    ```dockerfile good
    FROM debian:13
    RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes
    RUN apt-get install curl
    ```
    """
    if _is_set(stage):
        return
    for run, command in run_commands(stage):
        if command.verb not in _ASKING or command.assume_yes or _is_answered(command, stage, run.at):
            continue
        if command.verb is Verb.INSTALL_PROJECT and not command.manager.is_system:
            continue
        flag = _FLAGS.get(command.manager, "-y")
        span = run.place(command.name_span)._replace(end=run.at + command.verb_span.end)
        if command.manager is Manager.PACMAN:
            span = run.place(command.name_span)
        yield Finding(span, f"{command.program} asks and nobody answers: add {flag}", _fixes(run.at, run.node, command))


def _fixes(at: int, run: Run, command: PackageCommand) -> tuple[Fix, ...]:
    flag = _FLAGS.get(command.manager, "-y")
    span = command.name_span if command.manager in _BEFORE_VERB else command.verb_span
    words = [word for word in command.call.words if word.span.end == span.end]
    if not words or not can_grow(run, words[0]):
        return ()
    return (Fix(f"Add {flag}", (insert(at + span.end, f" {flag}"),)),)


def _is_answered(command: PackageCommand, stage: Stage, at: int) -> bool:
    if command.verb_name in {"autoremove", "autopurge"} or command.option(*_ONLY_SHOWS) is not None:
        return True
    if command.command.joined_by in {"|", "|&"} or any(
        item.operator.startswith("<") for item in command.command.redirections
    ):
        return True
    return any(_may_say_yes(name, stage, at) for word in command.arguments for name in word.variables)


def _may_say_yes(name: str, stage: Stage, at: int) -> bool:
    binding = stage.scope.find(name, at)
    if binding is not None and binding.value is not None:
        return any(part in {"-y", "--yes", "-qq", "--assume-yes", "-qy", "-yq", "-n"} for part in binding.value.split())
    return any(part in name.upper() for part in ("OPT", "FLAG", "ARGS", "YES"))


def _is_set(stage: Stage) -> bool:
    """Whether an instruction writes the setting with which the manager never asks."""
    return any(
        setting in placed.node.text.lower()
        for link in stage.chain
        for placed in link.instructions
        if "yes" in placed.node.text.lower()
        for setting in _SETTINGS
        if f"--{setting}" not in placed.node.text.lower()
    )
