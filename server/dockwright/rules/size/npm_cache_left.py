"""Downloads of npm that stay in the image."""

from collections.abc import Iterator

from dockwright.analysis.append import appended, is_own_command
from dockwright.model.packages.caches import is_cached
from dockwright.model.packages.cleanups import Cleanup, cleanups_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.builds import builds
from dockwright.rules.model import Finding, Fix, Severity, rule

_VARIABLES = ("npm_config_cache", "NPM_CONFIG_CACHE")
_INSTALLS = frozenset({Verb.INSTALL_PROJECT, Verb.INSTALL_PACKAGES})


@rule(Severity.INFO, on=Stage)
def npm_cache_left(stage: Stage) -> Iterator[Finding]:
    """What npm downloads stays in the image.

    npm keeps every package that it fetches in `~/.npm`, which often doubles what an install costs.

    ```dockerfile bad
    FROM node:22-slim
    COPY package.json package-lock.json ./
    RUN ⟦npm ci⟧
    ```

    ```dockerfile fixed
    FROM node:22-slim
    COPY package.json package-lock.json ./
    RUN npm ci && npm cache clean --force
    ```

    ```dockerfile good
    FROM node:22-slim AS build
    RUN npm ci
    FROM node:22-slim
    RUN --mount=type=cache,target=/root/.npm npm ci
    RUN npm install -g pm2 && npm cache clean --force
    RUN npm install -g serve && rm -rf /root/.npm
    ```

    Where the stage also builds, its tools and sources are much more than that: split it first.

    ```dockerfile good
    FROM node:22
    COPY . .
    RUN npm ci
    RUN npm run build
    ```
    """
    if (
        not stage.ships
        or builds(stage)
        or any(stage.scope.find(name) is not None for name in ("npm_config_cache", "NPM_CONFIG_CACHE"))
    ):
        return
    for run, command in run_commands(stage):
        if command.manager is not Manager.NPM or command.verb not in _INSTALLS or is_cached(run.node, Manager.NPM):
            continue
        if command.option("--cache") is not None or any("type=cache" in flag.text for flag in run.node.mounts):
            continue
        if any(_clears(cleanup) and cleanup.span.start > command.span.start for cleanup in cleanups_of(run.node)):
            continue
        edit = appended(run, "npm cache clean --force") if is_own_command(run, command.command) else None
        fixes = (Fix("Clean the cache in the same RUN", (edit,)),) if edit is not None else ()
        span = run.place(command.name_span)._replace(end=run.at + command.verb_span.end)
        yield Finding(span, "npm keeps its downloads in the image: clean its cache in this RUN, or mount one", fixes)


def _clears(cleanup: Cleanup) -> bool:
    if cleanup.package is not None:
        return cleanup.empties_cache and cleanup.package.manager is Manager.NPM
    return any("npm" in (target.path or "") for target in cleanup.targets)
