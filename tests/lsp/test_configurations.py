"""A configuration: its problems over the protocol, and what it does to the Dockerfiles beside it."""

from pathlib import Path

import pytest

from tests.lsp.editor import Editor, JsonObject, editor, items


def opened(path: Path, language: str, text: str) -> JsonObject:
    return {"textDocument": {"uri": path.as_uri(), "languageId": language, "version": 1, "text": text}}


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (".dockwright.toml", 'ignore = ["maintaner"]\n', 0),
        ("pyproject.toml", '[tool.dockwright]\nignore = ["maintaner"]\n', 1),
    ],
)
def test_problems_of_a_configuration(tmp_path: Path, name: str, text: str, line: int) -> None:
    with editor() as client:
        client.initialize({})
        path = tmp_path / name
        client.notify("textDocument/didOpen", opened(path, "toml", text))
        assert items(client.published(path.as_uri()), "diagnostics") == [
            {
                "range": {"start": {"line": line, "character": 11}, "end": {"line": line, "character": 20}},
                "message": "no rule is called maintaner, did you mean maintainer?",
                "severity": 1,
                "code": "invalid-configuration",
                "source": "dockwright",
            }
        ]
        assert client.leave() == 0


def test_other_projects_are_none_of_our_business(tmp_path: Path) -> None:
    with editor() as client:
        client.initialize({})
        path = tmp_path / "pyproject.toml"
        client.notify("textDocument/didOpen", opened(path, "toml", "[tool.other]\nignore = 1\n"))
        assert items(client.published(path.as_uri()), "diagnostics") == []
        assert client.leave() == 0


def severities(client: Editor, uri: str) -> list[object]:
    return [item["severity"] for item in items(client.published(uri), "diagnostics") if isinstance(item, dict)]


def test_a_dockerfile_heeds_it_and_its_changes(tmp_path: Path) -> None:
    configuration = tmp_path / ".dockwright.toml"
    configuration.write_text('[severity]\nmaintainer = "error"\n', "utf-8")
    path = tmp_path / "Dockerfile"
    with editor() as client:
        client.initialize({})
        client.notify("textDocument/didOpen", opened(path, "dockerfile", "FROM debian:13\nMAINTAINER x\n"))
        assert severities(client, path.as_uri()) == [1]
        configuration.write_text('ignore = ["style"]\n', "utf-8")
        change: JsonObject = {"changes": [{"uri": configuration.as_uri(), "type": 2}]}
        client.notify("workspace/didChangeWatchedFiles", change)
        assert severities(client, path.as_uri()) == []
        assert client.leave() == 0
