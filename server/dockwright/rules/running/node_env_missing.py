"""A Node.js program that is not told that it runs in production."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.analysis.starts import started
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import insert

_DEVELOPING = frozenset({"dev", "develop", "serve", "start:dev", "watch"})
_NOTE = "Check that the program and what it starts are meant for production: many behave differently then."
_MANAGERS = frozenset({"npm", "yarn", "pnpm"})


@rule(Severity.INFO, on=Stage)
def node_env_missing(stage: Stage) -> Iterator[Finding]:
    """NODE_ENV is not set to production.

    Express, React and many others run slower and say more without it:
    templates are not cached and errors are shown in full. It belongs in the last stage
    only, because in a builder it keeps npm from installing what the build needs.

    ```dockerfile bad
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    ⟦CMD⟧ ["node", "server.js"]
    ```

    ```dockerfile fixed
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    ENV NODE_ENV=production
    CMD ["node", "server.js"]
    ```

    ```dockerfile good
    FROM node:22-slim
    ENV NODE_ENV=production
    CMD ["node", "server.js"]
    ```

    A server for development is not told so:

    ```dockerfile good
    FROM node:22-slim
    CMD ["npm", "run", "serve"]
    ```
    """
    reference = stage.root_reference
    if not stage.is_final or reference is None or reference.repository != "node":
        return
    start = started(stage)
    if (
        start is None
        or not start.words
        or start.words[0] not in {"node", *_MANAGERS}
        or not _DEVELOPING.isdisjoint(start.words)
    ):
        return
    if any(link.scope.find("NODE_ENV") is not None for link in stage.chain) or start.placed.at < stage.start:
        return
    if any(command.manager is Manager.NPM and command.verb is Verb.RUN_SCRIPT for _, command in run_commands(stage)):
        # What builds here, and is not split off, may need its development dependencies.
        return
    keyword = "env" if start.placed.node.keyword.raw.islower() else "ENV"
    line_end = "\r\n" if start.placed.node.text.endswith("\r\n") else "\n"
    edit = insert(start.placed.at, f"{keyword} NODE_ENV=production{line_end}")
    fix = Fix("Set NODE_ENV=production", (edit,), Safety.UNSAFE, _NOTE)
    yield Finding(
        start.placed.place(start.placed.node.keyword.span),
        "the program is not told that it runs in production: set NODE_ENV=production",
        (fix,),
    )
