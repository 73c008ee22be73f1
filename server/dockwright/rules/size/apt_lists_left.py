"""Package lists of apt that stay in the image."""

from collections.abc import Iterator

from dockwright.analysis.append import appended
from dockwright.analysis.safety import Safety
from dockwright.model.packages.caches import is_mounted
from dockwright.model.packages.cleanups import cleaned_after
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import RunCommand, run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule

_LISTS = "/var/lib/apt/lists"
_INSTALLS = frozenset({Verb.INSTALL_PACKAGES, Verb.UPGRADE})
_NOTE = "Check that what a stage built on this one installs is preceded by an update of its own."


@rule(Severity.WARNING, on=Stage, aliases=("DL3009",))
def apt_lists_left(stage: Stage) -> Iterator[Finding]:
    r"""The package lists of apt stay in the image.

    `apt-get update` fetches tens of megabytes that only the next install
    needs. Removed in a later RUN they still are in the layer of this one.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦apt-get update⟧ && apt-get install -y --no-install-recommends curl
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    ```

    ```dockerfile bad
    FROM debian:13
    RUN ⟦apt-get update⟧ \
        && apt-get install -y --no-install-recommends \
            ca-certificates \
            curl
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update \
        && apt-get install -y --no-install-recommends \
            ca-certificates \
            curl && \
        rm -rf /var/lib/apt/lists/*
    ```

    Where a later RUN installs from the same lists, they are to be joined first:

    ```dockerfile bad
    FROM debian:13
    RUN ⟦apt-get update⟧
    RUN apt-get install -y --no-install-recommends curl
    ```

    A stage that does not ship may keep them, and so may a cache mount:

    ```dockerfile good
    FROM debian:13 AS builder
    RUN apt-get update && apt-get install -y gcc

    FROM debian:13
    RUN --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update && apt-get install -y curl
    ```
    """
    if not stage.ships:
        return
    for run, command in run_commands(stage):
        if command.manager is not Manager.APT or command.verb is not Verb.UPDATE_INDEX:
            continue
        if is_mounted(run.node, _LISTS) or cleaned_after(run.node, command, _LISTS):
            continue
        edit = appended(run, f"rm -rf {_LISTS}/*") if not _is_used_later(stage, RunCommand(run, command)) else None
        safety, note = (Safety.SAFE, "") if stage.is_final else (Safety.UNSAFE, _NOTE)
        fixes = (Fix("Remove the lists in the same RUN", (edit,), safety, note),) if edit is not None else ()
        yield Finding(
            run.place(command.span), "the package lists stay in the image: remove them in this same RUN", fixes
        )


def _is_used_later(stage: Stage, update: RunCommand) -> bool:
    """Whether a later RUN of the stage installs from the lists, without an update of its own before it."""
    for run, command in run_commands(stage):
        if run.at > update.run.at and command.manager is Manager.APT:
            if command.verb is Verb.UPDATE_INDEX:
                return False
            if command.verb in _INSTALLS:
                return True
    return False
