"""A whole file system copied from a stage."""

from collections.abc import Iterator

from dockwright.knowledge import images
from dockwright.model.facts import Facts
from dockwright.model.uses import StageUse, UseKind
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Copy, Run

_ROOTS = frozenset({"/", "/.", "/*", ".", "./"})


@rule(Severity.WARNING, on=Facts, aliases=("DL3067",), reads_commands=False)
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

    So may one be copied that is made for it, and holds a few files only:

    ```dockerfile good
    FROM tonistiigi/xx AS xx
    FROM scratch AS files
    COPY etc /etc
    FROM debian:13
    COPY --from=xx / /
    COPY --from=files / /
    ```
    """
    for use in facts.uses:
        node = use.placed.node
        if use.kind is not UseKind.COPY or use.user.root.is_scratch or not isinstance(node, Copy):
            continue
        if node.destination is None or node.destination.value not in _ROOTS or not _is_system(use):
            continue
        for source in node.sources:
            if source.value in _ROOTS:
                yield Finding(use.placed.place(source.span), "This copies a whole file system: name what is needed")


def _is_system(use: StageUse) -> bool:
    """Whether what is copied from is known to hold a whole operating system, or was worked in."""
    reference = use.target.root_reference if use.target is not None else use.image
    if reference is None:
        return False
    if images.system_of(reference.repository, reference.tag) is not None:
        return True
    return use.target is not None and any(True for link in use.target.chain for _ in link.every(Run))
