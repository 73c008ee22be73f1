"""Downloads of zypper that stay in the image."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.system_caches import left_caches


@rule(Severity.WARNING, on=Stage, aliases=("DL3036", "DS-0020"))
def zypper_cache_left(stage: Stage) -> Iterator[Finding]:
    """What zypper downloads stays in the image.

    zypper keeps the metadata of its repositories, tens of megabytes that only the next install needs. Removed in a
    later RUN they still are in the layer of this one.

    ```dockerfile bad
    FROM opensuse/leap:15.6
    RUN ⟦zypper -n install⟧ git
    ```

    ```dockerfile fixed
    FROM opensuse/leap:15.6
    RUN zypper -n install git && zypper clean --all
    ```

    Cleaning first, or in a later RUN, does not help:

    ```dockerfile bad
    FROM opensuse/leap:15.6
    RUN zypper clean --all && ⟦zypper -n install⟧ git
    RUN zypper clean --all
    ```

    ```dockerfile good
    FROM opensuse/leap:15.6 AS build
    RUN zypper -n install gcc
    FROM opensuse/leap:15.6
    RUN --mount=type=cache,target=/var/cache/zypp zypper -n install git
    RUN zypper -n install curl && rm -rf /var/cache/zypp/*
    ```
    """
    yield from left_caches(stage, frozenset({Manager.ZYPPER}))
