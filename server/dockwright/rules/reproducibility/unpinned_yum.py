"""yum packages without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.unpinned import unpinned


@rule(Severity.OFF, on=Stage, aliases=("DL3033",))
def unpinned_yum(stage: Stage) -> Iterator[Finding]:
    """A package of yum has no version.

    The next build may get another version. That is also how security updates come, and an old version may
    vanish from the repository and break the build: so this rule is off unless it is asked for.

    ```dockerfile bad
    FROM centos:7
    RUN yum install -y ⟦git⟧
    ```

    ```dockerfile good
    FROM centos:7
    RUN yum install -y git-2.47.1 https://example.com/app.rpm && yum groupinstall -y tools
    ```
    """
    yield from unpinned(stage, frozenset({Manager.YUM}))
