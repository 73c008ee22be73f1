"""A dynamically linked binary where there is no libc for it."""

from collections.abc import Iterator

from dockwright.analysis.binaries import copied_binaries
from dockwright.analysis.images import is_alpine
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.project.manifests.go_sources import cgo_evidence, go_sources
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Related, Severity, rule
from dockwright.text.edit import insert

_LINKING = frozenset({"net", "net/http", "net/http/httputil", "net/rpc", "net/smtp", "os/user"})


@rule(Severity.WARNING, on=Facts)
def cgo_binary_on_scratch(facts: Facts, project: Project) -> Iterator[Finding]:
    """A binary that may need a libc is copied to where there is none.

    Unless CGO_ENABLED=0 is set, Go links to the libc of the builder as soon
    as a package uses cgo, and `net` and `os/user` do. On scratch the program then
    fails with "no such file or directory".

    ```text file=main.go
    package main

    import "net/http"
    ```

    ```text file=go.mod
    module example.org/app
    ```

    ```dockerfile bad
    FROM golang:1.25 AS builder
    WORKDIR /src
    COPY . .
    RUN go build -o /bin/app .

    FROM scratch
    COPY --from=builder ⟦/bin/app⟧ /app
    CMD ["/app"]
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS builder
    WORKDIR /src
    COPY . .
    RUN CGO_ENABLED=0 go build -o /bin/app .

    FROM scratch
    COPY --from=builder /bin/app /app
    CMD ["/app"]
    ```

    ```dockerfile good
    FROM golang:1.25 AS builder
    ENV CGO_ENABLED=0
    RUN go build -o /bin/app .

    FROM scratch
    COPY --from=builder /bin/app /app
    ```
    """
    bare = [(stage, where) for stage in facts.stages if (where := _without_glibc(stage)) is not None]
    module = cgo_evidence(project) if bare else None
    why = module or (_linking_import(project) if bare else None)
    if why is None:
        return
    for stage, where in bare:
        for binary in copied_binaries(stage, facts):
            builder = binary.use.target
            source = next((word for word in binary.copy.node.sources if word.value.endswith(binary.path)), None)
            if binary.is_static or source is None or builder is None or _same_libc(stage, builder):
                continue
            if binary.is_static is None and any(
                word.value.startswith("-linkmode") for word in binary.command.arguments
            ):
                continue
            fixes: tuple[Fix, ...] = ()
            if module is None and binary.is_static is None:
                edit = insert(binary.run.at + binary.command.name_span.start, "CGO_ENABLED=0 ")
                fixes = (Fix("Build it with CGO_ENABLED=0", (edit,)),)
            yield Finding(
                binary.copy.place(source.span),
                f"the binary is linked to the builder's libc, as it uses {why}, and {where} has no such libc",
                fixes,
                (Related(binary.run.place(binary.command.span), "it is built here"),),
            )


def _linking_import(project: Project) -> str | None:
    """A standard package that Go links to libc for, where there is a C compiler."""
    return next((name for name in sorted(go_sources(project).imports) if name in _LINKING), None)


def _without_glibc(stage: Stage) -> str | None:
    if stage.is_scratch:
        return "scratch"
    reference = stage.reference
    if reference is None:
        return None
    if "distroless/static" in reference.repository:
        return reference.repository
    return reference.text if is_alpine(reference) else None


def _same_libc(stage: Stage, builder: Stage) -> bool:
    """Whether both are Alpine: then musl is there at run time."""
    if stage.reference is None or builder.root_reference is None:
        return False
    return is_alpine(stage.reference) and is_alpine(builder.root_reference)
