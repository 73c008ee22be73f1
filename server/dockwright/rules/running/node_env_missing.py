"""A Node.js program that is not told that it runs in production."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.analysis.starts import started
from dockwright.model.facts import Facts
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.rules.lines import insert_above, keyword_like
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Placed

_DEVELOPING = frozenset({"dev", "develop", "serve", "start:dev", "watch"})
_NOTE = "Check that the program and what it starts are meant for production: many behave differently then."
_MANAGERS = frozenset({"npm", "yarn", "pnpm"})


@rule(Severity.INFO, on=Facts)
def node_env_missing(facts: Facts) -> Iterator[Finding]:
    """NODE_ENV is not set to production.

    Express, React and many others run slower and say more without it:
    templates are not cached and errors are shown in full. It belongs in the last stage
    only, because in a builder it keeps npm from installing what the build needs.

    ```dockerfile bad
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    # the server
    ⟦CMD⟧ ["node", "server.js"]
    ```

    ```dockerfile fixed
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    ENV NODE_ENV=production
    # the server
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
    stage = facts.stages[-1] if facts.stages else None
    reference = stage.root_reference if stage is not None else None
    if stage is None or reference is None or reference.repository != "node":
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
    node = start.placed.node
    edit = insert_above(facts.file, Placed(start.placed.at, node), f"{keyword_like(node, 'ENV')} NODE_ENV=production")
    fix = Fix("Set NODE_ENV=production", (edit,), Safety.UNSAFE, _NOTE)
    yield Finding(
        start.placed.place(node.keyword.span),
        "the program is not told that it runs in production: set NODE_ENV=production",
        (fix,),
    )
