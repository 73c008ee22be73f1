"""Until when a release line gets repairs."""

from datetime import date

import pytest

from dockwright.knowledge import images
from dockwright.knowledge.images import Support

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("repository", "tag", "product", "cycle", "ends"),
    [
        ("node", "20", "Node.js", "20", date(2026, 4, 30)),
        ("node", "lts-iron", "Node.js", "20", date(2026, 4, 30)),
        ("library/node", "20-slim", "Node.js", "20", date(2026, 4, 30)),
        ("python", "3.10-slim", "Python", "3.10", date(2026, 10, 31)),
        ("python", "2", "Python", "2.7", date(2020, 1, 1)),
        ("golang", "1.22.4", "Go", "1.22", date(2025, 2, 11)),
        ("golang", "1.9", "Go", "1.9", None),
        ("debian", "buster", "Debian", "10", date(2024, 6, 30)),
        ("alpine", "3.20", "Alpine Linux", "3.20", date(2026, 4, 1)),
        ("postgres", "9.6", "PostgreSQL", "9.6", date(2021, 11, 11)),
        ("postgres", "14-alpine", "PostgreSQL", "14", date(2026, 11, 12)),
        ("mcr.microsoft.com/dotnet/sdk", "8.0", "Microsoft .NET", "8", date(2026, 11, 10)),
        ("mcr.microsoft.com/dotnet/sdk", "3.1", "Microsoft .NET", "3.1", date(2022, 12, 13)),
        ("gcr.io/distroless/static-debian12", None, "Distroless Debian 12", "static", date(2026, 9, 30)),
        ("gcr.io/distroless/java17-debian12", None, "Distroless Debian 12", "java17", date(2026, 1, 31)),
        ("gcr.io/distroless/static-debian11", None, "Distroless Debian 11", "static", None),
        ("centos", "7", "CentOS", "7", date(2024, 6, 30)),
    ],
)
def test_ended(repository: str, tag: str | None, product: str, cycle: str, ends: date | None) -> None:
    status = images.supported(repository, tag, TODAY)
    assert (status.state, status.product, status.cycle, status.ends) == (Support.ENDED, product, cycle, ends)


@pytest.mark.parametrize(
    ("repository", "tag", "cycle", "ends"),
    [
        ("node", "22", "22", date(2027, 4, 30)),
        ("node", "lts", "24", date(2028, 4, 30)),
        ("node", None, "26", date(2029, 4, 30)),
        ("python", "3", "3.14", date(2030, 10, 31)),
        ("ubuntu", "jammy", "22.04", date(2027, 4, 1)),
        ("nginx", "stable-alpine", "1.30", None),
        ("eclipse-temurin", "8u402-b06-jre", "8", date(2030, 12, 31)),
        ("mcr.microsoft.com/dotnet/aspnet", "10.0-alpine", "10", date(2028, 11, 14)),
        ("gcr.io/distroless/static-debian13", "nonroot", "static", None),
    ],
)
def test_supported(repository: str, tag: str | None, cycle: str, ends: date | None) -> None:
    status = images.supported(repository, tag, TODAY)
    assert (status.state, status.cycle, status.ends) == (Support.SUPPORTED, cycle, ends)


def test_the_last_day_still_counts() -> None:
    last = date(2026, 4, 30)
    assert images.supported("node", "20", last).state is Support.SUPPORTED
    assert images.supported("node", "20", date(2026, 5, 1)).state is Support.ENDED


def test_debian_goes_on_with_long_term_support() -> None:
    assert images.supported("debian", "bookworm", date(2026, 7, 11)).state is Support.SUPPORTED
    status = images.supported("debian", "bookworm", TODAY)
    assert (status.state, status.regular_ends, status.ends) == (
        Support.EXTENDED,
        date(2026, 7, 11),
        date(2028, 6, 30),
    )


def test_a_line_becomes_long_term_on_its_day() -> None:
    assert not images.supported("node", "26", date(2026, 10, 27)).is_lts
    assert images.supported("node", "26", date(2026, 10, 28)).is_lts


@pytest.mark.parametrize(("repository", "tag"), [("node", "28"), ("python", "3.15"), ("golang", "1.99")])
def test_a_line_that_is_newer_than_the_facts_is_supported(repository: str, tag: str) -> None:
    assert images.supported(repository, tag, TODAY).state is Support.SUPPORTED


@pytest.mark.parametrize(
    ("repository", "tag"), [("someone/else", "1"), ("debian", "sid"), ("alpine", "edge"), ("golang", "tip")]
)
def test_unknown(repository: str, tag: str) -> None:
    assert images.supported(repository, tag, TODAY).state is Support.UNKNOWN


@pytest.mark.parametrize(
    ("repository", "tag", "state", "cycle"),
    [
        ("node", "22-bookworm", Support.EXTENDED, "12"),
        ("python", "3.12-slim-buster", Support.ENDED, "10"),
        ("node", "18-alpine3.18", Support.ENDED, "3.18"),
        ("node", "26", Support.SUPPORTED, "13"),
        ("someone/else", "1-trixie", Support.SUPPORTED, "13"),
        ("node", "20", Support.UNKNOWN, ""),
    ],
)
def test_the_system_below(repository: str, tag: str, state: Support, cycle: str) -> None:
    status = images.supported_system(repository, tag, TODAY)
    assert (status.state, status.cycle) == (state, cycle)
