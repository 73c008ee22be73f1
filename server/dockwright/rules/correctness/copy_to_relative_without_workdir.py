"""Relative destinations without a WORKDIR."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.model.state import WINDOWS_SHELL
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Placed, Transfer, Word
from dockwright.text.edit import replace
from dockwright.text.span import Span


@rule(Severity.WARNING, on=Stage, aliases=("DL3045",))
def copy_to_relative_without_workdir(stage: Stage) -> Iterator[Finding]:
    r"""Relative destination without a WORKDIR.

    It is relative to the working directory of the base image, most often the root. Where the image is known to have
    none, the path can say what it means:

    ```dockerfile bad
    FROM alpine:3.22
    COPY app ⟦bin/app⟧
    COPY ["lib", ⟦"./lib/"⟧]
    ADD *.txt ⟦.⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    COPY app /bin/app
    COPY ["lib", "/lib/"]
    ADD *.txt /
    ```

    ```dockerfile bad
    FROM gcc:14
    COPY app ⟦bin/app⟧
    ```

    An image of somebody's own may well have a WORKDIR that is made for it, as those of AWS Lambda do:

    ```dockerfile good
    FROM registry.example.com/base:2
    COPY app bin/app
    ```

    ```dockerfile good
    FROM alpine:3.22
    WORKDIR /srv
    COPY app bin/app
    ```
    """
    if stage.root.is_scratch or _may_bring_one(stage):
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
            fixes = tuple(_fixes(placed, destination)) if state.workdir is not None else ()
            yield Finding(placed.place(destination.span), message, fixes)


def _may_bring_one(stage: Stage) -> bool:
    """Whether nothing is known of the image, and it is none of the official ones, of which few have a WORKDIR."""
    if stage.root.scope.base is not None:
        return False
    reference = stage.root_reference
    return reference is None or "/" in reference.repository


def _fixes(placed: Placed[Transfer], destination: Word) -> Iterator[Fix]:
    """The root, which is where it goes, is put before a path that has no steps upwards."""
    span = destination.span
    text = span.of(placed.node.text)
    inner = text.strip("\"'")
    start = span.start + text.find(inner)
    if ".." in inner or "\\" in inner or inner[:1] in {"", "$"}:
        return
    path = inner.removeprefix("./") if inner != "." else ""
    edit = replace(Span(start, start + len(inner)), f"/{path}")
    yield Fix("Make the path absolute", (edit.shift(placed.at),))
