"""Images that start nothing."""

from collections.abc import Iterator

from dockwright.knowledge import images
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Cmd, Entrypoint, Expose, Healthcheck, StopSignal

_RUNS = (Expose, Healthcheck, StopSignal)


@rule(Severity.INFO, on=Stage, aliases=("DF036",))
def missing_command(stage: Stage) -> Iterator[Finding]:
    """The image starts nothing.

    Neither CMD nor ENTRYPOINT says what to run, and the base image has none: `docker run` fails with "no command
    specified" unless a command is given each time.

    ```dockerfile bad
    FROM ⟦gcr.io/distroless/static-debian12⟧
    COPY server /server
    ```

    ```dockerfile bad
    FROM ⟦scratch⟧
    COPY server /server
    EXPOSE 8080
    ```

    Files that are only taken out of a build, or that other images build on, run nothing:

    ```dockerfile good
    FROM scratch
    COPY dist /
    ```

    ```dockerfile good
    FROM debian:13
    COPY server /server
    FROM gcr.io/distroless/static-debian12
    COPY server /server
    ENTRYPOINT ["/server"]
    ```
    """
    span = stage.image_span
    if not stage.is_final or span is None or not stage.instructions:
        return
    if any(link.last(Cmd) or link.last(Entrypoint) or link.triggers for link in stage.chain):
        return
    if _starts_nothing(stage):
        yield Finding(span, "Nothing says what this image runs: add CMD or ENTRYPOINT")


def _starts_nothing(stage: Stage) -> bool:
    """Whether the base image is known to have no command."""
    if stage.root.is_scratch:
        return any(isinstance(placed.node, _RUNS) for link in stage.chain for placed in link.instructions)
    reference = stage.root_reference
    if reference is None:
        return False
    known = images.defaults(reference.repository, reference.tag)
    return known is not None and not known.cmd and not known.entrypoint
