"""Commands for a shell in an image that has none."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.model.state import WINDOWS_SHELL, State, joined, workdir_at
from dockwright.rules.exec_form import exec_form
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Cmd, Entrypoint, Healthcheck, Instruction, Placed, Run, Transfer
from dockwright.text.edit import replace


@rule(Severity.ERROR, on=Stage)
def shell_in_scratch(stage: Stage) -> Iterator[Finding]:
    r"""Command needs a shell and there is none.

    An image that starts FROM scratch holds what is copied into it and nothing else: no
    `/bin/sh`, with which RUN and the shell forms of CMD, ENTRYPOINT and HEALTHCHECK start their commands.

    ```dockerfile bad
    FROM golang:1.25 AS build
    RUN go build -o /server ./cmd/server

    FROM scratch
    COPY --from=build /server /server
    CMD ⟦/server --verbose⟧
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS build
    RUN go build -o /server ./cmd/server

    FROM scratch
    COPY --from=build /server /server
    CMD ["/server", "--verbose"]
    ```

    What RUN is to do belongs into the stage that builds:

    ```dockerfile bad
    FROM scratch
    COPY server /server
    RUN ⟦mkdir /data⟧
    ```

    A shell may come with a whole file system:

    ```dockerfile good
    FROM scratch
    ADD rootfs.tar.xz /
    RUN apk add --no-cache curl
    CMD curl --version
    ```
    """
    root = stage.root
    if not root.is_scratch or root.state_at(root.from_.end).shell == WINDOWS_SHELL:
        return
    paths: set[str | None] = set()
    for link in reversed(stage.chain):
        if any(isinstance(placed.node, Run | Transfer) for placed in link.triggers):
            return
        for placed in link.instructions:
            if isinstance(placed.node, Transfer):
                paths.add(_destination(link, placed.at, placed.node))
            if _may_have_shell(link.state_at(placed.at), paths):
                return
            if isinstance(placed.node, Run) and (link is not stage or _may_run(placed.node, is_empty=not paths)):
                return
            if link is stage:
                yield from _findings(placed, is_empty=not paths)
            if isinstance(placed.node, Run):
                return


def _destination(stage: Stage, at: int, node: Transfer) -> str | None:
    """The absolute path that COPY or ADD writes to, None if unknown."""
    written = node.destination.literal if node.destination is not None else None
    return joined(workdir_at(stage, at), written)


def _may_have_shell(state: State, paths: set[str | None]) -> bool:
    """Whether something was put to the place of the shell or to a folder above it."""
    if not state.shell or not state.shell[0].startswith("/"):
        return True
    shell = state.shell[0]
    return any(path in {None, "/", shell} or shell.startswith(f"{path}/") for path in paths)


def _may_run(run: Run, *, is_empty: bool) -> bool:
    """Whether the RUN may work after all: then what it does may bring a shell."""
    if run.mounts or run.command is None or run.command.text.startswith("#!"):
        return True
    if any(doc.content.startswith("#!") for doc in run.heredocs):
        return True
    return run.command.is_exec and not is_empty


def _findings(placed: Placed[Instruction], *, is_empty: bool) -> Iterator[Finding]:
    node = placed.node
    if not isinstance(node, Run | Cmd | Entrypoint | Healthcheck) or node.command is None:
        return
    span = placed.place(node.command.span)
    if isinstance(node, Run) and is_empty:
        yield Finding(span, "The image is empty: there is no shell and no program to run")
    elif not node.command.is_exec:
        array = None if isinstance(node, Run) else exec_form(node.command)
        fixes = () if array is None else (Fix(f"Use {array}", (replace(span, array),)),)
        yield Finding(span, f"There is no shell in this image to start the {node.name}", fixes)
