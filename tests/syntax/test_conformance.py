"""Our parser against the verdicts of BuildKit's own on every conformance case."""

import json
from pathlib import Path

import pytest

from dockwright.syntax.parser import parse
from tests.support.buildkit import as_buildkit

CONFORMANCE = Path(__file__).parents[1] / "conformance"
CASES = CONFORMANCE / "cases"
PARSED: dict[str, list[dict[str, object]]] = json.loads((CONFORMANCE / "parse.json").read_bytes())
DIRECTIVES: dict[str, dict[str, object]] = json.loads((CONFORMANCE / "directives.json").read_bytes())


def source(name: str) -> str:
    return (CASES / name).read_bytes().decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("name", sorted(PARSED))
def test_instructions_are_buildkits(name: str) -> None:
    assert as_buildkit(parse(source(name))) == PARSED[name]


@pytest.mark.parametrize("name", sorted({*PARSED, *DIRECTIVES}))
def test_directives_are_buildkits(name: str) -> None:
    file = parse(source(name))
    expected = DIRECTIVES.get(name, {"escape": "\\"})
    found: dict[str, object] = {"escape": file.escape}
    for directive in file.directives:
        if directive.name != "escape":
            found[directive.name] = directive.value
    assert found == {key: value["value"] if isinstance(value, dict) else value for key, value in expected.items()}


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("*.Dockerfile")))
def test_nothing_is_lost(name: str) -> None:
    text = source(name)
    file = parse(text)
    assert "".join(item.node.text for item in file.items) == text
