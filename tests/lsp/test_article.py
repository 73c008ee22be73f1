"""From the naive Dockerfile to the good one, as a person would: by the quick fixes that a real server offers.

Each round takes the first warning that has a repair, asks for the actions at
its place, resolves the first, applies its edits to the text and to the files on
disk, and tells the server, until no warning is left.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import dockerfile
import pytest

from dockwright.lsp.uris import path_of, uri_of
from dockwright.text.document import Change, changed_lines
from dockwright.text.lines import LineIndex, Unit
from tests.lsp.editor import Editor, JsonObject, JsonValue, editor, items

PROJECTS = Path(__file__).parents[1] / "projects"
RESOLVES: JsonObject = {
    "textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}}},
    "workspace": {
        "workspaceEdit": {
            "documentChanges": True,
            "resourceOperations": ["create"],
            "changeAnnotationSupport": {"groupsOnLabel": True},
        }
    },
}
ROUNDS = 12
WARNING = 2
LASTING = "end-of-life-base-image"
"""Another version of the language is for a person to decide."""

NODE = """\
FROM node:20 AS builder
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:20-slim AS runtime
WORKDIR /app
ENV NODE_ENV=production
COPY package*.json ./
RUN npm ci --omit=dev --ignore-scripts
COPY --from=builder /app/dist ./dist
CMD ["node", "dist/server.js"]
"""

GO = """\
FROM golang:1.23 AS builder
WORKDIR /app
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o server ./cmd/server

FROM scratch AS runtime
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /app/server /server
USER 65532:65532
EXPOSE 8080
CMD ["/server"]
"""


@pytest.fixture
def client() -> Iterator[Editor]:
    with editor() as started:
        yield started


def at(value: JsonValue, *names: str) -> JsonValue:
    for name in names:
        assert isinstance(value, dict)
        value = value.get(name)
    return value


class Person:
    """Applies what the server offers to a Dockerfile on disk."""

    def __init__(self, client: Editor, path: Path) -> None:
        self.client = client
        self.path = path
        self.uri = uri_of(str(path), windows=False)
        self.text = path.read_text("utf-8")
        self.version = 1
        client.initialize(RESOLVES)
        client.open(self.text, version=1, uri=self.uri)
        self.diagnostics = items(client.published(self.uri), "diagnostics")

    def warnings(self) -> list[JsonValue]:
        grave = (found for found in self.diagnostics if cast("int", at(found, "severity")) <= WARNING)
        return [found for found in grave if at(found, "code") != LASTING]

    def repair(self) -> str | None:
        """Apply the repair of the first warning that has one; its title."""
        for warning in self.warnings():
            params: JsonObject = {
                "textDocument": {"uri": self.uri},
                "range": at(warning, "range"),
                "context": {"diagnostics": [], "only": ["quickfix"]},
            }
            for action in items(self.client.result("textDocument/codeAction", params)):
                title = str(at(action, "title"))
                codes = [at(found, "code") for found in items(action, "diagnostics")]
                if title.startswith(("Ignore ", "Explain ")) or LASTING in codes:
                    continue
                self._apply(items(self.client.result("codeAction/resolve", action), "edit", "documentChanges"))
                return title
        return None

    def make_ready(self) -> JsonValue:
        """Apply the one action that does everything; its annotation."""
        params: JsonObject = {
            "textDocument": {"uri": self.uri},
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
            "context": {"diagnostics": [], "only": ["refactor.rewrite.dockwright.production"]},
        }
        (action,) = items(self.client.result("textDocument/codeAction", params))
        edit = at(self.client.result("codeAction/resolve", action), "edit")
        self._apply(items(edit, "documentChanges"))
        return at(edit, "changeAnnotations", "check")

    def _apply(self, changes: list[JsonValue]) -> None:
        for change in changes:
            if at(change, "kind") == "create":
                self._path(at(change, "uri")).touch()
                continue
            uri = at(change, "textDocument", "uri")
            edits = items(change, "edits")
            if uri == self.uri:
                self.text = applied(self.text, edits)
            else:
                path = self._path(uri)
                path.write_text(applied(path.read_text("utf-8"), edits), "utf-8")
                created: JsonObject = {"uri": uri, "type": 1}
                self.client.notify("workspace/didChangeWatchedFiles", {"changes": [created]})
        self.version += 1
        self.client.change(self.version, {"text": self.text}, uri=self.uri)
        while True:
            published = self.client.published(self.uri)
            if at(published, "version") == self.version:
                self.diagnostics = items(published, "diagnostics")
                return

    def _path(self, uri: JsonValue) -> Path:
        path = path_of(str(uri), windows=False)
        assert path is not None
        return Path(path)


def applied(text: str, edits: list[JsonValue]) -> str:
    """`text` after LSP edits, last first, so that the positions of the others stay right."""

    def place(edit: JsonValue, end: str) -> tuple[int, int]:
        line, column = at(edit, "range", end, "line"), at(edit, "range", end, "character")
        return cast("int", line), cast("int", column)

    for edit in sorted(edits, key=lambda edit: place(edit, "start"), reverse=True):
        change = Change((place(edit, "start"), place(edit, "end")), str(at(edit, "newText")))
        text = changed_lines(LineIndex(text), change, Unit.UTF16).text
    return text


@pytest.mark.parametrize(("project", "expected"), [("node-article", NODE), ("go-server", GO)])
def test_quick_fixes_make_the_good_dockerfile(client: Editor, tmp_path: Path, project: str, expected: str) -> None:
    folder = tmp_path / project
    shutil.copytree(PROJECTS / project, folder)
    person = Person(client, folder / "Dockerfile")
    titles: list[str] = []
    while len(titles) < ROUNDS and (title := person.repair()) is not None:
        titles.append(title)
    assert person.text == expected
    assert person.warnings() == []
    assert ".git\n" in (folder / ".dockerignore").read_text("utf-8")
    assert len(dockerfile.parse_string(person.text)) == expected.count("\n") - 1  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    assert client.leave() == 0


CLEAN = NODE.replace("--ignore-scripts\n", "--ignore-scripts && npm cache clean --force\n")
"""With the safe repairs of milder findings as well."""
STEPS = {
    "node-article": [
        "Use npm ci",
        "Split into builder and runtime stages (node:20-slim)",
        "Clean the cache in the same RUN",
        "Create .dockerignore",
    ],
    "go-server": [
        "Copy go.mod and install before the source is copied",
        "Split into builder and runtime stages (scratch)",
        "Create .dockerignore",
    ],
}


@pytest.mark.parametrize(("project", "expected"), [("node-article", CLEAN), ("go-server", GO)])
def test_one_action_makes_the_good_dockerfile(client: Editor, tmp_path: Path, project: str, expected: str) -> None:
    folder = tmp_path / project
    shutil.copytree(PROJECTS / project, folder)
    person = Person(client, folder / "Dockerfile")
    annotation = person.make_ready()
    assert person.text == expected
    assert person.warnings() == []
    assert ".git\n" in (folder / ".dockerignore").read_text("utf-8")
    assert at(annotation, "label") == "Make this Dockerfile production-ready"
    assert at(annotation, "needsConfirmation") is True
    steps = str(at(annotation, "description")).split("\n")
    assert [step.partition(": ")[0] for step in steps] == STEPS[project]
    assert client.leave() == 0
