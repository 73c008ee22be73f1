"""`RUN --mount` with something that the builder refuses."""

import posixpath
from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.mounts import Mount, MountProblem, quote_problem, read_mount
from dockwright.syntax.nodes import Flag, Placed, Run
from dockwright.syntax.words import expand
from dockwright.text.edit import delete, replace
from dockwright.text.span import Span

_NEEDS_TARGET = frozenset({"bind", "cache", "tmpfs"})


@rule(Severity.ERROR, on=Stage)
def invalid_mount(stage: Stage) -> Iterator[Finding]:
    r"""Mount with an invalid type, key or value.

    ```dockerfile bad
    FROM golang:1.25
    RUN --mount=type=⟦cach⟧,target=/root/.cache go build ./...
    RUN --mount=type=cache,⟦targt⟧=/root/.cache go test ./...
    ```

    ```dockerfile fixed
    FROM golang:1.25
    RUN --mount=type=cache,target=/root/.cache go build ./...
    RUN --mount=type=cache,target=/root/.cache go test ./...
    ```

    A blank ends the flag, and what follows is the command:

    ```dockerfile bad
    FROM golang:1.25
    RUN --mount=type=cache,⟦⟧ target=/root/.cache go build ./...
    ```

    ```dockerfile fixed
    FROM golang:1.25
    RUN --mount=type=cache,target=/root/.cache go build ./...
    ```

    Not every key is for every type, and the type comes first:

    ```dockerfile bad
    FROM alpine:3.22
    RUN --mount=type=cache,target=/var/cache,⟦required⟧ make
    RUN --mount=⟦type=secret⟧ make
    ```

    ```dockerfile good
    FROM alpine:3.22
    RUN --mount=type=secret,id=token,required make
    ```
    """
    for placed in stage.every(Run):
        for flag in placed.node.mounts:
            if flag.value is not None:
                yield from _mount(stage, placed, flag, flag.value.span)


def _mount(stage: Stage, placed: Placed[Run], flag: Flag, span: Span) -> Iterator[Finding]:
    problem = quote_problem(flag)
    if problem is not None:
        yield Finding(placed.place(span), problem)
        return
    escape, lookup = placed.node.escape, stage.scope.lookup(placed.at)
    mount, problems = read_mount(flag, lambda text: expand(text, escape, lookup).value)
    for each in problems:
        yield _finding(placed, flag, each)
    if not problems and mount.type in _NEEDS_TARGET:
        yield from _target(stage, placed, mount, span)


def _target(stage: Stage, placed: Placed[Run], mount: Mount, span: Span) -> Iterator[Finding]:
    """A mount must not cover the root."""
    target = mount.target
    if target is None:
        return
    workdir = stage.state_at(placed.at).workdir
    if not target.startswith("/"):
        if workdir is None:
            return
        target = posixpath.join(workdir, target)
    if posixpath.normpath(target).strip("/") == "":
        yield Finding(placed.place(span), "A mount needs a target other than the root of the image")


def _finding(placed: Placed[Run], flag: Flag, problem: MountProblem) -> Finding:
    fixes: tuple[Fix, ...] = ()
    if problem.wanted is not None:
        fixes = (Fix(f"Change to {problem.wanted}", (replace(placed.place(problem.span), problem.wanted),)),)
    elif problem.span == Span(flag.span.end, flag.span.end):
        end = flag.span.end
        while placed.node.text[end : end + 1] in {" ", "\t"}:
            end += 1
        if "=" in placed.node.text[end:].split(" ", 1)[0]:
            fixes = (Fix("Remove the blank", (delete(placed.place(Span(flag.span.end, end))),)),)
    return Finding(placed.place(problem.span), problem.message, fixes)
