"""The package index of apk that stays in the image."""

from collections.abc import Iterator
from itertools import pairwise

from dockwright.model.packages.caches import is_cached
from dockwright.model.packages.cleanups import cleaned_after
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import packages_of
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Placed, Run
from dockwright.syntax.shell.nodes import Command
from dockwright.text.edit import Edit, delete, insert
from dockwright.text.span import Span

_CACHE = "/var/cache/apk"


@rule(Severity.INFO, on=Stage, aliases=("DL3019", "DS-0025"))
def apk_cache_left(stage: Stage) -> Iterator[Finding]:
    r"""The package index of apk stays in the image.

    `--no-cache` fetches the index for this one command and keeps nothing.

    ```dockerfile bad
    FROM alpine:3.22
    RUN ⟦apk add⟧ curl
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN apk add --no-cache curl
    ```

    `apk update` leaves an index that such an install does not read:

    ```dockerfile bad
    FROM alpine:3.22
    RUN ⟦apk update⟧ \
        && apk add --no-cache curl
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN apk add --no-cache curl
    ```

    ```dockerfile good
    FROM alpine:3.22
    RUN apk update && apk upgrade && apk add --no-cache curl && rm -rf /var/cache/apk/*
    RUN --mount=type=cache,target=/var/cache/apk apk add curl
    RUN apk add curl && rm -rf /var/cache/apk/*
    RUN apk add --no-network --virtual .run libffi
    ```
    """
    if not stage.ships:
        return
    for run, command in run_commands(stage):
        if command.manager is not Manager.APK or is_cached(run.node, Manager.APK):
            continue
        if cleaned_after(run.node, command, _CACHE):
            continue
        if command.verb is Verb.UPDATE_INDEX:
            yield from _needless_update(run, command)
        elif command.verb is Verb.INSTALL_PACKAGES and not (command.no_cache or command.has("--no-network")):
            span = run.place(command.name_span)._replace(end=run.at + command.verb_span.end)
            fix = Fix("Add --no-cache", (insert(span.end, " --no-cache"), *_without_update(run, command)))
            yield Finding(span, "apk keeps its package index in the image: add --no-cache", (fix,))


def _without_update(run: Placed[Run], install: PackageCommand) -> Iterator[Edit]:
    """The update that is joined to an install goes with the fix of that."""
    for update in packages_of(run.node):
        if update.manager is Manager.APK and update.verb is Verb.UPDATE_INDEX:
            following = _next(run.node, update.command)
            gap = _gap(run, update, following) if following is install.command else None
            if gap is not None:
                yield delete(gap)


def _gap(run: Placed[Run], update: PackageCommand, following: Command | None) -> Span | None:
    """From an update up to what it is joined to by `&&`, if there is no comment between."""
    if following is None or following.joined_by != "&&" or following.depth != update.command.depth:
        return None
    gap = Span(update.command.span.start, following.span.start)
    return None if "#" in gap.of(run.node.text) else gap.shift(run.at)


def _needless_update(run: Placed[Run], update: PackageCommand) -> Iterator[Finding]:
    """Of an update that is joined by `&&` to an install that fetches the index for itself."""
    following = _next(run.node, update.command)
    if following is None or following.joined_by != "&&" or following.depth != update.command.depth:
        return
    installs = [each for each in packages_of(run.node) if each.command is following]
    if not any(each.manager is Manager.APK and each.no_cache for each in installs):
        return
    gap = Span(update.command.span.start, following.span.start)
    fixes = () if "#" in gap.of(run.node.text) else (Fix("Remove apk update", (delete(gap.shift(run.at)),)),)
    message = "the package index stays in the image, and --no-cache does not read it: leave `apk update` out"
    yield Finding(run.place(update.span), message, fixes)


def _next(run: Run, command: Command) -> Command | None:
    """The command that follows in the same script."""
    for script in run.scripts:
        for before, after in pairwise(script.commands):
            if before is command:
                return after
    return None
