"""apt packages without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.unpinned import unpinned


@rule(Severity.OFF, on=Stage, aliases=("DL3008",))
def unpinned_apt(stage: Stage) -> Iterator[Finding]:
    """A package of apt has no version.

    The next build may get another version. That is also how security updates come, and an old version may
    vanish from the repository and break the build: so this rule is off unless it is asked for.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update && apt-get install -y ⟦curl⟧ git
    ```

    ```dockerfile good
    FROM debian:13
    RUN apt-get install -y curl=8.14.1-2 /tmp/app.deb $EXTRA && apt-get install -y -t trixie-backports git
    ```
    """
    yield from unpinned(stage, frozenset({Manager.APT}))
