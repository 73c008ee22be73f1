"""Cache mounts: the folder of each manager, clean-ups that go, and where a mount would take something away."""

import pytest

from dockwright.features.diagnostics import rules_for
from dockwright.features.settings import Settings
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import from_files
from dockwright.refactor.add_cache_mount import add_cache_mount
from dockwright.rules.engine import check
from dockwright.rules.model import Severity
from dockwright.syntax.parser import parse
from dockwright.text.edit import apply
from tests.refactor.cases import comments, count, offers

FILES = {"package.json": "{}", "yarn.lock": "# yarn lockfile v1\n", "go.mod": "module a\n"}
APT = (
    "--mount=type=cache,target=/var/cache/apt,sharing=locked \\\n"
    "    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked"
)


def changed(text: str) -> str:
    """The text after the first offer; what every result must keep."""
    offer = offers(add_cache_mount, text, FILES)[0]
    assert offer.disabled is None
    result = apply(text, offer.build().edits)
    assert count(result) == len(parse(result).instructions)
    assert comments(text) == comments(result)
    name = offer.id.rpartition(":")[0]
    assert name not in {again.id.rpartition(":")[0] for again in offers(add_cache_mount, result, FILES)}
    assert warnings(result) <= warnings(text)
    return result


def warnings(text: str) -> set[str]:
    found = check(facts_of(parse(text)), from_files(FILES), rules_for(Settings())).diagnostics
    return {each.rule.name for each in found if each.rule.severity in {Severity.ERROR, Severity.WARNING}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "FROM node:22\nRUN npm ci && npm cache clean --force\n",
            "FROM node:22\nRUN --mount=type=cache,target=/root/.npm npm ci\n",
            id="npm",
        ),
        pytest.param(
            "FROM node:22\nRUN yarn install --frozen-lockfile\n",
            "FROM node:22\nRUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile\n",
            id="yarn",
        ),
        pytest.param(
            "FROM node:22\nENV PNPM_HOME=/pnpm\nRUN pnpm fetch\nRUN pnpm install --offline\n",
            "FROM node:22\nENV PNPM_HOME=/pnpm\nRUN --mount=type=cache,target=/pnpm/store pnpm fetch\n"
            "RUN --mount=type=cache,target=/pnpm/store pnpm install --offline\n",
            id="pnpm-everywhere",
        ),
        pytest.param(
            "FROM oven/bun:1\nRUN bun install --frozen-lockfile\n",
            "FROM oven/bun:1\nRUN --mount=type=cache,target=/root/.bun/install/cache bun install --frozen-lockfile\n",
            id="bun",
        ),
        pytest.param(
            "FROM python:3.13\r\nRUN pip install \\\r\n    --no-cache-dir \\\r\n    # why\r\n    -r a.txt\r\n",
            "FROM python:3.13\r\nRUN --mount=type=cache,target=/root/.cache/pip pip install \\\r\n    # why\r\n"
            "    -r a.txt\r\n",
            id="pip-crlf-comment",
        ),
        pytest.param(
            "FROM golang:1.25 AS b\nRUN go mod download\nRUN --network=none go build .\nFROM scratch\n",
            "FROM golang:1.25 AS b\nRUN --mount=type=cache,target=/go/pkg/mod go mod download\n"
            "RUN --network=none --mount=type=cache,target=/go/pkg/mod \\\n"
            "    --mount=type=cache,target=/root/.cache/go-build \\\n    go build .\nFROM scratch\n",
            id="go-all-runs",
        ),
        pytest.param(
            "FROM rust:1.90 AS b\nRUN cargo build --release\nFROM scratch\n",
            "FROM rust:1.90 AS b\nRUN --mount=type=cache,target=/usr/local/cargo/registry \\\n"
            "    --mount=type=cache,target=/usr/local/cargo/git/db \\\n    cargo build --release\nFROM scratch\n",
            id="cargo",
        ),
        pytest.param(
            "FROM maven:3.9 AS b\nRUN mvn -B package\nFROM scratch\n",
            "FROM maven:3.9 AS b\nRUN --mount=type=cache,target=/root/.m2/repository mvn -B package\nFROM scratch\n",
            id="maven",
        ),
        pytest.param(
            "FROM gradle:8 AS b\nRUN gradle build\nFROM scratch\n",
            "FROM gradle:8 AS b\nRUN --mount=type=cache,target=/root/.gradle gradle build\nFROM scratch\n",
            id="gradle",
        ),
        pytest.param(
            "FROM mcr.microsoft.com/dotnet/sdk:9.0 AS b\nRUN dotnet restore\nFROM scratch\n",
            "FROM mcr.microsoft.com/dotnet/sdk:9.0 AS b\n"
            "RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore\nFROM scratch\n",
            id="nuget",
        ),
        pytest.param(
            "FROM composer:2\nRUN composer install --no-cache --no-dev\n",
            "FROM composer:2\nRUN --mount=type=cache,target=/tmp/cache composer install --no-dev\n",
            id="composer",
        ),
        pytest.param(
            "FROM ruby:3.4\nRUN bundle install\n",
            "FROM ruby:3.4\nRUN --mount=type=cache,target=/usr/local/bundle/cache bundle install\n",
            id="bundler",
        ),
        pytest.param(
            "FROM alpine:3.22\nRUN apk add --no-cache git\n",
            "FROM alpine:3.22\nRUN --mount=type=cache,target=/etc/apk/cache,sharing=locked apk add git\n",
            id="apk",
        ),
        pytest.param(
            "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends git \\\n"
            "    && apt-get clean \\\n    && rm -rf /var/lib/apt/lists/* /tmp/*\n",
            f"FROM debian:13\nRUN {APT} \\\n    rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update"
            " && apt-get install -y --no-install-recommends git \\\n    && rm -rf /tmp/*\n",
            id="apt",
        ),
        pytest.param(
            "FROM debian:13\nRUN set -e; \\\n\tapt-get update; \\\n\tif a; then \\\n\t\tapt-get install -y git; \\\n"
            "\tfi; \\\n\t\\\n\trm -rf /var/lib/apt/lists/*\n",
            f"FROM debian:13\nRUN {APT} \\\n    set -e; \\\n"
            "\trm -f /etc/apt/apt.conf.d/docker-clean && apt-get update; \\\n"
            "\tif a; then \\\n\t\tapt-get install -y git; \\\n\tfi\n",
            id="apt-after-a-compound-command",
        ),
        pytest.param(
            "FROM debian:13\nRUN <<EOF\nset -e\napt-get update\napt-get install -y --no-install-recommends git\n"
            "rm -rf /var/lib/apt/lists/*\nEOF\n",
            f"FROM debian:13\nRUN {APT} <<EOF\nset -e\nrm -f /etc/apt/apt.conf.d/docker-clean\napt-get update\n"
            "apt-get install -y --no-install-recommends git\nEOF\n",
            id="apt-heredoc",
        ),
        pytest.param(
            '# escape=`\nFROM golang:1.25 AS b\nrun ["go", "build"]\nFROM scratch\n',
            "# escape=`\nFROM golang:1.25 AS b\nrun --mount=type=cache,target=/go/pkg/mod `\n"
            '    --mount=type=cache,target=/root/.cache/go-build `\n    ["go", "build"]\nFROM scratch\n',
            id="exec-form-and-escape",
        ),
    ],
)
def test_the_mount_of_each_manager(before: str, after: str) -> None:
    assert changed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("FROM golang:1.25\nRUN go mod download\n", id="ships"),
        pytest.param("FROM example.org/who:1\nRUN pip install a\n", id="unknown-user"),
        pytest.param("FROM node:22\nUSER node\nRUN npm ci\n", id="not-root"),
        pytest.param("FROM node:22\nRUN npm ci --cache /tmp/n\n", id="cache-elsewhere"),
        pytest.param("FROM node:22\nENV npm_config_cache=$X\nARG X\nRUN npm ci --cache $X\n", id="unknown-folder"),
        pytest.param("FROM python:3.13\nENV PIP_NO_CACHE_DIR=1\nRUN pip install a\n", id="switched-off"),
        pytest.param("FROM node:22\nRUN yarn install --immutable\nFROM scratch\n", id="berry"),
        pytest.param("# syntax=docker/dockerfile:1.1\nFROM node:22\nRUN npm ci\n", id="old-syntax"),
        pytest.param("# syntax=example.org/other\nFROM node:22\nRUN npm ci\n", id="other-frontend"),
        pytest.param(
            "FROM maven:3.9 AS b\nCOPY repo /root/.m2/repository\nRUN mvn -o package\nFROM scratch\n", id="filled"
        ),
        pytest.param(
            "FROM maven:3.9 AS b\nRUN mvn package\nFROM scratch\nCOPY --from=b /root/.m2 /m2\n", id="taken-away"
        ),
        pytest.param(
            "FROM rust:1.90 AS b\nRUN cargo fetch\nFROM b AS c\nUSER 1000\nRUN cargo build --offline\nFROM scratch\n",
            id="offline-elsewhere",
        ),
    ],
)
def test_no_mount_where_it_takes_something_away(text: str) -> None:
    files = {"package.json": "{}", "yarn.lock": "__metadata:\n  version: 8\n"}
    assert offers(add_cache_mount, text, files) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "FROM debian:13\nRUN apt-get update && apt-get install -y git \\\n    # lists\n    && apt-get clean\n",
            "a comment stands in the clean-up of the cache that would go away",
        ),
        (
            "FROM node:22\nRUN npm ci && { npm cache clean --force; }\n",
            "the cache is emptied in the same RUN, by a command that does not stand by itself",
        ),
        (
            "FROM node:22\nRUN npm ci && npm cache clean --force || true\n",
            "the cache is emptied in the same RUN, by a command that others depend on",
        ),
        (
            'FROM python:3.13\nRUN ["pip", "install", "--no-cache-dir", "a"]\n',
            "the option that switches the cache off stands inside other text",
        ),
    ],
)
def test_what_cannot_be_taken_away_is_said(text: str, reason: str) -> None:
    (offer,) = offers(add_cache_mount, text, FILES)
    assert offer.disabled == reason
