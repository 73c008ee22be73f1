"""What images bring."""

from datetime import date

import pytest

from dockwright.knowledge import images
from dockwright.knowledge.images import Account, CompressedSize, EnvironmentVariable, ImageDefaults, Libc, RuntimeUser


def found(repository: str, tag: str | None) -> ImageDefaults:
    defaults = images.defaults(repository, tag)
    assert defaults is not None
    return defaults


def test_of_the_tag_itself() -> None:
    node = found("node", "24-slim")
    assert (node.taken_from, node.is_exact) == ("node:24-slim", True)
    assert (node.user, node.workdir, node.entrypoint, node.cmd) == ("root", "/", ("docker-entrypoint.sh",), ("node",))
    assert node.accounts == (Account("node", 1000, 1000),)
    assert EnvironmentVariable("NODE_VERSION", "24.19.0") in node.environment
    assert (node.package_manager, node.libc) == ("apt", Libc.GLIBC)


def test_tools_are_there_absent_or_not_known() -> None:
    slim = found("node", "24-slim")
    assert slim.has_tool("curl") is False
    assert slim.has_tool("perl") is None
    assert found("node", "24").has_tool("curl") is True
    assert found("gcr.io/distroless/static-debian13", "nonroot").has_tool("curl") is False


def test_of_an_alias() -> None:
    assert found("node", "lts").taken_from == "node:24"
    assert found("node", "lts").is_exact


def test_another_version_gives_no_values_of_its_own() -> None:
    node = found("node", "22.3.1-alpine3.19")
    assert (node.taken_from, node.is_exact, node.libc) == ("node:22-alpine", False, Libc.MUSL)
    assert EnvironmentVariable("NODE_VERSION", None) in node.environment
    postgres = found("postgres", "16")
    assert postgres.taken_from == "postgres:17"
    assert EnvironmentVariable("PG_MAJOR", None) in postgres.environment
    assert postgres.ports == ("5432",)


@pytest.mark.parametrize(
    ("repository", "tag", "taken_from"),
    [
        ("python", "3.11-slim-bookworm", "python:3.13-slim"),
        ("golang", "1.22-bookworm", "golang:1.26"),
        ("nginx", "1.27-alpine", "nginx:stable-alpine"),
        ("eclipse-temurin", "17-jdk-alpine", "eclipse-temurin:21-jdk-alpine"),
        ("php", "8.2-fpm-alpine", "php:8.4-fpm-alpine"),
        ("debian", "buster", "debian:bookworm"),
        ("gcr.io/distroless/nodejs20-debian12", "nonroot", "gcr.io/distroless/nodejs22-debian13:nonroot"),
    ],
)
def test_the_nearest_version_of_the_same_variant(repository: str, tag: str, taken_from: str) -> None:
    defaults = found(repository, tag)
    assert (defaults.taken_from, defaults.is_exact) == (taken_from, False)


def test_older_releases_of_ubuntu_have_no_user() -> None:
    assert [user.name for user in found("ubuntu", "24.04").accounts] == ["ubuntu"]
    assert found("ubuntu", "20.04").accounts == ()
    assert found("eclipse-temurin", "17-jre-jammy").accounts == ()


@pytest.mark.parametrize(("repository", "tag"), [("someone/else", "1"), ("nginx", "1.27-perl"), ("rust", "nanoserver")])
def test_no_record_fits(repository: str, tag: str) -> None:
    assert images.defaults(repository, tag) is None


def test_size() -> None:
    assert images.compressed_size("node", "22-bookworm-slim") == CompressedSize(79_893_445, date(2026, 9, 19))
    assert images.compressed_size("node", "20") is None


@pytest.mark.parametrize(
    ("repository", "tag", "user"),
    [
        ("node", "20", RuntimeUser("node", 1000, is_default=False)),
        ("node", "22.3.1-alpine3.19", RuntimeUser("node", 1000, is_default=False)),
        ("php", "8.3-fpm", RuntimeUser("www-data", 33, is_default=False)),
        ("php", "8.3-fpm-alpine", RuntimeUser("www-data", 82, is_default=False)),
        ("php", "8.3-apache", None),
        ("gcr.io/distroless/static-debian12", "nonroot", RuntimeUser("nonroot", 65532, is_default=True)),
        ("gcr.io/distroless/nodejs24-debian13", None, RuntimeUser("nonroot", 65532, is_default=False)),
        ("gcr.io/distroless/static-debian13", "debug-nonroot", RuntimeUser("nonroot", 65532, is_default=True)),
        ("mcr.microsoft.com/dotnet/aspnet", "8.0", RuntimeUser("$APP_UID", 1654, is_default=False)),
        ("mcr.microsoft.com/dotnet/aspnet", "10.0-noble-chiseled", RuntimeUser("$APP_UID", 1654, is_default=True)),
        ("mcr.microsoft.com/dotnet/aspnet", "6.0", None),
        ("cgr.dev/chainguard/node", "latest", RuntimeUser("65532", 65532, is_default=True)),
        ("nginxinc/nginx-unprivileged", "1.29", RuntimeUser("101", 101, is_default=True)),
        ("oven/bun", "1", RuntimeUser("bun", 1000, is_default=False)),
        ("oven/bun", "1-distroless", None),
        ("nginx", "1.27", None),
        ("python", "3.13-slim", None),
        ("someone/else", "1", None),
    ],
)
def test_runtime_user(repository: str, tag: str | None, user: RuntimeUser | None) -> None:
    assert images.runtime_user(repository, tag) == user
