"""Which repositories and tags are known, and what they are built on."""

from datetime import date

import pytest

from dockwright.knowledge import images
from dockwright.knowledge.images import Libc, OperatingSystem, Origin


def test_facts_of_a_tag() -> None:
    facts = images.tag_facts("node", "22-slim")
    assert facts is not None
    assert "22-bookworm-slim" in facts.aliases
    assert facts.exact.startswith("22.")
    assert facts.exact.endswith("-bookworm-slim")
    assert facts.system == OperatingSystem("debian", "12", "bookworm", certain=True)
    assert (facts.libc, facts.flavour, facts.retired) == (Libc.GLIBC, ("slim",), None)
    assert "arm64v8" in facts.architectures


def test_a_retired_tag_is_known_with_its_day() -> None:
    facts = images.tag_facts("node", "20")
    assert facts is not None
    assert (facts.retired, facts.system, facts.libc) == (date(2026, 4, 30), None, Libc.GLIBC)
    assert "20" not in images.tags("node")


def test_a_tag_of_several_systems_means_its_linux_image() -> None:
    facts = images.tag_facts("golang", "1.27")
    assert facts is not None
    assert facts.system == OperatingSystem("debian", "13", "trixie", certain=True)


@pytest.mark.parametrize("tag", ["22.3.1", "no-such-tag"])
def test_what_is_not_listed_is_not_known(tag: str) -> None:
    assert images.tag_facts("node", tag) is None
    assert not images.is_known("node", tag)


def test_latest_is_told_by_its_most_specific_tag() -> None:
    repository = images.repository("python")
    assert repository is not None
    assert repository.latest == "3.14.7-trixie"
    assert repository.url == "https://hub.docker.com/_/python"
    assert not repository.is_deprecated


@pytest.mark.parametrize(
    ("name", "origin", "latest"),
    [
        ("mcr.microsoft.com/dotnet/aspnet", Origin.MICROSOFT, "10.0.11-noble"),
        ("gcr.io/distroless/static-debian13", Origin.DISTROLESS, "latest"),
        ("cgr.dev/chainguard/node", Origin.CHAINGUARD, "latest"),
    ],
)
def test_repositories_elsewhere(name: str, origin: Origin, latest: str) -> None:
    repository = images.repository(name)
    assert repository is not None
    assert (repository.name, repository.origin, repository.latest) == (name, origin, latest)


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("openjdk", "eclipse-temurin"),
        ("centos", "almalinux"),
        ("gcr.io/distroless/static", "gcr.io/distroless/static-debian13"),
    ],
)
def test_a_deprecated_repository_names_another(name: str, instead: str) -> None:
    repository = images.repository(name)
    assert repository is not None
    assert repository.is_deprecated
    assert repository.deprecation
    assert instead in repository.replaced_by


def test_nothing_is_known_of_another_repository() -> None:
    assert images.repository("someone/else") is None
    assert images.tags("someone/else") == ()
    assert images.retired_tags("someone/else") == {}


@pytest.mark.parametrize(
    "name", ["library/node", "docker.io/library/node", "public.ecr.aws/docker/library/node", "arm64v8/node"]
)
def test_a_mirror_has_the_facts_of_the_official_image(name: str) -> None:
    assert images.canonical(name) == "node"
    assert images.tag_facts(name, "22") == images.tag_facts("node", "22")


@pytest.mark.parametrize(
    ("repository", "tag", "libc"),
    [
        ("alpine", "3.20", Libc.MUSL),
        ("node", "18-alpine3.18", Libc.MUSL),
        ("someone/else", "1-alpine", Libc.MUSL),
        ("docker", "20", Libc.MUSL),
        ("busybox", "musl", Libc.MUSL),
        ("busybox", "uclibc", Libc.UCLIBC),
        ("busybox", "glibc", Libc.GLIBC),
        ("node", "22.3.1", Libc.GLIBC),
        ("openjdk", "17", Libc.GLIBC),
        ("oven/bun", "1", Libc.GLIBC),
        ("someone/else", "1-bookworm", Libc.GLIBC),
        ("mongo", "7", Libc.GLIBC),
        ("gcr.io/distroless/cc-debian12", None, Libc.GLIBC),
        ("gcr.io/distroless/static-debian12", "nonroot", Libc.NONE),
        ("cgr.dev/chainguard/static", None, Libc.NONE),
        ("scratch", None, Libc.NONE),
        ("someone/else", "1", None),
        ("golang", "nanoserver", None),
    ],
)
def test_libc(repository: str, tag: str | None, libc: Libc | None) -> None:
    assert images.libc(repository, tag) is libc


@pytest.mark.parametrize(
    ("repository", "tag", "label"),
    [
        ("node", "20-bookworm-slim", "Debian 12 (bookworm)"),
        ("someone/else", "1-alpine3.19", "Alpine 3.19"),
        ("ubuntu", "20.04", "Ubuntu 20.04 (focal)"),
        ("ubuntu", "focal", "Ubuntu 20.04 (focal)"),
        ("amazoncorretto", "17-al2023", "Amazon Linux 2023"),
        ("mcr.microsoft.com/dotnet/sdk", "10.0-azurelinux3.0", "Azure Linux 3.0"),
        ("debian", "sid", "Debian sid"),
    ],
)
def test_operating_system(repository: str, tag: str, label: str) -> None:
    system = images.system_of(repository, tag)
    assert system is not None
    assert system.label == label


def test_every_listed_tag_has_facts_and_every_group_its_own_exact_tag() -> None:
    for name in images.repositories():
        for tag in images.tags(name):
            facts = images.tag_facts(name, tag)
            assert facts is not None, f"{name}:{tag}"
            assert facts.exact in facts.aliases
            assert facts.retired is None
