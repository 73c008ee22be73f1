"""Which documents are ours."""

import pytest

from dockwright.lsp.kinds import KINDS, analyser, kind_of


@pytest.mark.parametrize("language", ["dockerfile", "Dockerfile", "containerfile"])
def test_by_language(language: str) -> None:
    assert kind_of(language, "untitled:Untitled-1") == KINDS[0]


@pytest.mark.parametrize(
    "name",
    [
        "Dockerfile",
        "dockerfile",
        "Containerfile",
        "Dockerfile.dev",
        "Containerfile.x",
        "web.dockerfile",
        "a.Containerfile",
    ],
)
def test_by_file_name(name: str) -> None:
    assert kind_of("plaintext", f"file:///a/{name}") == KINDS[0]


@pytest.mark.parametrize(
    "name",
    [
        "Makefile",
        "Dockerfile.md",
        "Dockerfile.j2",
        "MyDockerfile",
        "dockerfiles",
    ],
)
def test_not_ours(name: str) -> None:
    assert kind_of("plaintext", f"file:///a/{name}") is None


def test_every_kind_can_be_analysed() -> None:
    assert [analyser(kind).__name__ for kind in KINDS] == ["analyse"] * len(KINDS)
