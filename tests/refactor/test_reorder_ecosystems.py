"""Install before source where composer, bundler, mix, deno and cargo install."""

import pytest

from dockwright.analysis.safety import Safety
from dockwright.refactor.dockerignore import dockerignore
from dockwright.refactor.reorder_install import reorder_install
from dockwright.text.edit import apply
from tests.refactor.cases import offers, refactored, warnings

PHP = {"composer.json": "{}", "composer.lock": "{}", "index.php": ""}
RUBY = {"Gemfile": 'gem "rack"\n', "Gemfile.lock": "", ".ruby-version": "3.3.6", "app.rb": ""}
MIX = {"mix.exs": "", "mix.lock": "%{}", "apps/web/mix.exs": "", "lib/a.ex": ""}
DENO = {"deno.json": "{}", "deno.lock": "{}", "main.ts": ""}
CARGO = {
    "Cargo.toml": '[package]\nname = "app"\n',
    "Cargo.lock": '[[package]]\nname = "serde"\nversion = "1.0.0"\nsource = "registry+https://example.org"\n',
    "src/main.rs": "",
}


@pytest.mark.parametrize(
    ("before", "after", "files"),
    [
        pytest.param(
            "FROM php:8.3-cli\nWORKDIR /app\n# all\nCOPY . .\nRUN composer install --no-dev\n",
            "FROM php:8.3-cli\nWORKDIR /app\nCOPY composer.json composer.lock ./\n"
            "RUN composer install --no-scripts --no-autoloader --no-dev\n# all\nCOPY . .\n"
            "RUN composer dump-autoload --optimize --no-dev\n",
            PHP,
            id="composer",
        ),
        pytest.param(
            "FROM php:8.3-cli\r\nADD . /app\r\n"
            "RUN cd /app && composer install --no-scripts && php artisan optimize\r\n",
            "FROM php:8.3-cli\r\nCOPY composer.json composer.lock /app/\r\n"
            "RUN cd /app && composer install --no-autoloader --no-scripts\r\nADD . /app\r\n"
            "RUN cd /app && composer dump-autoload --optimize --no-scripts && php artisan optimize\r\n",
            PHP,
            id="composer-chain-and-crlf",
        ),
        pytest.param(
            "FROM php:8.3-cli\nWORKDIR /app\nCOPY . .\n"
            "RUN php /usr/bin/composer install --no-autoloader --no-scripts\n",
            "FROM php:8.3-cli\nWORKDIR /app\nCOPY composer.json composer.lock ./\n"
            "RUN php /usr/bin/composer install --no-autoloader --no-scripts\nCOPY . .\n",
            PHP,
            id="composer-without-an-autoloader",
        ),
        pytest.param(
            "FROM ruby:3.3\nWORKDIR /app\nCOPY . .\n"
            "RUN bundle config set --local deployment true && bundle install && bundle exec rake assets:precompile\n",
            "FROM ruby:3.3\nWORKDIR /app\nCOPY Gemfile Gemfile.lock .ruby-version ./\n"
            "RUN bundle config set --local deployment true && bundle install\nCOPY . .\n"
            "RUN bundle config set --local deployment true && bundle exec rake assets:precompile\n",
            RUBY,
            id="bundler",
        ),
        pytest.param(
            "FROM elixir:1.18\nWORKDIR /app\nCOPY . .\nRUN mix deps.get\nRUN mix release\n",
            "FROM elixir:1.18\nWORKDIR /app\nCOPY mix.exs mix.lock ./\nCOPY apps/web/mix.exs ./apps/web/\n"
            "RUN mix deps.get\nCOPY . .\nRUN mix release\n",
            MIX,
            id="mix-umbrella",
        ),
        pytest.param(
            "FROM denoland/deno:2.1.4\nWORKDIR /app\nCOPY . .\nRUN deno install\n",
            "FROM denoland/deno:2.1.4\nWORKDIR /app\nCOPY deno.json deno.lock ./\nRUN deno install\nCOPY . .\n",
            DENO,
            id="deno",
        ),
    ],
)
def test_install_before_source(before: str, after: str, files: dict[str, str]) -> None:
    assert refactored(reorder_install, before, files) == (after, "")
    assert offers(reorder_install, after, files) == []


