"""Clean-ups that come a layer too late."""

from collections.abc import Iterator

from dockwright.model.packages.caches import APT_LISTS, CACHES, covers, is_cached
from dockwright.model.packages.cleanups import Cleanup, cleanups_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Related, Severity, Tag, rule
from dockwright.rules.runs import posix_runs
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.span import Span

_FETCHING = frozenset({Verb.INSTALL_PACKAGES, Verb.INSTALL_PROJECT, Verb.UPDATE_INDEX, Verb.UPGRADE, Verb.DOWNLOAD})


@rule(Severity.HINT, on=Stage)
def clean_in_other_layer(stage: Stage) -> Iterator[Finding]:
    """A clean-up in another RUN frees nothing.

    What an earlier RUN wrote is in its layer for good. A later one can hide it, but the image is as
    large as before. Clean up in the RUN that makes the mess.

    ```dockerfile bad
    FROM debian:13
    RUN apt-get update && apt-get install -y curl
    RUN ⟦rm -rf /var/lib/apt/lists/*⟧
    ```

    ```dockerfile bad
    FROM node:22
    RUN npm ci
    RUN npm run build && ⟦npm cache clean --force⟧
    ```

    ```dockerfile good
    FROM debian:13 AS build
    RUN apt-get update && apt-get install -y gcc
    RUN rm -rf /var/lib/apt/lists/*
    FROM debian:13
    RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
    RUN rm -rf /var/cache/fontconfig
    ```
    """
    if not stage.ships:
        return
    fetched: dict[Manager, tuple[Placed[Run], Span]] = {}
    for run in posix_runs(stage):
        here = {command.manager for command in packages_of(run.node) if command.verb in _FETCHING}
        for cleanup in cleanups_of(run.node):
            manager = _cleaned(cleanup, fetched.keys() - here)
            if manager is not None:
                earlier, span = fetched[manager]
                related = (Related(earlier.place(span), "this layer keeps it"),)
                message = f"What {manager.value} left is in the layer of an earlier RUN: clean up there"
                yield Finding(run.place(cleanup.span), message, (), related, frozenset({Tag.UNNECESSARY}))
        for command in packages_of(run.node):
            if command.verb in _FETCHING and not is_cached(run.node, command.manager):
                fetched[command.manager] = (run, command.span)


def _cleaned(cleanup: Cleanup, managers: set[Manager]) -> Manager | None:
    """Which of the managers' leftovers it removes."""
    if cleanup.package is not None:
        return cleanup.package.manager if cleanup.empties_cache and cleanup.package.manager in managers else None
    for manager in managers:
        folders = (APT_LISTS,) if manager is Manager.APT else CACHES.get(manager, ())[:1]
        for folder in folders:
            if any(target.path is not None and covers(target.path, folder) for target in cleanup.targets):
                return manager
    return None
