"""What to use instead of an image that has ended: the same variant, as exact as before."""

import pytest

from dockwright.analysis.lifetimes import deprecated, ended, newer_tag
from dockwright.knowledge import images
from dockwright.model.references import parse_reference


@pytest.mark.parametrize(
    ("old", "flavour"),
    [
        ("node:18", ()),
        ("node:18-alpine", ("alpine",)),
        ("node:16-buster-slim", ("slim",)),
        ("node:18.17.0-alpine3.17", ("alpine",)),
        ("php:7.4-fpm-alpine", ("alpine",)),
        ("python:3.12-slim-buster", ("slim",)),
        ("debian:stretch-slim", ("slim",)),
    ],
)
def test_the_variant_stays_and_the_line_is_supported(old: str, flavour: tuple[str, ...]) -> None:
    reference = parse_reference(old)
    assert reference is not None
    assert ended(reference) is not None
    tag = newer_tag(reference)
    assert tag is not None
    name = reference.repository
    assert tag in images.tags(name)
    shape, before = images.shape_of(name, tag), images.shape_of(name, reference.tag)
    assert shape.flavour == flavour
    assert shape.line[1:] == before.line[1:]
    assert shape.version.count(".") == before.version.count(".")
    new = parse_reference(f"{name}:{tag}")
    assert new is not None
    assert ended(new) is None


def test_the_version_stays_where_only_the_system_has_ended() -> None:
    reference = parse_reference("python:3.12-slim-buster")
    assert reference is not None
    assert newer_tag(reference) == "3.12-slim"


@pytest.mark.parametrize(
    "image",
    [
        "node",
        "node:latest",
        "example.org/node:10",
        "rust:1.60",
        "mcr.microsoft.com/windows/nanoserver:1809",
        "debian:13",
    ],
)
def test_nothing_is_said_without_evidence(image: str) -> None:
    reference = parse_reference(image)
    assert reference is not None
    assert (ended(reference), deprecated(reference), newer_tag(reference)) == (None, None, None)


def test_a_deprecated_image_is_not_said_to_have_ended_as_well() -> None:
    reference = parse_reference("openjdk:11-jre-slim")
    assert reference is not None
    found = deprecated(reference)
    assert found is not None
    assert found.instead == "eclipse-temurin:11-jre"
    assert ended(reference) is None
