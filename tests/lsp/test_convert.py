"""Changes to workspace edits, in the words that a client understands."""

import re
from pathlib import Path

import pytest
from lsprotocol import types

import dockwright.lsp
from dockwright.features.settings import Settings
from dockwright.lsp.client import Client
from dockwright.lsp.convert import Remark, offset_of, range_of, span_of, workspace_edit
from dockwright.lsp.dockerfiles import analyse
from dockwright.lsp.jsonrpc import JsonValue
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.refactor.model import Change, FileEdits
from dockwright.text.document import open_document
from dockwright.text.edit import insert, replace
from dockwright.text.lines import LineIndex, Unit
from dockwright.text.span import Span
from tests.lsp.editor import extent
from tests.lsp.scenes import scene, serve
from tests.support.marks import selection

URI = "file:///project/Dockerfile"
IGNORE_URI = "file:///project/.dockerignore"
NEW_URI = "file:///project/new%20file"
SAFE = Remark("Do it", "")
UNSAFE = Remark("Do it", "look at the ports")
CHANGE = Change(
    (insert(0, "# 1\n"), replace(Span(5, 6), "b")),
    (
        FileEdits(ProjectPath("new file"), (insert(0, "x\n"),), create=True),
        FileEdits(ProjectPath(".dockerignore"), (insert(1, "y"),)),
    ),
)


CONTEXT = from_files({".dockerignore": "😋\r\n#\n"})


def rendered(
    client: Client, remark: Remark, change: Change = CHANGE, uri: str = URI, project: Project = CONTEXT
) -> JsonValue:
    on = scene(client)
    analysis = analyse(open_document(uri, 3, "FROM a\n"), project, Settings())
    edit = workspace_edit(on.session, analysis, change, remark)
    return serve(on).converter.unstructure(edit)


def text_edit(line: int, first: int, last: int, text: str, **more: str) -> JsonValue:
    return {"range": extent((line, first), (line, last)), "newText": text, **more}


def test_simplest_client() -> None:
    assert rendered(Client(), UNSAFE) == {
        "changes": {
            URI: [text_edit(0, 0, 0, "# 1\n"), text_edit(0, 5, 6, "b")],
            NEW_URI: [text_edit(0, 0, 0, "x\n")],
            IGNORE_URI: [text_edit(0, 2, 2, "y")],
        }
    }


def test_versions_and_new_files() -> None:
    assert rendered(Client(document_changes=True, creates_files=True), SAFE) == {
        "documentChanges": [
            {
                "textDocument": {"uri": URI, "version": 3},
                "edits": [text_edit(0, 0, 0, "# 1\n"), text_edit(0, 5, 6, "b")],
            },
            {"kind": "create", "uri": NEW_URI},
            {"textDocument": {"uri": NEW_URI, "version": None}, "edits": [text_edit(0, 0, 0, "x\n")]},
            {"textDocument": {"uri": IGNORE_URI, "version": None}, "edits": [text_edit(0, 2, 2, "y")]},
        ]
    }


def test_client_that_creates_no_files_gets_their_text() -> None:
    change = Change((), CHANGE.files[:1])
    assert rendered(Client(document_changes=True), SAFE, change) == {
        "documentChanges": [{"textDocument": {"uri": NEW_URI, "version": None}, "edits": [text_edit(0, 0, 0, "x\n")]}]
    }


def test_without_a_context_on_disk_a_new_file_is_put_beside_the_dockerfile() -> None:
    change = Change((), CHANGE.files[:1])
    uri = "vscode-vfs://github/o/r/Dockerfile"
    assert rendered(Client(), SAFE, change, uri, UNKNOWN_PROJECT) == {
        "changes": {"vscode-vfs://github/o/r/new%20file": [text_edit(0, 0, 0, "x\n")]}
    }


def test_unsafe_change_asks_for_confirmation() -> None:
    client = Client(document_changes=True, creates_files=True, change_annotations=True)
    change = Change(CHANGE.edits[:1], CHANGE.files[:1])
    assert rendered(client, UNSAFE, change) == {
        "documentChanges": [
            {
                "textDocument": {"uri": URI, "version": 3},
                "edits": [text_edit(0, 0, 0, "# 1\n", annotationId="check")],
            },
            {"kind": "create", "uri": NEW_URI, "annotationId": "check"},
            {
                "textDocument": {"uri": NEW_URI, "version": None},
                "edits": [text_edit(0, 0, 0, "x\n", annotationId="check")],
            },
        ],
        "changeAnnotations": {
            "check": {"label": "Do it", "needsConfirmation": True, "description": "look at the ports"}
        },
    }
    assert "changeAnnotations" not in str(rendered(client, SAFE, change))


@pytest.mark.parametrize("unit", Unit)
def test_selection_there_and_back(unit: Unit) -> None:
    text, span = selection("a\r\n# 😋‸é\r\nRUN‸ x\n")
    lines = LineIndex(text)
    assert span_of(lines, range_of(lines, span, unit), unit) == span


def test_selection_the_wrong_way_round_and_past_the_end() -> None:
    lines = LineIndex("FROM a\n")
    backwards = types.Range(types.Position(9, 9), types.Position(0, 5))
    assert span_of(lines, backwards, Unit.UTF16) == Span(5, 7)
    assert offset_of(lines, types.Position(0, 99), Unit.UTF16) == 6


def test_columns_stay_in_the_two_modules_that_convert() -> None:
    package = Path(dockwright.lsp.__file__).parent
    column = re.compile(r"\bcharacter\b")  # not `trigger_character`, which is a letter
    files = [path.name for path in package.rglob("*.py") if column.search(path.read_text(encoding="utf-8"))]
    assert sorted(files) == ["convert.py", "wire.py"]
