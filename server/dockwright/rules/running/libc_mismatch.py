"""Programs that go from one C library to another."""

from collections.abc import Iterator

from dockwright.analysis.binaries import copied_binaries
from dockwright.knowledge import images
from dockwright.knowledge.images import Libc
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.uses import StageUse, UseKind
from dockwright.rules.model import Finding, Related, Severity, rule
from dockwright.syntax.nodes import Copy, Word

_PYTHON = ("/site-packages", "/venv", "/.venv")
_NAMES = {Libc.GLIBC: "glibc", Libc.MUSL: "musl"}


@rule(Severity.WARNING, on=Facts)
def libc_mismatch(facts: Facts) -> Iterator[Finding]:
    """A program is built for one C library and copied to another.

    Alpine's is musl, Debian's and most others' glibc. A program that is linked to the one does not start with the
    other ("not found"), and Python packages with native parts do not load. Build on the system that it runs on.

    ```dockerfile bad
    FROM python:3.13 AS build
    RUN python -m venv /opt/venv && /opt/venv/bin/pip install pandas==2.3.0
    FROM python:3.13-alpine
    COPY --from=build ⟦/opt/venv⟧ /opt/venv
    ```

    ```dockerfile bad
    FROM rust:1.90 AS build
    RUN cargo build --release
    FROM alpine:3.22
    COPY --from=build ⟦/src/target/release/app⟧ /usr/local/bin/
    ```

    ```dockerfile good
    FROM rust:1.90-alpine AS build
    RUN cargo build --release
    FROM debian:13-slim
    COPY --from=build /src/target/release/app /usr/local/bin/
    FROM python:3.13-alpine AS wheels
    RUN python -m venv /opt/venv
    FROM python:3.13-alpine
    COPY --from=wheels /opt/venv /opt/venv
    ```

    What is built for musl by name, or without cgo, runs on both:

    ```dockerfile good
    FROM rust:1.90 AS build
    RUN cargo build --release --target x86_64-unknown-linux-musl
    FROM golang:1.25 AS server
    RUN CGO_ENABLED=0 go build -o /server .
    FROM alpine:3.22
    COPY --from=build /src/target/x86_64-unknown-linux-musl/release/app /usr/local/bin/
    COPY --from=server /server /server
    ```
    """
    libraries = {stage.index: _libc(stage) for stage in facts.stages}
    if len(set(libraries.values()) - {None}) < len(_NAMES):
        return
    for use in facts.uses:
        node, target = use.placed.node, use.target
        if use.kind is not UseKind.COPY or target is None or not isinstance(node, Copy):
            continue
        built, there = libraries[target.index], libraries[use.user.index]
        if built is None or there is None or built is there:
            continue
        for source in node.sources:
            if _is_bound(use, source, facts, built):
                message = f"This is built for {_NAMES[built]}, and {use.user.label} has {_NAMES[there]}"
                related = (Related(target.image_span, "built here"),) if target.image_span is not None else ()
                yield Finding(use.placed.place(source.span), message, (), related)


def _libc(stage: Stage) -> Libc | None:
    """The C library of the image below the stage, None if unknown or none of the two."""
    reference = stage.root_reference
    found = images.libc(reference.repository, reference.tag) if reference is not None else None
    return found if found in _NAMES else None


def _is_bound(use: StageUse, source: Word, facts: Facts, built: Libc) -> bool:
    """Whether what is copied certainly needs the library that it was built for."""
    path = source.value
    if any(f"{part}/" in f"{path}/" for part in _PYTHON):
        return True
    if built is not Libc.GLIBC:
        return False
    if "/target/release/" in path:
        return use.target is not None and use.target.scope.find("RUSTFLAGS") is None
    binaries = copied_binaries(use.user, facts)
    return any(found.use is use and found.is_static is False for found in binaries)
