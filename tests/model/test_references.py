"""Image references: the grammar, and where an edit of the tag would go."""

import pytest

from dockwright.model.references import is_tag, parse_reference
from tests.support.marks import spans

DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("text", "registry", "path", "repository"),
    [
        ("node", "docker.io", "library/node", "node"),
        ("library/node:20", "docker.io", "library/node", "node"),
        ("docker.io/node", "docker.io", "library/node", "node"),
        ("index.docker.io/node", "docker.io", "library/node", "node"),
        ("grafana/loki", "docker.io", "grafana/loki", "grafana/loki"),
        ("docker.io/library/a/b", "docker.io", "library/a/b", "library/a/b"),
        ("ghcr.io/a/b:1", "ghcr.io", "a/b", "ghcr.io/a/b"),
        ("localhost/x", "localhost", "x", "localhost/x"),
        ("builder:5000/x", "builder:5000", "x", "builder:5000/x"),
        ("[::1]:5000/x", "[::1]:5000", "x", "[::1]:5000/x"),
        ("Registry/x", "Registry", "x", "Registry/x"),
    ],
)
def test_first_part_is_a_registry_if_it_looks_like_a_host(text: str, registry: str, path: str, repository: str) -> None:
    found = parse_reference(text)
    assert found is not None
    assert (found.registry, found.path, found.repository) == (registry, path, repository)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Node",
        "ghcr.io/Owner/x",
        "node:",
        "node:-x",
        "node:" + "t" * 129,
        "node:1:2",
        "build-",
        "a___b",
        "a..b",
        "/node",
        "node/",
        "a:b/c",
        "node@sha256:12",
        "node@md5:" + "0" * 32,
        DIGEST.removeprefix("sha256:"),
        "a" * 256,
        "no de",
    ],
)
def test_what_the_grammar_forbids_is_no_reference(text: str) -> None:
    assert parse_reference(text) is None


@pytest.mark.parametrize(
    "marked",
    [
        "⟦node⟧:⟦20-alpine⟧",
        "⟦docker.io/library/node⟧:⟦20⟧",
        f"⟦index.docker.io/node⟧:⟦20⟧@⟦{DIGEST}⟧",
        "⟦builder:5000/x⟧:⟦1⟧",
    ],
)
def test_spans_are_of_the_text_as_written(marked: str) -> None:
    text, expected = spans(marked)
    found = parse_reference(text)
    assert found is not None
    assert [span for span in (found.name_span, found.tag_span, found.digest_span) if span] == list(expected)


def test_another_tag_drops_the_digest() -> None:
    found = parse_reference(f"docker.io/node:20@{DIGEST}")
    assert found is not None
    assert found.with_tag("22") == "docker.io/node:22"
    assert found.with_digest("sha256:new") == "docker.io/node:20@sha256:new"


def test_official_images_are_those_of_the_library() -> None:
    official = {
        text: (found := parse_reference(text)) and found.is_official for text in ("node", "a/node", "ghcr.io/node")
    }
    assert official == {"node": True, "a/node": False, "ghcr.io/node": False}


def test_tags() -> None:
    assert [is_tag(text) for text in ("20-alpine", "_x", "v1.2", "", ".x", "a b", "é")] == [True] * 3 + [False] * 4
