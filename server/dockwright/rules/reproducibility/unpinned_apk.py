"""apk packages without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.unpinned import unpinned


@rule(Severity.OFF, on=Stage, aliases=("DL3018",))
def unpinned_apk(stage: Stage) -> Iterator[Finding]:
    """A package of apk has no version.

    The next build may get another version. That is also how security updates come, and an old version may
    vanish from the repository and break the build: so this rule is off unless it is asked for.

    ```dockerfile bad
    FROM alpine:3.22
    RUN apk add --no-cache ⟦curl⟧ git
    ```

    ```dockerfile good
    FROM alpine:3.22
    RUN apk add --no-cache --virtual .build curl=8.14.1-r1 git~2.49 $EXTRA
    ```
    """
    yield from unpinned(stage, frozenset({Manager.APK}))
