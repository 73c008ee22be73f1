"""Base images from registries that are not on the list."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from dockwright.config.model import Options
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.WARNING, on=Stage, aliases=("DL3026",))
def untrusted_registry(stage: Stage, options: Options) -> Iterator[Finding]:
    """The base image comes from a registry that is not trusted.

    Where a team may take images only from certain registries, this finds the others. `trusted-registries` lists
    them; `*` stands for anything. Docker Hub is `docker.io`. Without a list the rule is silent.

    ```toml file=.dockwright.toml
    trusted-registries = ["docker.io", "*.example.com"]
    ```

    ```dockerfile bad
    ARG REGISTRY=registry.example.org
    FROM ⟦$REGISTRY/team/base:1⟧ AS base
    FROM ⟦ghcr.io/team/app:1⟧
    ```

    ```dockerfile good
    FROM node:22 AS build
    FROM docker.io/library/debian:13
    FROM registry.example.com/team/app:1
    FROM build
    FROM scratch
    ```
    """
    reference, span = stage.reference, stage.image_span
    trusted = options.trusted_registries
    if not trusted or reference is None or span is None:
        return
    if not any(fnmatchcase(reference.registry, pattern) for pattern in trusted):
        yield Finding(span, f"{reference.registry} is not one of the trusted registries")
