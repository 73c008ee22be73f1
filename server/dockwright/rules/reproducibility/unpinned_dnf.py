"""dnf packages without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.unpinned import unpinned


@rule(Severity.OFF, on=Stage, aliases=("DL3041",))
def unpinned_dnf(stage: Stage) -> Iterator[Finding]:
    """A package of dnf has no version.

    The next build may get another version. That is also how security updates come, and an old version may
    vanish from the repository and break the build: so this rule is off unless it is asked for.

    ```dockerfile bad
    FROM fedora:42
    RUN dnf install -y ⟦git⟧ && microdnf install -y ⟦jq⟧
    ```

    ```dockerfile good
    FROM fedora:42
    RUN dnf install -y git-2.49.0 @development-tools && dnf module install -y nodejs
    ```
    """
    yield from unpinned(stage, frozenset({Manager.DNF, Manager.MICRODNF, Manager.TDNF}))
