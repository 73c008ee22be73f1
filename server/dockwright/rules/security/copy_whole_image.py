"""A whole file system copied from a stage."""

from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.model.uses import UseKind
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Copy


@rule(Severity.WARNING, on=Facts, aliases=("DL3067",))
def copy_whole_image(facts: Facts) -> Iterator[Finding]:
    """COPY takes the whole file system of another image.

    All that is there comes with it, compilers, caches and secrets too, over the files of this image. Copy the
    folders that are needed, or build on that image.

    ```dockerfile bad
    FROM golang:1.25 AS build
    RUN go build -o /app .
    FROM debian:13-slim
    COPY --from=build ⟦/⟧ /
    ```

    An image of a single layer may be made just so:

    ```dockerfile good
    FROM debian:13 AS build
    RUN apt-get update
    FROM scratch
    COPY --from=build / /
    ```

    ```dockerfile good
    FROM scratch AS files
    COPY etc /etc
    FROM debian:13
    COPY --from=files / /
    ```
    """
    for use in facts.uses:
        node, target = use.placed.node, use.target
        if use.kind is not UseKind.COPY or use.user.root.is_scratch or not isinstance(node, Copy):
            continue
        if target is not None and target.root.is_scratch:
            continue
        for source in node.sources:
            if source.value in {"/", "/.", "/*", "."}:
                yield Finding(use.placed.place(source.span), "This copies a whole file system: name what is needed")
