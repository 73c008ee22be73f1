"""Which tags are offered instead."""

import pytest

from dockwright.knowledge import images


@pytest.mark.parametrize(
    ("repository", "variant", "major", "tags"),
    [
        ("node", "", None, ("26", "26.7.0-trixie")),
        ("node", "slim", None, ("26-slim", "26.7.0-trixie-slim")),
        ("node", "alpine", "22", ("22-alpine", "22.23.2-alpine3.24")),
        ("golang", "", None, ("1.27", "1.27.0-trixie")),
        ("golang", "alpine", None, ("1.27-alpine", "1.27.0-alpine3.24")),
        ("golang", "slim", None, ()),
        ("python", "", None, ("3.14", "3.14.7-trixie")),
        ("python", "slim", "3.12", ("3.12-slim", "3.12.14-slim-trixie")),
        ("eclipse-temurin", "", "21", ("21-jdk", "21.0.12_8-jdk-resolute")),
        ("eclipse-temurin", "jre", "17", ("17-jre", "17.0.20_8-jre-resolute")),
        ("eclipse-temurin", "alpine", "21", ("21-jdk-alpine", "21.0.12_8-jdk-alpine-3.24")),
        ("php", "alpine", "8.3", ("8.3-cli-alpine", "8.3.33-cli-alpine3.24")),
        ("nginx", "", None, ("stable", "1.30.4-trixie")),
        ("nginx", "slim", None, ()),
        ("debian", "slim", "12", ("12-slim", "12.15-slim")),
        ("ubuntu", "", None, ("26.04",)),
        ("mcr.microsoft.com/dotnet/sdk", "alpine", None, ("10.0-alpine", "10.0.400-alpine3.24")),
        ("mcr.microsoft.com/dotnet/aspnet", "chiseled", None, ("10.0-noble-chiseled", "10.0.11-noble-chiseled")),
        ("gcr.io/distroless/static-debian13", "", None, ("nonroot",)),
        ("someone/else", "", None, ()),
        ("traefik", "", "3.7.1", ("v3.7", "v3.7.11")),
        ("node", "", "99", ()),
    ],
)
def test_recommended(repository: str, variant: str, major: str | None, tags: tuple[str, ...]) -> None:
    assert images.recommended(repository, variant, major) == tags


@pytest.mark.parametrize(
    ("repository", "variant", "version", "tag"),
    [
        ("node", "slim", "22.3.1", "22-slim"),
        ("node", "alpine", "20.11.1", "20-alpine"),
        ("golang", "", "v1.22.4", "1.22"),
        ("rust", "slim", "1.79.0", "1.79-slim"),
        ("nginx", "", "1.27.3", "1.27"),
        ("eclipse-temurin", "", "21.0.2", "21-jdk"),
        ("mcr.microsoft.com/dotnet/sdk", "", "10.0.100", "10.0"),
    ],
)
def test_an_exact_version_is_shortened_to_its_line(repository: str, variant: str, version: str, tag: str) -> None:
    assert images.recommended(repository, variant, version)[0] == tag


def test_a_version_is_never_shortened_to_another_line() -> None:
    assert "3-slim" in images.tags("python")
    assert images.recommended("python", "slim", "3.99.1") == ()


def test_variants_are_of_the_same_version_and_kept_up() -> None:
    variants = images.variants("node", "22")
    assert variants[:2] == ("22-alpine", "22-bookworm")
    assert "22-slim" in variants
    assert "22-bookworm-slim" in variants
    assert "22-alpine3.21" not in variants
    assert all(tag.startswith("22-") for tag in variants)


def test_variants_of_a_retired_version_may_be_retired() -> None:
    assert {"20-slim", "20-alpine", "20-bookworm-slim"} <= set(images.variants("node", "20"))


def test_a_linux_image_has_no_variant_for_windows() -> None:
    assert not any("windows" in tag for tag in images.variants("python", "3.13-slim"))


def test_variants_of_no_tag() -> None:
    assert "slim" in images.variants("node", None)
    assert images.variants("someone/else", "1") == ()


@pytest.mark.parametrize(
    ("repository", "tag", "variant", "found"),
    [
        ("node", "20", "slim", "20-slim"),
        ("node", "20-alpine", "slim", "20-slim"),
        ("node", "lts", "slim", "lts-slim"),
        ("node", None, "alpine", "alpine"),
        ("node", "20-bookworm", "slim", "20-bookworm-slim"),
        ("python", "3.12-bookworm", "slim", "3.12-slim-bookworm"),
        ("python", "3.12-slim-bookworm", "", "3.12-bookworm"),
        ("python", "3.12-bookworm", "alpine", "3.12-alpine"),
        ("php", "8.4-fpm", "alpine", "8.4-fpm-alpine"),
        ("maven", "3-eclipse-temurin-21", "alpine", "3-eclipse-temurin-21-alpine"),
        ("eclipse-temurin", "21-jdk", "jre", "21-jre"),
        ("eclipse-temurin", "21-jdk-alpine", "jre", "21-jre-alpine"),
        ("eclipse-temurin", "21", "jre", None),
        ("nginx", "stable-alpine", "slim", None),
        ("nginx", "stable-alpine", "alpine-slim", "stable-alpine-slim"),
        ("debian", "bookworm", "slim", "bookworm-slim"),
        ("mcr.microsoft.com/dotnet/aspnet", "10.0", "chiseled", "10.0-noble-chiseled"),
        ("golang", "1.27", "slim", None),
        ("someone/else", "1", "slim", None),
    ],
)
def test_same_version_in_another_variant(repository: str, tag: str | None, variant: str, found: str | None) -> None:
    assert images.same_version_variant(repository, tag, variant) == found


@pytest.mark.parametrize(
    ("tag", "variant", "found"),
    [
        ("22.3.1", "slim", "22.3.1-slim"),
        ("22.3.1-bookworm", "slim", "22.3.1-bookworm-slim"),
        ("22.3.1-alpine3.19", "slim", "22.3.1-slim"),
        ("99.1.1", "slim", None),
    ],
)
def test_an_exact_version_is_judged_by_its_line(tag: str, variant: str, found: str | None) -> None:
    assert images.tag_facts("node", tag) is None
    assert images.same_version_variant("node", tag, variant) == found
