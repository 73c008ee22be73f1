"""WORKDIRs among the files of the operating system."""

import posixpath
from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Placed, Transfer, Workdir

_ROOT = "/"
_SYSTEM = frozenset(
    {
        "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/run", "/sbin", "/sys",
        "/usr", "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/sbin", "/var",
    }
)  # fmt: skip


@rule(Severity.WARNING, on=Stage, aliases=("DS-0030",))
def workdir_on_system_path(stage: Stage) -> Iterator[Finding]:
    r"""WORKDIR is a folder of the operating system.

    What is copied or unpacked there mixes with the files of the base image, may
    replace some of them, and cannot be told apart from them later. Give the program a folder of its own.

    ```dockerfile bad
    FROM alpine:3.22
    WORKDIR ⟦/usr⟧
    COPY . .
    ```

    ```dockerfile good
    FROM alpine:3.22
    WORKDIR /usr/src/app
    COPY . .
    ```

    The root is reported only where a COPY or ADD then puts files of the build context into it:

    ```dockerfile bad
    FROM node:22
    WORKDIR ⟦/⟧
    COPY package.json package-lock.json ./
    ```

    ```dockerfile good
    FROM node:22
    WORKDIR /src/tools
    RUN make install
    WORKDIR /
    COPY --from=builder /src/server .
    ```
    """
    if stage.root.is_scratch:
        return
    for placed in stage.every(Workdir):
        path = placed.node.path
        folder = path.literal if path is not None else None
        if path is None or folder is None or not folder.startswith(_ROOT):
            continue
        folder = posixpath.normpath(folder).replace("//", _ROOT, 1)
        if folder in _SYSTEM or (folder == _ROOT and _is_filled(stage, placed)):
            yield Finding(placed.place(path.span), f"{path.value} belongs to the operating system")


def _is_filled(stage: Stage, workdir: Placed[Workdir]) -> bool:
    """Whether a COPY or ADD of the build context takes `workdir` itself for its destination."""
    for placed in stage.every(Transfer):
        if (
            placed.at < workdir.at
            or placed.node.flag("from") is not None
            or stage.state_at(placed.at).workdir_by != workdir
        ):
            continue
        destination = placed.node.destination
        if destination is not None and destination.value in {".", "./"}:
            return True
    return False
