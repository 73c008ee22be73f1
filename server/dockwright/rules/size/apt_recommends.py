"""Packages that apt merely recommends."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import can_grow
from dockwright.text.edit import insert

_SETTING = "apt::install-recommends"
_NOTE = "name what the program needs of the recommended packages: for HTTPS ca-certificates"
_OPTIONS = ("OPT", "FLAG", "ARGS")


@rule(Severity.INFO, on=Stage, aliases=("DL3015", "DS-0029"))
def apt_recommends(stage: Stage) -> Iterator[Finding]:
    """Apt installs what it merely recommends.

    Next to what a package needs, apt installs what most people want with it: documentation, tools, at times a
    whole desktop library. What the program does need of that can be named.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update && ⟦apt-get install⟧ -y git
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install --no-install-recommends -y git
    ```

    ```dockerfile bad
    FROM debian:13
    RUN <<EOF
    apt-get update
    ⟦apt-get install⟧ -y git
    EOF
    ```

    What a stage that does not ship installs is in no image, and the setting may be in a file:

    ```dockerfile good
    FROM debian:13 AS build
    RUN apt-get update && apt-get install -y gcc
    FROM debian:13
    RUN echo 'APT::Install-Recommends "false";' > /etc/apt/apt.conf.d/90lean
    RUN apt-get update && apt-get install -y git
    ```
    """
    if not stage.ships or _is_set(stage):
        return
    for run, command in run_commands(stage):
        if command.manager is not Manager.APT or command.verb_name not in {"install", "reinstall"}:
            continue
        if command.no_recommends or command.program == "aptitude" or _may_be_told(command):
            continue
        span = run.place(command.name_span)._replace(end=run.at + command.verb_span.end)
        words = [word for word in command.call.words if word.span.end == command.verb_span.end]
        grows = bool(words) and can_grow(run.node, words[0])
        edit = insert(span.end, " --no-install-recommends")
        fix = Fix("Add --no-install-recommends", (edit,), Safety.UNSAFE, _NOTE)
        yield Finding(span, "apt installs what it merely recommends too", (fix,) if grows else ())


def _may_be_told(command: PackageCommand) -> bool:
    """Whether a variable among the words holds options by its name."""
    return any(part in name.upper() for word in command.arguments for name in word.variables for part in _OPTIONS)


def _is_set(stage: Stage) -> bool:
    """Whether an instruction writes the setting."""
    return any(
        _SETTING in placed.node.text.lower() and "-o " not in placed.node.text
        for link in stage.chain
        for placed in link.instructions
    )
