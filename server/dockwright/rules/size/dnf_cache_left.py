"""Downloads of dnf that stay in the image."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.system_caches import left_caches


@rule(Severity.WARNING, on=Stage, aliases=("DL3040", "DS-0019", "DS-0027"))
def dnf_cache_left(stage: Stage) -> Iterator[Finding]:
    """What dnf downloads stays in the image.

    dnf keeps the metadata of its repositories, tens of megabytes that only the next install needs. Removed in a later
    RUN they still are in the layer of this one.

    ```dockerfile bad
    FROM fedora:42
    RUN ⟦dnf install⟧ -y git
    ```

    ```dockerfile fixed
    FROM fedora:42
    RUN dnf install -y git && dnf clean all
    ```

    Cleaning first, or in a later RUN, does not help:

    ```dockerfile bad
    FROM fedora:42
    RUN dnf clean all && ⟦dnf install⟧ -y git
    RUN dnf clean all
    ```

    ```dockerfile good
    FROM fedora:42
    RUN <<EOF
    dnf install -y git
    dnf clean all
    EOF
    ```

    ```dockerfile good
    FROM fedora:42 AS build
    RUN dnf install -y gcc
    FROM fedora:42
    RUN --mount=type=cache,target=/var/cache/dnf dnf install -y git
    RUN dnf install -y curl && rm -rf /var/cache/dnf/*
    ```
    """
    yield from left_caches(stage, frozenset({Manager.DNF, Manager.MICRODNF, Manager.TDNF}))
