"""A base image that changes under one's feet."""

import re
from collections.abc import Iterator

from dockwright.analysis.pins import Pin, is_unpinned, pins
from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.references import ImageReference
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Arg
from dockwright.text.edit import Edit
from dockwright.text.span import Span

_LATEST = "latest"
_WITH_RELEASE = re.compile(r"gcr\.io/distroless/.+-debian\d+")
"""Images that have their version in the name: `latest`, `nonroot` and `debug` are all the tags that there are."""
_MUSL = "Alpine uses musl: check native modules and wheels"


@rule(
    Severity.WARNING, on=Facts, reads_commands=False, aliases=("DL3006", "DL3007", "DS-0001", "CKV_DOCKER_7", "S6596")
)
def unpinned_base_image(facts: Facts, project: Project) -> Iterator[Finding]:
    """The base image has no version.

    Without a tag, or with `latest`, a build takes whatever is newest that
    day. The next build may get another major version, and nothing in the
    repository tells which one worked.

    ```text file=.nvmrc
    22
    ```

    ```dockerfile bad
    FROM ⟦node⟧
    ```

    ```dockerfile fixed
    FROM node:22
    ```

    ```dockerfile bad
    FROM node:⟦latest⟧ AS builder
    ```

    ```dockerfile fixed
    FROM node:22 AS builder
    ```

    Where the tag comes from an ARG, its default is what is pinned:

    ```dockerfile bad
    ARG VERSION=⟦latest⟧
    FROM node:$VERSION
    ```

    ```dockerfile fixed
    ARG VERSION=22
    FROM node:$VERSION
    ```

    A tag that is written out is seen whatever stands before it:

    ```dockerfile bad
    ARG REGISTRY
    FROM $REGISTRY/node:⟦latest⟧
    ```

    A stage, `scratch`, a digest, or a version that the build is given are left alone:

    ```dockerfile good
    ARG VERSION
    FROM node:$VERSION AS build
    FROM build
    FROM scratch
    FROM gcr.io/distroless/static-debian13
    ```
    """
    seen: set[Span] = set()
    for stage in facts.stages:
        reference = stage.reference
        if reference is None:
            span = _written_latest(stage)
            if span is not None:
                yield Finding(span, "latest is another version in the next build: name one")
            continue
        if not is_unpinned(reference) or _WITH_RELEASE.fullmatch(reference.repository):
            continue
        place = _place(stage, reference, facts)
        if place is None or place[0] in seen:
            continue
        span, edit_span, prefix = place
        seen.add(span)
        fixes = tuple(_fix(pin, edit_span, prefix) for pin in pins(stage, facts, project))
        what = "is tagged latest" if reference.tag is not None else "has no tag"
        yield Finding(span, f"{reference.written_name} {what}: the next build may get another version", fixes)


def _fix(pin: Pin, span: Span, prefix: str) -> Fix:
    note = f"check that {pin.tag} is the version that is meant ({pin.reason})"
    if pin.variant == "alpine":
        note = f"{note}. {_MUSL}"
    return Fix(f"Pin to {pin.tag} ({pin.reason})", (Edit(span, f"{prefix}{pin.tag}"),), Safety.UNSAFE, note)


def _place(stage: Stage, reference: ImageReference, facts: Facts) -> tuple[Span, Span, str] | None:
    """What is marked, what is edited, and what comes before the tag there; None where neither can be told."""
    if reference.tag_span is not None:
        span = stage.place_in_reference(reference.tag_span)
        if span is not None:
            return span, span, ""
        written = _written_latest(stage)
        return (written, written, "") if written is not None else _default(stage, facts)
    span = stage.place_in_reference(reference.name_span)
    if span is not None:
        return span, Span(span.end, span.end), ":"
    image = stage.image_span
    return (image, Span(image.end, image.end), ":") if image is not None and not stage.base.matched else None


def _written_latest(stage: Stage) -> Span | None:
    """The tag `latest` that is written out after a name with a variable in it."""
    image = stage.from_.node.image
    if image is None or not image.raw.endswith(f":{_LATEST}") or len(image.raw) != image.span.end - image.span.start:
        return None
    end = stage.from_.at + image.span.end
    return Span(end - len(_LATEST), end)


def _default(stage: Stage, facts: Facts) -> tuple[Span, Span, str] | None:
    """The default `latest` of the one ARG that the tag comes from."""
    for name in stage.base.matched:
        binding = facts.scope.find(name)
        if binding is None or binding.placed is None or not isinstance(binding.placed.node, Arg):
            continue
        for assignment in binding.placed.node.assignments:
            if assignment.key.raw == name and assignment.value is not None and assignment.value.value == _LATEST:
                span = binding.placed.place(assignment.value.span)
                quoted = assignment.value.raw != assignment.value.value
                inner = Span(span.start + 1, span.end - 1) if quoted else span
                return inner, inner, ""
    return None
