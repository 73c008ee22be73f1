"""Base images with a tag and a digest."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.text.span import Span


@rule(Severity.OFF, on=Stage, aliases=("S8431",))
def tag_and_digest(stage: Stage) -> Iterator[Finding]:
    """The base image has a tag besides its digest.

    The digest alone decides; the tag is not looked at and may name another version than the one that is used. Many
    keep it for people to read, and tools that renew digests want it: so this rule is off unless it is asked for.

    ```dockerfile bad
    FROM node⟦:22⟧@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d
    ```

    ```dockerfile good
    FROM node@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d
    FROM node:22
    ```
    """
    reference = stage.reference
    if reference is None or reference.digest is None or reference.tag_span is None:
        return
    tag = Span(reference.tag_span.start - 1, reference.tag_span.end)
    span = stage.place_in_reference(tag) or stage.image_span
    if span is not None:
        yield Finding(span, "The digest decides: the tag means nothing here")
