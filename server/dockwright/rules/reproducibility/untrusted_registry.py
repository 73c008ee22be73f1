"""Images from registries that are not on the list."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from dockwright.config.model import Options
from dockwright.model.facts import Facts
from dockwright.model.uses import StageUse
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.WARNING, on=Facts, aliases=("DL3026",), reads_commands=False)
def untrusted_registry(facts: Facts, options: Options) -> Iterator[Finding]:
    """The image comes from a registry that is not trusted.

    Where a team may take images only from certain registries, this finds the others. `trusted-registries` lists
    them; `*` stands for anything. Docker Hub is `docker.io`. Without a list the rule is silent.

    ```toml file=.dockwright.toml
    trusted-registries = ["docker.io", "*.example.com"]
    ```

    ```dockerfile bad
    ARG REGISTRY=registry.example.org
    FROM ⟦$REGISTRY/team/base:1⟧ AS base
    FROM ⟦ghcr.io/team/app:1⟧
    COPY --from=⟦quay.io/team/tools⟧ /usr/bin/tool /usr/bin/tool
    ```

    ```dockerfile good
    FROM node:22 AS build
    FROM docker.io/library/debian:13
    FROM registry.example.com/team/app:1
    COPY --from=build /srv /srv
    FROM build
    FROM scratch
    ```
    """
    trusted = options.trusted_registries
    if not trusted:
        return
    for use in facts.uses:
        registry = use.image.registry if use.image is not None else _written_registry(use)
        if registry is not None and not any(fnmatchcase(registry, pattern) for pattern in trusted):
            yield Finding(use.span, f"{registry} is not one of the trusted registries")


def _written_registry(use: StageUse) -> str | None:
    """The registry before a name that is not known: `ghcr.io` of `ghcr.io/$TEAM/app`."""
    registry, slash, _ = use.text.partition("/")
    is_registry = "." in registry or ":" in registry or registry == "localhost"
    return registry if slash and is_registry and "$" not in registry and use.target is None else None
