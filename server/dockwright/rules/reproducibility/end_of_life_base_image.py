"""A base image whose release line has ended."""

from collections.abc import Iterator

from dockwright.analysis.lifetimes import Ended, ended, newer_tag
from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import replace


@rule(Severity.WARNING, on=Facts, reads_commands=False)
def end_of_life_base_image(facts: Facts) -> Iterator[Finding]:
    """The base image gets no more security repairs.

    When a release line of a language, a database or a distribution ends,
    what is found in it later stays open. The image may still be built and
    pulled, so nothing else tells. Judged by the day of the facts that come with
    Dockwright, not by the day of the build: the same file has the same findings everywhere.

    ```dockerfile bad
    FROM node:⟦18-alpine⟧
    ```

    The system below may end before the language does:

    ```dockerfile bad
    FROM python:⟦3.12-slim-buster⟧ AS builder
    ```

    A line that is supported is left alone, by a volunteer team (Debian LTS) too, and so are build tools each of whose
    lines ends with the next:

    ```dockerfile good
    FROM debian:13-slim
    FROM rust:1.80
    FROM example.org/node:18
    ```
    """
    for stage in facts.stages:
        if stage.reference is None or stage.image_span is None:
            continue
        found = ended(stage.reference)
        if found is None:
            continue
        tag = stage.reference.tag_span
        span = stage.place_in_reference(tag) if tag is not None else None
        yield Finding(span or stage.image_span, _message(found), tuple(_fixes(stage)))


def _message(found: Ended) -> str:
    since = f" since {found.since.isoformat()}" if found.since is not None else ""
    where = ", the system below this image," if found.of_system else ""
    return f"{found.what}{where} has had no security repairs{since}"


def _fixes(stage: Stage) -> Iterator[Fix]:
    reference = stage.reference
    if reference is None or reference.tag_span is None or reference.digest is not None:
        return
    span, tag = stage.place_in_reference(reference.tag_span), newer_tag(reference)
    if span is not None and tag is not None:
        note = f"another version: check that what is built and run works with {reference.written_name}:{tag}"
        yield Fix(f"Use {tag}", (replace(span, tag),), Safety.MANUAL, note)
