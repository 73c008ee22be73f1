"""Package lists of apt that stay in the image."""

from collections.abc import Iterator

from dockwright.analysis.append import appended
from dockwright.analysis.package_lists import only_updates, readers, with_own_update
from dockwright.analysis.safety import Safety
from dockwright.model.packages.caches import is_mounted
from dockwright.model.packages.cleanups import cleaned_after
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import RunCommand, run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule

_LISTS = "/var/lib/apt/lists"
_REMOVE = f"rm -rf {_LISTS}/*"
_EACH = "Each RUN then installs what is newest when it runs, not when the first one ran."
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

    Where a later RUN installs from the same lists, it fetches its own:

    ```dockerfile bad
    FROM debian:13
    RUN ⟦apt-get update⟧ && apt-get upgrade -y
    COPY list.txt /
    RUN apt-get install -y --no-install-recommends curl
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*
    COPY list.txt /
    RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    ```

    ```dockerfile bad
    FROM debian:13
    RUN <<EOF
    ⟦apt-get update⟧
    apt-get install -y --no-install-recommends curl
    EOF
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN <<EOF
    apt-get update
    apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    EOF
    ```

    A RUN that does nothing but update is to be joined with the install first:

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
        yield Finding(
            run.place(command.span),
            "the package lists stay in the image: remove them in this same RUN",
            tuple(_fixes(stage, RunCommand(run, command))),
        )


def _fixes(stage: Stage, update: RunCommand) -> Iterator[Fix]:
    """Nothing for a RUN that only updates: that is to go to the install."""
    if only_updates(update.run.node):
        return
    edits = [appended(update.run, _REMOVE)]
    later = readers(stage, update)
    for install in later:
        edits.append(with_own_update(install))
        if not cleaned_after(install.run.node, install.command, _LISTS):
            edits.append(appended(install.run, _REMOVE))
    made = tuple(edit for edit in edits if edit is not None)
    if len(made) < len(edits):
        return
    if later:
        yield Fix("Update and remove the lists in each RUN that installs", made, Safety.UNSAFE, _EACH)
    elif stage.is_final:
        yield Fix("Remove the lists in the same RUN", made)
    else:
        yield Fix("Remove the lists in the same RUN", made, Safety.UNSAFE, _NOTE)
