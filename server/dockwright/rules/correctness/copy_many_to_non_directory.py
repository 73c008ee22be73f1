"""Several sources and a destination that is not said to be a directory."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.model.state import joined
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Placed, Transfer, Word
from dockwright.text.edit import insert

_FOLDERS = (".", "..")


@rule(Severity.WARNING, on=Stage, aliases=("DL3021", "DS-0011"))
def copy_many_to_non_directory(stage: Stage) -> Iterator[Finding]:
    r"""Several files to one that does not end in a slash.

    Without the slash the destination is a file, and each source replaces the one before.

    ```dockerfile bad
    FROM alpine:3.22
    COPY app.conf app.db ⟦/srv/app⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    COPY app.conf app.db /srv/app/
    ```

    ```dockerfile good
    FROM alpine:3.22
    WORKDIR /srv
    COPY app.conf app.db .
    COPY app.conf app.db /srv
    ```
    """
    for placed in stage.every(Transfer):
        destination = placed.node.destination
        if destination is None or len(placed.node.sources) == 1:
            continue
        openers = {document.opener for document in placed.node.heredocs}
        path = stage.scope.expand(destination, placed.node.escape, placed.at)
        if path is None or destination.span in openers or _is_folder(stage, placed, path):
            continue
        message = f"{path} must end in a slash to be a directory: there are several sources"
        yield Finding(placed.place(destination.span), message, _fixes(placed, destination))


def _is_folder(stage: Stage, placed: Placed[Transfer], path: str) -> bool:
    """Whether the path must be a directory: by its end, or as the working directory."""
    if path.endswith(("/", "\\")) or path.rpartition("/")[2] in _FOLDERS:
        return True
    workdir = stage.state_at(placed.at).workdir
    return workdir is not None and joined(workdir, path) == workdir


def _fixes(placed: Placed[Transfer], destination: Word) -> tuple[Fix, ...]:
    if placed.node.json:
        return (Fix("Add a slash", (insert(placed.place(destination.span).end - 1, "/"),)),)
    if destination.raw.endswith(('"', "'")):
        return ()
    return (Fix("Add a slash", (insert(placed.place(destination.span).end, "/"),)),)
