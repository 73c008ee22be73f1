"""Relative destinations without a WORKDIR."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.model.state import WINDOWS_SHELL
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Transfer


@rule(Severity.WARNING, on=Stage, aliases=("DL3045",))
def copy_to_relative_without_workdir(stage: Stage) -> Iterator[Finding]:
    r"""Relative destination without a WORKDIR.

    It is relative to the working directory of the base image, most often the root.

    ```dockerfile bad
    FROM alpine:3.22
    COPY app ⟦bin/app⟧
    ```

    ```dockerfile good
    FROM alpine:3.22
    WORKDIR /srv
    COPY app bin/app
    ```
    """
    if stage.root.is_scratch:
        return
    for placed in stage.every(Transfer):
        destination = placed.node.destination
        if destination is None:
            continue
        state = stage.state_at(placed.at)
        path = stage.scope.expand(destination, placed.node.escape, placed.at)
        if state.workdir_by is not None or state.workdir not in {None, "/"} or state.shell == WINDOWS_SHELL:
            continue
        if path and not path.startswith(("/", "\\", "$", "%")) and path[1:2] != ":":
            message = f"{path} is relative to the base image's working directory: use a WORKDIR or an absolute path"
            yield Finding(placed.place(destination.span), message)
