"""Stages of compiled and interpreted languages in which a split would gain nothing, and so is not even mentioned."""

import pytest

from dockwright.refactor.split_stages import split_stages
from tests.refactor.cases import offers, split

CARGO = {"Cargo.toml": '[package]\nname = "app"\n', "Cargo.lock": "", "src/main.rs": ""}
RUBY = {"Gemfile": "", "Gemfile.lock": "GEM\n"}
PHP = {"composer.json": "{}", "composer.lock": "{}"}
C = {"main.c": ""}
SOURCE = "WORKDIR /app\nCOPY . .\n"


@pytest.mark.parametrize(
    ("text", "files"),
    [
        pytest.param(f'FROM rust:1\n{SOURCE}CMD ["bash"]\n', CARGO, id="nothing-is-built"),
        pytest.param(
            f'FROM rust:1\nRUN cargo install cargo-watch\n{SOURCE}CMD ["cargo", "watch"]\n', CARGO, id="cargo-watch"
        ),
        pytest.param(f'FROM debian:13\nRUN cargo install just\n{SOURCE}CMD ["bash"]\n', CARGO, id="a-tool-of-cargo"),
        pytest.param(
            f'FROM alpine:3.20\n{SOURCE}RUN apk add gcc && gcc -o /usr/bin/a main.c && apk del gcc\nCMD ["a"]\n',
            C,
            id="cleaned-up-in-the-same-run",
        ),
        pytest.param(f'FROM debian:13\n{SOURCE}RUN make\nCMD ["nginx"]\n', C, id="starts-something-else"),
        pytest.param(
            'FROM debian:13\nCOPY nginx.conf /etc/nginx/\nWORKDIR /tmp/x\nRUN ./configure && make install\nCMD ["x"]\n',
            {"nginx.conf": ""},
            id="source-from-elsewhere",
        ),
        pytest.param(
            f'FROM ruby:3.3\nENV RAILS_ENV=development\n{SOURCE}RUN bundle install\nCMD ["rails", "s"]\n',
            RUBY,
            id="for-development",
        ),
        pytest.param(f'FROM ruby:3.3\n{SOURCE}RUN bundle install\nCMD ["rackup"]\n', {"app.rb": ""}, id="no-gemfile"),
        pytest.param(
            "FROM php:8.3-cli\nRUN composer create-project laravel/laravel /app\n", {}, id="no-source-of-its-own"
        ),
        pytest.param(
            "FROM composer:2 AS vendor\nCOPY composer.json ./\nRUN composer install\n\nFROM php:8.3-cli\n"
            "COPY --from=vendor /app/vendor /app/vendor\n",
            PHP,
            id="split-already",
        ),
        pytest.param(f'FROM elixir:1.18\n{SOURCE}CMD ["iex"]\n', {"mix.exs": ""}, id="no-mix"),
        pytest.param(
            f'FROM denoland/deno:2.1.4\n{SOURCE}RUN deno cache main.ts\nCMD ["deno", "run", "main.ts"]\n',
            {"main.ts": ""},
            id="deno-runs-it",
        ),
    ],
)
def test_not_offered(text: str, files: dict[str, str]) -> None:
    assert offers(split_stages, text, files) == []


def test_packages_that_a_command_names() -> None:
    text = (
        f"FROM debian:bookworm\nRUN apt-get update && apt-get install -y gcc $(cat packages)\n{SOURCE}"
        'RUN gcc -o /usr/bin/a main.c\nCMD ["a"]\n'
    )
    reason = (
        "which packages `RUN apt-get update && apt-get install -y gcc $(cat packages)` installs "
        "is known only when it runs"
    )
    assert split(text, C) == (text, reason)


@pytest.mark.parametrize(
    ("image", "headers", "packages"),
    [
        ("debian:bookworm", "libssl-dev libicu-dev", "libssl3 libicu72"),
        ("debian:trixie", "libssl-dev libicu-dev", "libssl3t64 libicu76"),
        ("debian:bullseye", "libssl-dev", "libssl-dev"),
        ("ubuntu:22.04", "libssl-dev libjpeg-dev", "libssl3 libjpeg-dev"),
        ("ubuntu:22.04", "libunheard-of-dev", "libunheard-of-dev"),
        ("debian:bookworm", "cmake libboost-dev python3-dev", ""),
    ],
)
def test_headers_become_libraries(image: str, headers: str, packages: str) -> None:
    """Where the library's name is not known, the headers stay: they bring it."""
    text = (
        f"FROM {image}\nRUN apt-get update && apt-get install -y gcc {headers}\n{SOURCE}"
        'RUN gcc -o /usr/bin/a main.c\nCMD ["a"]\n'
    )
    (offer,) = offers(split_stages, text, C)
    added = offer.build().edits[-1].text
    install = f"apt-get install -y --no-install-recommends {packages} &&"
    assert (install in added) if packages else ("apt-get" not in added)
