"""Clean-ups that come a layer too late."""

from collections.abc import Iterator

from dockwright.analysis.append import appended
from dockwright.analysis.removal import without_instruction
from dockwright.model.packages.caches import APT_LISTS, CACHES, covers, is_cached
from dockwright.model.packages.cleanups import Cleanup, cleanups_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Related, Severity, Tag, rule
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

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
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
                tags = frozenset({Tag.UNNECESSARY})
                related = (Related(earlier.place(span), "this layer keeps it"),)
                message = f"What {manager.value} left is in the layer of an earlier RUN: clean up there"
                yield Finding(run.place(cleanup.span), message, _fixes(earlier, run), related, tags)
        for command in packages_of(run.node):
            if command.verb in _FETCHING and not is_cached(run.node, command.manager):
                fetched[command.manager] = (run, command.span)


def _fixes(earlier: Placed[Run], later: Placed[Run]) -> tuple[Fix, ...]:
    """Joined where the clean-up is all that the very next instruction does."""
    form = later.node.command
    scripts = later.node.scripts
    if earlier.end != later.at or form is None or later.node.flags or later.node.heredocs:
        return ()
    if len(scripts) != 1 or len(scripts[0].commands) != 1 or later.node.continuations:
        return ()
    joined, removed = appended(earlier, form.text.strip()), without_instruction(later)
    return (Fix("Clean up in the RUN above", (joined, removed)),) if joined is not None and removed is not None else ()


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
