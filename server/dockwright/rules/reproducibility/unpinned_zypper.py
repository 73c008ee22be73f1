"""zypper packages without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.unpinned import unpinned


@rule(Severity.OFF, on=Stage, aliases=("DL3037",))
def unpinned_zypper(stage: Stage) -> Iterator[Finding]:
    """A package of zypper has no version.

    The next build may get another version. That is also how security updates come, and an old version may
    vanish from the repository and break the build: so this rule is off unless it is asked for.

    ```dockerfile bad
    FROM opensuse/leap:15.6
    RUN zypper -n install ⟦git⟧
    ```

    ```dockerfile good
    FROM opensuse/leap:15.6
    RUN zypper -n install git=2.43.0 && zypper -n install -t pattern devel_basis
    ```
    """
    yield from unpinned(stage, frozenset({Manager.ZYPPER}))
