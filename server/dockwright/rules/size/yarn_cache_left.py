"""Downloads of yarn that stay in the image."""

from collections.abc import Iterator

from dockwright.analysis.append import appended, is_own_command
from dockwright.model.packages.caches import CACHES, is_cached
from dockwright.model.packages.cleanups import Cleanup, cleanups_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.builds import builds
from dockwright.rules.model import Finding, Fix, Severity, rule

_INSTALLS = frozenset({Verb.INSTALL_PROJECT, Verb.INSTALL_PACKAGES})


@rule(Severity.INFO, on=Stage, aliases=("DL3060",))
def yarn_cache_left(stage: Stage) -> Iterator[Finding]:
    """What yarn downloads stays in the image.

    yarn keeps every package that it fetches for the next install, and in this image there is none.

    ```dockerfile bad
    FROM node:22-slim
    COPY package.json yarn.lock ./
    RUN ⟦yarn install⟧ --frozen-lockfile
    ```

    ```dockerfile fixed
    FROM node:22-slim
    COPY package.json yarn.lock ./
    RUN yarn install --frozen-lockfile && yarn cache clean
    ```

    Cleaning first, or in a later RUN, does not help:

    ```dockerfile bad
    FROM node:22-slim
    RUN yarn cache clean && ⟦yarn install⟧
    RUN yarn cache clean
    ```

    ```dockerfile good
    FROM node:22-slim AS build
    RUN yarn install
    FROM node:22-slim
    RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install
    RUN yarn install && yarn cache clean
    RUN yarn install --cache-folder /tmp/yarn && rm -rf /tmp/yarn
    ```
    """
    if not stage.ships or builds(stage) or stage.scope.find("YARN_CACHE_FOLDER") is not None:
        return
    for run, command in run_commands(stage):
        if command.manager is not Manager.YARN or command.verb not in _INSTALLS or is_cached(run.node, Manager.YARN):
            continue
        if command.option("--cache-folder") is not None or any(_mounts_cache(flag.text) for flag in run.node.mounts):
            continue
        if any(_clears(cleanup) and cleanup.span.start > command.span.start for cleanup in cleanups_of(run.node)):
            continue
        edit = appended(run, "yarn cache clean") if is_own_command(run, command.command) else None
        fixes = (Fix("Clean the cache in the same RUN", (edit,)),) if edit is not None else ()
        span = run.place(command.name_span)._replace(end=run.at + max(command.name_span.end, command.verb_span.end))
        yield Finding(span, "yarn keeps its downloads in the image: clean its cache in this RUN, or mount one", fixes)


def _mounts_cache(flag: str) -> bool:
    return "type=cache" in flag and "yarn" in flag


def _clears(cleanup: Cleanup) -> bool:
    if cleanup.package is not None:
        return cleanup.empties_cache and cleanup.package.manager is Manager.YARN
    return any(cleanup.clears(folder) for folder in CACHES[Manager.YARN])
