"""The split of Rust programs, on whole texts."""

# ruff: noqa: E501 - whole Dockerfiles

import pytest

from tests.refactor.cases import split

LOCK = """version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "openssl-sys",
]

[[package]]
name = "openssl-sys"
version = "0.9.109"
source = "registry+https://github.com/rust-lang/crates.io-index"
"""
PLAIN = {
    "Cargo.toml": '[package]\nname = "app"\nedition = "2021"\n',
    "Cargo.lock": 'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n',
    "src/main.rs": "",
    ".dockerignore": "target\n.git\n",
}
TLS = PLAIN | {"Cargo.lock": LOCK, "templates/index.html": "", "Rocket.toml": ""}
TWO = PLAIN | {
    "Cargo.toml": '[package]\nname = "app"\ndefault-run = "serve"\n\n[[bin]]\nname = "serve"\npath = "src/main.rs"\n',
    "src/bin/admin.rs": "",
}
WORKSPACE = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n',
    "Cargo.lock": LOCK,
    "crates/api/Cargo.toml": '[package]\nname = "api"\n',
    "crates/api/src/main.rs": "",
    "crates/lib/Cargo.toml": '[package]\nname = "lib"\n',
    "crates/lib/src/lib.rs": "",
    ".dockerignore": "target\n.git\n",
}


