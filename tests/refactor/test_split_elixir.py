"""The split of Elixir projects, on whole texts."""

# ruff: noqa: E501 - whole Dockerfiles

import pytest

from tests.refactor.cases import split

APP = {
    "mix.exs": 'defmodule Hello.MixProject do\n  use Mix.Project\n  def project, do: [app: :hello, version: "0.1.0"]\nend\n',
    "mix.lock": "%{}\n",
    "lib/hello.ex": "",
    "config/config.exs": "",
    ".dockerignore": "_build\ndeps\n.git\n",
}
NAMED = APP | {"mix.exs": "def project, do: [app: :hello, releases: [server: []]]\n"}


@pytest.mark.parametrize(
    ("before", "after", "files", "note"),
    [
        pytest.param(
            """\
FROM elixir:1.18
ENV MIX_ENV=prod
RUN mix local.hex --force && mix local.rebar --force
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY . .
RUN mix release
EXPOSE 4000
CMD ["_build/prod/rel/hello/bin/hello", "start"]
""",
            """\
FROM elixir:1.18 AS builder
ENV MIX_ENV=prod
RUN mix local.hex --force && mix local.rebar --force
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY . .
RUN mix release

FROM debian:trixie-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libncurses6 libstdc++6 openssl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV LANG=C.UTF-8
COPY --from=builder /app/_build/prod/rel/hello ./_build/prod/rel/hello
EXPOSE 4000
CMD ["_build/prod/rel/hello/bin/hello", "start"]
""",
            APP,
            "check that the program needs no file outside the release at run time",
            id="debian",
        ),
        pytest.param(
            """\
# elixir
FROM elixir:1.18-alpine AS app
# tools
RUN apk add --no-cache git build-base
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY . .
# release
RUN MIX_ENV=prod mix do compile, release
ENV LANG=C.UTF-8
USER nobody
# start
ENTRYPOINT ["/app/_build/prod/rel/server/bin/server"]
CMD ["start"]
""".replace("\n", "\r\n"),
            """\
# elixir
FROM elixir:1.18-alpine AS builder
# tools
RUN apk add --no-cache git build-base
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY . .
# release
RUN MIX_ENV=prod mix do compile, release

FROM alpine:3.24 AS app
RUN apk add --no-cache libgcc libstdc++ ncurses-libs openssl
WORKDIR /app
COPY --from=builder /app/_build/prod/rel/server ./_build/prod/rel/server
ENV LANG=C.UTF-8
USER nobody
# start
ENTRYPOINT ["/app/_build/prod/rel/server/bin/server"]
CMD ["start"]
""".replace("\n", "\r\n"),
            NAMED,
            "check that the program needs no file outside the release at run time",
            id="alpine-and-comments",
        ),
        pytest.param(
            """\
FROM hexpm/elixir:1.17.2-erlang-27.0.1-debian-bookworm-20240701-slim
RUN apt-get update && apt-get install -y --no-install-recommends build-essential git && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY . .
RUN mix release server --path /opt/server
CMD /opt/server/bin/server start
""",
            """\
FROM hexpm/elixir:1.17.2-erlang-27.0.1-debian-bookworm-20240701-slim AS builder
RUN apt-get update && apt-get install -y --no-install-recommends build-essential git && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY . .
RUN mix release server --path /opt/server

FROM debian:bookworm-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libncurses6 libstdc++6 openssl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV LANG=C.UTF-8
COPY --from=builder /opt/server /opt/server
CMD ["/opt/server/bin/server", "start"]
""",
            NAMED,
            "check that the program needs no file outside the release at run time",
            id="a-path-and-a-release-by-name",
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
FROM elixir:1.18
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY . .
RUN mix compile
CMD ["mix", "phx.server"]
""",
            APP,
            "the container starts mix: make a release in a RUN (`mix release`), and start that",
            id="mix-starts-it",
        ),
        pytest.param(
            """\
FROM elixir:1.18
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY . .
RUN mix release
CMD ["_build/prod/rel/hello/bin/hello", "start"]
""",
            APP,
            "the container starts _build/prod/rel/hello/bin/hello, but `mix release` makes /app/_build/dev/rel/hello",
            id="another-environment",
        ),
        pytest.param(
            """\
FROM elixir:1.5
ENV MIX_ENV=prod
WORKDIR /app
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod
COPY . .
RUN mix release
CMD ["_build/prod/rel/hello/bin/hello", "start"]
""",
            APP,
            "which system elixir:1.5 is built on is not known: name it in the tag, or pin a newer one",
            id="unknown-system",
        ),
    ],
)
def test_what_is_missing_is_said(text: str, files: dict[str, str], reason: str) -> None:
    assert split(text, files) == (text, reason)
