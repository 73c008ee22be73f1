"""A workflow file, over the protocol: found by its place, reported, repaired."""

from tests.lsp.editor import JsonObject, editor, items

URI = "file:///project/.github/workflows/image.yml"
TEXT = """\
jobs:
  image:
    steps:
      - uses: docker/setup-buildx-action@v3
      - uses: docker/build-push-action@v6
        with:
          cache-to: type=gha
"""


def test_a_workflow_gets_its_findings_and_fixes() -> None:
    with editor() as client:
        client.initialize({"workspace": {"workspaceEdit": {"documentChanges": True}}})
        document: JsonObject = {"uri": URI, "languageId": "yaml", "version": 1, "text": TEXT}
        client.notify("textDocument/didOpen", {"textDocument": document})
        found = items(client.published(URI), "diagnostics")
        assert [item["code"] for item in found if isinstance(item, dict)] == ["workflow-cache-min"]
        place: JsonObject = {"line": 6, "character": 21}
        params: JsonObject = {
            "textDocument": {"uri": URI},
            "range": {"start": place, "end": place},
            "context": {"diagnostics": []},
        }
        actions = items(client.result("textDocument/codeAction", params))
        assert [action["title"] for action in actions if isinstance(action, dict)] == [
            "Keep the builder stages too (mode=max)"
        ]
        edits = items(items(actions[0], "edit", "documentChanges")[0], "edits")
        assert [edit["newText"] for edit in edits if isinstance(edit, dict)] == [",mode=max"]
        assert client.leave() == 0
