"""Package lists of apt that stay in the image."""

from collections.abc import Iterator

from dockwright.analysis.append import appended
from dockwright.model.packages.caches import is_mounted
from dockwright.model.packages.cleanups import cleaned_after
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule

_LISTS = "/var/lib/apt/lists"


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
        edit = appended(run, f"rm -rf {_LISTS}/*")
        fixes = (Fix("Remove the lists in the same RUN", (edit,)),) if edit is not None else ()
        yield Finding(
            run.place(command.span), "the package lists stay in the image: remove them in this same RUN", fixes
        )
