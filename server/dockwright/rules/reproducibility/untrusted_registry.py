"""Base images from registries that are not on the list."""

from collections.abc import Iterator

from dockwright.model.references import DEFAULT_REGISTRY
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule

TRUSTED = frozenset({DEFAULT_REGISTRY})
"""The registries that are trusted as long as no list is configured."""


@rule(Severity.OFF, on=Stage, aliases=("DL3026",))
def untrusted_registry(stage: Stage) -> Iterator[Finding]:
    """The base image comes from a registry that is not trusted.

    Where a team may take images only from certain registries, this finds the others. Without a list
    only Docker Hub is trusted.

    ```dockerfile bad
    ARG REGISTRY=registry.example.com
    FROM ⟦$REGISTRY/team/base:1⟧ AS base
    FROM ⟦ghcr.io/team/app:1⟧
    ```

    ```dockerfile good
    FROM node:22 AS build
    FROM docker.io/library/debian:13
    FROM build
    FROM scratch
    ```
    """
    reference, span = stage.reference, stage.image_span
    if reference is not None and span is not None and reference.registry not in TRUSTED:
        yield Finding(span, f"{reference.registry} is not one of the trusted registries")
