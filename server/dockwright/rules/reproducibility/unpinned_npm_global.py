"""Node.js packages without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.unpinned import unpinned


@rule(Severity.WARNING, on=Stage, aliases=("DL3016",))
def unpinned_npm_global(stage: Stage) -> Iterator[Finding]:
    """A Node.js package has no version.

    No lockfile knows a package that is named on the command line. Each build gets the newest, and one day a
    new major version.

    ```dockerfile bad
    FROM node:22
    RUN npm install -g ⟦pm2⟧
    RUN yarn global add ⟦serve@latest⟧
    ```

    ```dockerfile good
    FROM node:22
    RUN npm install -g pm2@6.0.8 && npm ci
    RUN npm install -g ./tool.tgz $EXTRA git+https://example.com/tool.git
    ```
    """
    yield from unpinned(stage, frozenset({Manager.NPM, Manager.YARN, Manager.PNPM, Manager.BUN}))
