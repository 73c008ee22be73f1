"""`cargo build` that may change the lockfile."""

from collections.abc import Iterator

from dockwright.analysis.locked_commands import unlocked_cargo
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule


@rule(Severity.WARNING, on=Stage)
def cargo_build_unlocked(stage: Stage, project: Project) -> Iterator[Finding]:
    """`cargo build` may compile other versions than Cargo.lock says.

    If Cargo.toml and Cargo.lock do not agree, cargo resolves anew and goes
    on, and `cargo install` passes the lockfile over altogether. With `--locked` it fails instead, and you learn
    of it before the image ships.

    ```toml file=Cargo.toml
    [package]
    name = "app"
    ```

    ```toml file=Cargo.lock
    version = 4
    ```

    ```dockerfile bad
    FROM rust:1-bookworm
    WORKDIR /app
    COPY . .
    RUN ⟦cargo build⟧ --release
    ```

    ```dockerfile fixed
    FROM rust:1-bookworm
    WORKDIR /app
    COPY . .
    RUN cargo build --locked --release
    ```

    ```dockerfile bad
    FROM rust:1-bookworm
    WORKDIR /app
    COPY . .
    RUN ⟦cargo install⟧ --path .
    ```

    ```dockerfile fixed
    FROM rust:1-bookworm
    WORKDIR /app
    COPY . .
    RUN cargo install --locked --path .
    ```

    A lockfile that is not copied cannot be held to:

    ```dockerfile good
    FROM rust:1-bookworm
    WORKDIR /app
    COPY Cargo.toml ./
    COPY src ./src
    RUN cargo build --release
    ```
    """
    for found in unlocked_cargo(stage, project):
        fixes = (Fix(found.title, found.edits),) if found.edits else ()
        yield Finding(found.span, found.message, fixes)
