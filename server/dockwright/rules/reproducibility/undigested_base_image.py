"""Base images without a digest."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.OFF, on=Stage, aliases=("S7023",))
def undigested_base_image(stage: Stage) -> Iterator[Finding]:
    """The base image has no digest.

    A tag may be moved to another image at any time; a digest is the image itself. It also keeps security updates away
    until somebody renews it, so this rule is off unless it is asked for.

    ```dockerfile bad
    FROM ⟦node:22⟧
    ```

    ```dockerfile good
    FROM node@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d AS build
    FROM build
    FROM scratch
    ```
    """
    span = stage.image_span
    if stage.reference is not None and stage.reference.digest is None and span is not None:
        yield Finding(span, "A tag may be moved to another image: add the digest")
