"""What the words of a tag say."""

import pytest

from dockwright.knowledge.tag_names import TagKind, TagShape, classify_tag, shape_of


@pytest.mark.parametrize(
    ("repository", "tag"),
    [("node", None), ("node", ""), ("node", "latest"), ("ghcr.io/a/b", "latest"), ("gcr.io/distroless/static", None)],
)
def test_nothing_is_pinned_without_a_tag_or_by_latest(repository: str, tag: str | None) -> None:
    assert classify_tag(repository, tag) is TagKind.LATEST


@pytest.mark.parametrize(
    ("repository", "tag"),
    [
        ("node", "lts"),
        ("node", "current-slim"),
        ("node", "alpine"),
        ("node", "bookworm"),
        ("node", "alpine3.20"),
        ("nginx", "stable-alpine"),
        ("debian", "stable"),
        ("alpine", "edge"),
        ("gradle", "jdk21"),
        ("ghcr.io/a/b", "main"),
        ("python", "latest-slim"),
    ],
)
def test_a_channel_or_a_variant_floats(repository: str, tag: str) -> None:
    assert classify_tag(repository, tag) is TagKind.FLOATING


@pytest.mark.parametrize(
    ("repository", "tag"),
    [
        ("node", "22"),
        ("node", "v22"),
        ("node", "22.3.1-alpine3.19"),
        ("node", "jod-slim"),
        ("node", "lts-krypton"),
        ("debian", "bookworm-slim"),
        ("ubuntu", "jammy"),
        ("buildpack-deps", "trixie-scm"),
        ("eclipse-temurin", "21-jre"),
        ("maven", "3-eclipse-temurin-21"),
        ("ghcr.io/a/b", "sha-1a2b3c4"),
        ("ghcr.io/a/b", "20260101"),
        ("gcr.io/distroless/static-debian13", None),
        ("gcr.io/distroless/static-debian13", "nonroot"),
        ("scratch", None),
    ],
)
def test_a_release_line_is_a_version(repository: str, tag: str | None) -> None:
    assert classify_tag(repository, tag) is TagKind.VERSIONED


@pytest.mark.parametrize(
    ("repository", "tag", "line", "flavour"),
    [
        ("python", "3.12-slim-bookworm", ("3.12",), ("slim", "bookworm")),
        ("php", "8.4-fpm-alpine3.22", ("8.4", "fpm"), ("alpine3.22",)),
        ("eclipse-temurin", "25.0.4_7-jdk-alpine-3.24", ("25.0.4_7", "jdk"), ("alpine3.24",)),
        ("debian", "bookworm-slim", ("bookworm",), ("slim",)),
        ("node", "latest", (), ()),
        ("node", None, (), ()),
    ],
)
def test_shape(repository: str, tag: str | None, line: tuple[str, ...], flavour: tuple[str, ...]) -> None:
    assert shape_of(repository, tag) == TagShape(line, flavour)
