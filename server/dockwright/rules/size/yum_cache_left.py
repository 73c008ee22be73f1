"""Downloads of yum that stay in the image."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.system_caches import left_caches


@rule(Severity.WARNING, on=Stage, aliases=("DL3032", "DS-0015"))
def yum_cache_left(stage: Stage) -> Iterator[Finding]:
    """What yum downloads stays in the image.

    yum keeps the metadata of its repositories, tens of megabytes that only the next install needs. Removed in a later
    RUN they still are in the layer of this one.

    ```dockerfile bad
    FROM centos:7
    RUN ⟦yum install⟧ -y git
    ```

    ```dockerfile fixed
    FROM centos:7
    RUN yum install -y git && yum clean all
    ```

    Cleaning first, or in a later RUN, does not help:

    ```dockerfile bad
    FROM centos:7
    RUN yum clean all && ⟦yum install⟧ -y git
    RUN yum clean all
    ```

    ```dockerfile good
    FROM centos:7 AS build
    RUN yum install -y gcc
    FROM centos:7
    RUN --mount=type=cache,target=/var/cache/yum yum install -y git
    RUN yum install -y curl && rm -rf /var/cache/yum/*
    ```
    """
    yield from left_caches(stage, frozenset({Manager.YUM}))