@pytest.mark.parametrize(
    ("install", "files", "reason"),
    [
        pytest.param(
            "composer install",
            PHP | {"composer.json": '{"repositories": [{"type": "path", "url": "packages/a"}]}'},
            "composer.json takes packages of the local folder packages/a",
            id="composer-path",
        ),
        pytest.param(
            '["composer", "install"]',
            PHP,
            "the install would need more flags, and is in exec form",
            id="composer-exec-form",
        ),
        pytest.param(
            "bundle install",
            RUBY | {"Gemfile": 'gem "core", path: "engines/core"\n'},
            "the Gemfile takes gems of the local folder engines/core",
            id="bundler-path",
        ),
        pytest.param(
            "bundle install",
            RUBY | {"Gemfile": "gemspec\n"},
            "the Gemfile reads a gemspec, which reads the source",
            id="gemspec",
        ),
        pytest.param(
            "bundle install",
            RUBY | {".dockerignore": "Gemfile.lock\n"},
            "Gemfile.lock is kept back by .dockerignore",
            id="hidden-lockfile",
        ),
        pytest.param(
            "mix deps.get",
            MIX | {"mix.exs": '{:core, path: "../core"}'},
            "mix.exs takes a dependency of the local folder ../core",
            id="mix-path",
        ),
        pytest.param("deno install --entrypoint main.ts", DENO, "it reads the entry point", id="deno-entry-point"),
        pytest.param(
            "cargo build --release --locked",
            CARGO,
            "cargo compiles the dependencies together with the source; cache mounts for /usr/local/cargo/registry and "
            "the target folder keep them between builds",
            id="cargo",
        ),
    ],
)
def test_what_stands_in_the_way(install: str, files: dict[str, str], reason: str) -> None:
    text = f"FROM debian:13\nWORKDIR /app\nCOPY . .\nRUN {install}\n"
    assert refactored(reorder_install, text, files) == (text, reason)


def test_cargo_in_the_usual_order_is_no_finding() -> None:
    text = "FROM rust:1-bookworm\nWORKDIR /app\nCOPY . .\nRUN cargo build --release --locked\n"
    assert "source-copied-before-install" not in warnings(text, CARGO)
    assert offers(reorder_install, text.replace("RUN", "RUN --mount=type=cache,target=/app/target"), CARGO) == []


def test_dependencies_that_the_source_would_overwrite() -> None:
    text = "FROM php:8.3-cli\nWORKDIR /app\nCOPY . .\nRUN composer install\n"
    (offer,) = offers(reorder_install, text, PHP | {"vendor/autoload.php": ""})
    assert (offer.safety, offer.note) == (
        Safety.UNSAFE,
        "put vendor into .dockerignore, or the COPY overwrites what is installed",
    )


@pytest.mark.parametrize(
    ("install", "files", "expected"),
    [
        ("composer install", PHP | {"vendor/autoload.php": ""}, {"vendor", ".git"}),
        ("bundle install", RUBY | {"config/master.key": "", ".bundle/config": ""}, {"config/*.key", ".bundle", ".git"}),
        ("mix deps.get && mix release", MIX | {"_build/prod/x": ""}, {"_build", "deps", ".git"}),
        ("cargo build", CARGO, {"**/target", ".git"}),
        ("cp .env.example .env && composer install", PHP | {".env.example": ""}, {"vendor", ".git"}),
    ],
)
def test_dockerignore(install: str, files: dict[str, str], expected: set[str]) -> None:
    (offer,) = offers(dockerignore, f"FROM debian:13\nWORKDIR /app\nCOPY . .\nRUN {install}\n", files)
    (file,) = offer.build().files
    lines = {line for line in apply("", file.edits).split("\n") if line and not line.startswith("#")}
    assert expected <= lines
    assert ".env*" not in lines or ".env" not in install


def test_a_folder_that_is_copied_by_name_is_not_hidden() -> None:
    text = "FROM php:8.3-cli\nWORKDIR /app\nCOPY vendor ./vendor\nRUN composer install\n"
    for offer in offers(dockerignore, text, PHP | {"vendor/autoload.php": ""}):
        for file in offer.build().files:
            assert "vendor" not in apply("", file.edits)
