"""What a runtime stage needs in place of headers."""

import pytest

from dockwright.knowledge.images import system_of
from dockwright.knowledge.libraries import is_build_only, is_fetching, is_headers, runtime_libraries


@pytest.mark.parametrize(
    ("package", "repository", "tag", "libraries"),
    [
        ("libpq-dev", "python", "3.12-slim-bookworm", ("libpq5",)),
        ("libpq-dev", "python", "3.12-slim-trixie", ("libpq5",)),
        ("libssl-dev", "debian", "bookworm", ("libssl3",)),
        ("libssl-dev", "debian", "trixie", ("libssl3t64",)),
        ("default-libmysqlclient-dev", "debian", "trixie-slim", ("libmariadb3",)),
        ("libffi-dev", "debian", "stable", ("libffi8",)),
        ("libatlas-base-dev", "debian", "bookworm", ("libatlas3-base",)),
        ("libatlas-base-dev", "debian", "trixie", None),
        ("libpq-dev", "debian", "bullseye", None),
        ("libpq-dev", "ubuntu", "24.04", None),
        ("libpq-dev", "scratch", None, None),
        ("postgresql-dev", "python", "3.12-alpine", ("libpq",)),
        ("openssl-dev", "alpine", "3.24", ("libcrypto3", "libssl3")),
        ("libssl-dev", "alpine", "3.24", None),
        ("no-such-dev", "debian", "bookworm", None),
    ],
)
def test_libraries(package: str, repository: str, tag: str | None, libraries: tuple[str, ...] | None) -> None:
    assert runtime_libraries(package, system_of(repository, tag)) == libraries


def test_what_only_builds_need() -> None:
    builds = ("build-essential", "g++", "make", "git", "python3-dev", "pkg-config", "build-base", "musl-dev")
    assert [name for name in builds if not is_build_only(name)] == []
    runs = ("libpq5", "ca-certificates", "tini", "curl", "libpq-dev")
    assert [name for name in runs if is_build_only(name)] == []


def test_what_fetches() -> None:
    assert is_fetching("curl")
    assert not is_fetching("tini")


def test_headers() -> None:
    assert [name for name in ("libpq-dev", "openssl-devel", "linux-headers") if not is_headers(name)] == []
    assert not is_headers("libpq5")
