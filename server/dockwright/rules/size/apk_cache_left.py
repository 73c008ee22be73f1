"""The package index of apk that stays in the image."""

from collections.abc import Iterator

from dockwright.model.packages.caches import is_cached
from dockwright.model.packages.cleanups import cleaned_after
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import insert

_CACHE = "/var/cache/apk"


@rule(Severity.INFO, on=Stage, aliases=("DL3019", "DS-0025"))
def apk_cache_left(stage: Stage) -> Iterator[Finding]:
    """The package index of apk stays in the image.

    `--no-cache` fetches the index for this one command and keeps nothing.

    ```dockerfile bad
    FROM alpine:3.22
    RUN ⟦apk add⟧ curl
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    RUN apk add --no-cache curl
    ```

    ```dockerfile good
    FROM alpine:3.22
    RUN --mount=type=cache,target=/var/cache/apk apk add curl
    RUN apk add curl && rm -rf /var/cache/apk/*
    RUN apk add --no-network --virtual .run libffi
    ```
    """
    if not stage.ships:
        return
    for run, command in run_commands(stage):
        if command.manager is not Manager.APK or command.verb is not Verb.INSTALL_PACKAGES:
            continue
        if command.no_cache or command.has("--no-network") or is_cached(run.node, Manager.APK):
            continue
        if cleaned_after(run.node, command, _CACHE):
            continue
        span = run.place(command.name_span)._replace(end=run.at + command.verb_span.end)
        fix = Fix("Add --no-cache", (insert(span.end, " --no-cache"),))
        yield Finding(span, "apk keeps its package index in the image: add --no-cache", (fix,))