@pytest.mark.parametrize(
    ("before", "after", "files", "note"),
    [
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN cargo build --release --locked
CMD ["./target/release/app"]
""",
            """\
FROM rust:1-bookworm AS builder
WORKDIR /app
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim AS runtime
WORKDIR /app
COPY --from=builder /app/target/release/app /usr/local/bin/app
CMD ["/usr/local/bin/app"]
""",
            PLAIN,
            "check that the program needs no other file at run time",
            id="plain",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN cargo build --release --locked
EXPOSE 8000
ENV ROCKET_ADDRESS=0.0.0.0
CMD ./target/release/app --port 80
""",
            """\
FROM rust:1-bookworm AS builder
WORKDIR /app
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libssl3 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /app/target/release/app /usr/local/bin/app
COPY --from=builder /app/templates ./templates
COPY --from=builder /app/Rocket.toml ./Rocket.toml
EXPOSE 8000
ENV ROCKET_ADDRESS=0.0.0.0
CMD ["/usr/local/bin/app", "--port", "80"]
""",
            TLS,
            "check that the program needs no other file at run time",
            id="library-and-templates",
        ),
        pytest.param(
            """\
# syntax=docker/dockerfile:1
# the compiler
FROM rust:1-trixie

# where
WORKDIR /app
# the source
COPY . .
# the port
EXPOSE 8000
# build
RUN cargo build --release --locked

# start
CMD ["/app/target/release/app"]
# end
""".replace("\n", "\r\n"),
            """\
# syntax=docker/dockerfile:1
# the compiler
FROM rust:1-trixie AS builder

# where
WORKDIR /app
# the source
COPY . .
# build
RUN cargo build --release --locked

FROM debian:trixie-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libssl3t64 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /app/target/release/app /usr/local/bin/app
COPY --from=builder /app/templates ./templates
COPY --from=builder /app/Rocket.toml ./Rocket.toml
# the port
EXPOSE 8000

# start
CMD ["/usr/local/bin/app"]
# end
""".replace("\n", "\r\n"),
            TLS,
            "check that the program needs no other file at run time",
            id="comments-everywhere-and-crlf",
        ),
        pytest.param(
            """\
FROM rust:1-alpine
RUN apk add --no-cache musl-dev
WORKDIR /app
COPY . .
RUN cargo build --release --locked
EXPOSE 8080
ENTRYPOINT ["/app/target/release/app"]
CMD ["--port", "8080"]
""",
            """\
FROM rust:1-alpine AS builder
RUN apk add --no-cache musl-dev
WORKDIR /app
COPY . .
RUN cargo build --release --locked

FROM scratch AS runtime
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /app/target/release/app /app
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/app"]
CMD ["--port", "8080"]
""",
            PLAIN,
            "check that the program needs no other file at run time",
            id="static-on-alpine",
        ),
        pytest.param(
            """\
FROM rust:1-alpine
RUN apk add --no-cache musl-dev openssl-dev
WORKDIR /app
COPY . .
RUN cargo build --release --locked
CMD ["/app/target/release/app"]
""",
            """\
FROM rust:1-alpine AS builder
RUN apk add --no-cache musl-dev openssl-dev
WORKDIR /app
COPY . .
RUN cargo build --release --locked

FROM alpine:3.24 AS runtime
RUN apk add --no-cache libcrypto3 libssl3
WORKDIR /app
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /app/target/release/app /usr/local/bin/app
COPY --from=builder /app/templates ./templates
COPY --from=builder /app/Rocket.toml ./Rocket.toml
CMD ["/usr/local/bin/app"]
""",
            TLS,
            "check that the program needs no other file at run time",
            id="shared-on-alpine",
        ),
        pytest.param(
            """\
FROM rust:1
RUN rustup target add x86_64-unknown-linux-musl
WORKDIR /src
ADD . /src
RUN cargo build --release --locked --target x86_64-unknown-linux-musl
EXPOSE 80
CMD ["/src/target/x86_64-unknown-linux-musl/release/app"]
""",
            """\
FROM rust:1 AS builder
RUN rustup target add x86_64-unknown-linux-musl
WORKDIR /src
ADD . /src
RUN cargo build --release --locked --target x86_64-unknown-linux-musl

FROM scratch AS runtime
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /src/target/x86_64-unknown-linux-musl/release/app /app
EXPOSE 80
CMD ["/app"]
""",
            PLAIN,
            "check that the program needs no other file at run time",
            id="musl-target-on-debian",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
ADD . /app
RUN cd /app && cargo install --locked --path . && rm -rf target
USER nobody
CMD app --verbose
""",
            """\
FROM rust:1-bookworm AS builder
ADD . /app
RUN cd /app && cargo install --locked --path . && rm -rf target

FROM debian:bookworm-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libssl3 && rm -rf /var/lib/apt/lists/*
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /usr/local/cargo/bin/app /usr/local/bin/app
USER nobody
CMD ["app", "--verbose"]
""",
            TLS,
            "check that the program needs no other file at run time",
            id="one-chain-and-cargo-install",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN cargo build --release --locked
RUN cp target/release/app /usr/local/bin/serve
WORKDIR /data
VOLUME /data
ENTRYPOINT ["serve"]
""",
            """\
FROM rust:1-bookworm AS builder
WORKDIR /app
COPY . .
RUN cargo build --release --locked
RUN cp target/release/app /usr/local/bin/serve

FROM debian:bookworm-slim AS runtime
COPY --from=builder /usr/local/bin/serve /usr/local/bin/serve
WORKDIR /data
VOLUME /data
ENTRYPOINT ["serve"]
""",
            PLAIN,
            "check that the program needs no other file at run time",
            id="copied-in-another-run",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm AS build
WORKDIR /app
COPY Cargo.toml Cargo.lock ./
RUN mkdir src && echo 'fn main() {}' > src/main.rs && cargo build --release --locked && rm -rf src
COPY src ./src
RUN touch src/main.rs && cargo build --release --locked
CMD ["./target/release/app"]
""",
            """\
FROM rust:1-bookworm AS build
WORKDIR /app
COPY Cargo.toml Cargo.lock ./
RUN mkdir src && echo 'fn main() {}' > src/main.rs && cargo build --release --locked && rm -rf src
COPY src ./src
RUN touch src/main.rs && cargo build --release --locked

FROM debian:bookworm-slim AS runtime
WORKDIR /app
COPY --from=build /app/target/release/app /usr/local/bin/app
CMD ["/usr/local/bin/app"]
""",
            PLAIN,
            "check that the program needs no other file at run time",
            id="stub-for-the-dependencies",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \\
    --mount=type=cache,target=/app/target \\
    cargo build --release --locked && \\
    cp target/release/app /usr/local/bin/app
CMD ["app"]
""",
            """\
FROM rust:1-bookworm AS builder
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \\
    --mount=type=cache,target=/app/target \\
    cargo build --release --locked && \\
    cp target/release/app /usr/local/bin/app

FROM debian:bookworm-slim AS runtime
WORKDIR /app
COPY --from=builder /usr/local/bin/app /usr/local/bin/app
CMD ["app"]
""",
            PLAIN,
            "check that the program needs no other file at run time",
            id="cache-mounts",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN <<EOF
cargo build --release --locked
install -m 755 target/release/app /usr/local/bin/app
EOF
CMD ["/usr/local/bin/app"]
""",
            """\
FROM rust:1-bookworm AS builder
WORKDIR /app
COPY . .
RUN <<EOF
cargo build --release --locked
install -m 755 target/release/app /usr/local/bin/app
EOF

FROM debian:bookworm-slim AS runtime
WORKDIR /app
COPY --from=builder /usr/local/bin/app /usr/local/bin/app
CMD ["/usr/local/bin/app"]
""",
            PLAIN,
            "check that the program needs no other file at run time",
            id="here-document",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN cargo build --release --locked
CMD ["cargo", "run", "--release", "--", "-v"]
""",
            """\
FROM rust:1-bookworm AS builder
WORKDIR /app
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim AS runtime
WORKDIR /app
COPY --from=builder /app/target/release/serve /usr/local/bin/serve
CMD ["/usr/local/bin/serve", "-v"]
""",
            TWO,
            "check that the program needs no other file at run time",
            id="cargo-run-after-the-build",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN cargo build --release --locked
CMD ["./target/release/admin"]
""",
            """\
FROM rust:1-bookworm AS builder
WORKDIR /app
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim AS runtime
WORKDIR /app
COPY --from=builder /app/target/release/admin /usr/local/bin/admin
CMD ["/usr/local/bin/admin"]
""",
            TWO,
            "check that the program needs no other file at run time",
            id="a-program-by-name",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /ws
COPY . .
RUN cargo build --release --locked -p api
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
CMD ["/ws/target/release/api"]
""",
            """\
FROM rust:1-bookworm AS builder
WORKDIR /ws
COPY . .
RUN cargo build --release --locked -p api

FROM debian:bookworm-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends curl libssl3 && rm -rf /var/lib/apt/lists/*
WORKDIR /ws
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /ws/target/release/api /usr/local/bin/api
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
CMD ["/usr/local/bin/api"]
""",
            WORKSPACE,
            "check that the program needs no other file at run time",
            id="workspace",
        ),
        pytest.param(
            """\
ARG RUST_VERSION=1
FROM rust:${RUST_VERSION}-bookworm
ENV CARGO_TERM_COLOR=never
ENV RUST_LOG=info
ARG PROFILE=release
ARG PORT=80
EXPOSE $PORT
WORKDIR /app
COPY . .
USER root
RUN cargo build --release --locked
USER www-data
CMD ["./target/release/app"]
""",
            """\
ARG RUST_VERSION=1
FROM rust:${RUST_VERSION}-bookworm AS builder
ENV CARGO_TERM_COLOR=never
ENV RUST_LOG=info
ARG PROFILE=release
ARG PORT=80
WORKDIR /app
COPY . .
USER root
RUN cargo build --release --locked

FROM debian:bookworm-slim AS runtime
ENV RUST_LOG=info
ARG PORT=80
WORKDIR /app
COPY --from=builder /app/target/release/app /usr/local/bin/app
EXPOSE $PORT
USER www-data
CMD ["/usr/local/bin/app"]
""",
            PLAIN,
            "check that the program needs no other file at run time",
            id="environment-and-arguments-first",
        ),
        pytest.param(
            """\
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates build-essential libssl-dev pkg-config && rm -rf /var/lib/apt/lists/*
RUN curl https://sh.rustup.rs -sSf | sh -s -- -y
ENV PATH=/root/.cargo/bin:$PATH
WORKDIR /app
COPY . .
RUN cargo build --release --locked
CMD ["./target/release/app"]
""",
            """\
FROM ubuntu:24.04 AS builder
RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates build-essential libssl-dev pkg-config && rm -rf /var/lib/apt/lists/*
RUN curl https://sh.rustup.rs -sSf | sh -s -- -y
ENV PATH=/root/.cargo/bin:$PATH
WORKDIR /app
COPY . .
RUN cargo build --release --locked

FROM ubuntu:24.04 AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates libssl3 && rm -rf /var/lib/apt/lists/*
ENV PATH=/root/.cargo/bin:$PATH
WORKDIR /app
COPY --from=builder /app/target/release/app /usr/local/bin/app
COPY --from=builder /app/templates ./templates
COPY --from=builder /app/Rocket.toml ./Rocket.toml
CMD ["/usr/local/bin/app"]
""",
            TLS,
            "check that the program needs no other file at run time",
            id="rustup-on-ubuntu",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
RUN cargo install mdbook --locked --version 0.4.40
WORKDIR /book
CMD ["mdbook", "serve"]
""",
            """\
FROM rust:1-bookworm AS builder
RUN cargo install mdbook --locked --version 0.4.40

FROM debian:bookworm-slim AS runtime
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /usr/local/cargo/bin/mdbook /usr/local/bin/mdbook
WORKDIR /book
CMD ["mdbook", "serve"]
""",
            PLAIN,
            "check that the program needs no other file at run time",
            id="a-published-program",
        ),
    ],
)
def test_split(before: str, after: str, files: dict[str, str], note: str) -> None:
    assert split(before, files) == (after, note)


@pytest.mark.parametrize(
    ("text", "files", "reason"),
    [
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/app/target cargo build --release --locked
CMD ["./target/release/app"]
""",
            PLAIN,
            "/app/target/release/app is in a cache mount, not in a layer: copy it out of there in the same RUN",
            id="in-a-cache-mount",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
CMD ["cargo", "run"]
""",
            PLAIN,
            "the container compiles the program when it starts: build it in a RUN first",
            id="cargo-run-without-a-build",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN cargo build --release --locked
CMD ["./target/debug/app"]
""",
            PLAIN,
            "the container starts ./target/debug/app, but cargo makes /app/target/release/app",
            id="another-profile",
        ),
        pytest.param(
            """\
FROM rust:1.70
WORKDIR /app
COPY . .
RUN cargo build --release --locked
CMD ["./target/release/app"]
""",
            TLS,
            "which system rust:1.70 is built on is not known, nor the name of the library for openssl-sys: name the system in the tag, as in rust:1-bookworm",
            id="unknown-system",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /app
COPY . .
RUN cargo build --release --locked
CMD sh -c "app && true"
""",
            PLAIN,
            "the container starts sh, but cargo makes /app/target/release/app",
            id="a-script",
        ),
        pytest.param(
            """\
FROM rust:1-bookworm
WORKDIR /ws
COPY . .
RUN cargo build --release --locked
RUN echo done > /etc/motd-x; curl -o /x https://example.org
CMD ["/ws/target/release/api"]
""",
            WORKSPACE,
            "a RUN after the last build step may change what runs, and its effect is not known",
            id="two-programs-and-cargo-run",
        ),
    ],
)
def test_what_is_missing_is_said(text: str, files: dict[str, str], reason: str) -> None:
    assert split(text, files) == (text, reason)


def test_data_beside_the_source_comes_along() -> None:
    """What a program reads by a relative path; not what builds, tests or tells of it."""
    files = PLAIN | {
        "data/games.log": "",
        "projects.toml": "",
        "clippy.toml": "",
        "README.md": "",
        "compose.yaml": "",
        "tests/a.rs": "",
        "helper/Cargo.toml": '[package]\nname = "helper"\n',
        "frontend/package.json": "{}",
        ".github/workflows/ci.yml": "",
    }
    text = "FROM rust:1-bookworm\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD target/release/app\n"
    result, _ = split(text, files)
    assert result.partition("/usr/local/bin/app\n")[2] == (
        "COPY --from=builder /app/data ./data\nCOPY --from=builder /app/projects.toml ./projects.toml\n"
        'CMD ["/usr/local/bin/app"]\n'
    )


@pytest.mark.parametrize(("files", "has_certificates"), [(PLAIN, False), (TLS, True)])
def test_certificates_are_for_programs_that_read_them(files: dict[str, str], has_certificates: bool) -> None:  # noqa: FBT001
    text = "FROM rust:1-bookworm\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD target/release/app\n"
    result, _ = split(text, files)
    assert ("/etc/ssl/certs/ca-certificates.crt" in result) is has_certificates
