"""Code lenses: their titles above the text that they are about."""

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features.code_lenses.produce import PRODUCERS, code_lenses
from dockwright.features.snapshot import Snapshot
from dockwright.lsp.settings import CODE_LENSES
from dockwright.model.facts import facts_of
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document

ALL = frozenset(PRODUCERS)


def lenses(text: str, wanted: frozenset[str] = ALL, project: Project = UNKNOWN_PROJECT) -> list[tuple[str, str, str]]:
    """Title, command and marked text of each lens."""
    snapshot = Snapshot(open_document("", 0, text), facts_of(parse(text), KNOWN_IMAGES), project)
    return [(lens.title, lens.command or "", lens.span.of(text)) for lens in code_lenses(snapshot, wanted)]


def test_stages() -> None:
    text = (
        "FROM golang:1.25 AS build\nRUN go build\nFROM a AS idle\nFROM build AS test\n"
        "FROM scratch\nCOPY --from=build /x /y\nCOPY --from=test /x /z\n"
    )
    assert lenses(text) == [
        ("final image: from scratch, with files of build, test", "", "FROM scratch"),
        ("used by 2", "dockwright.showUses", "build"),
        ("not used by another stage", "", "FROM a AS idle"),
        ("used by 1", "dockwright.showUses", "test"),
    ]


def test_base_images() -> None:
    assert lenses("FROM a/b:1\n", frozenset({"finalStage"})) == [("final image: on a/b:1", "", "FROM a/b:1")]
    known = lenses("FROM debian:13 AS x\nFROM x\n", frozenset({"finalStage"}))[0][0]
    assert known.startswith("final image: on debian:13 (")
    assert known.endswith(" MB compressed)")
    assert lenses("ARG A\nFROM $A\n")[0][0] == "final image: on an image that the build decides"


def test_split() -> None:
    files = {
        "package.json": '{"scripts": {"build": "tsc"}, "devDependencies": {"typescript": "5"}}',
        "package-lock.json": '{"lockfileVersion": 3, "packages": {}}',
        "tsconfig.json": '{"compilerOptions": {"outDir": "dist"}}',
    }
    project = from_files({ProjectPath(path): text for path, text in files.items()})
    text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "dist/a.js"]\n'
    assert lenses(text, frozenset({"split"}), project) == [
        ("split this stage", "dockwright.splitStage", "FROM node:22")
    ]
    assert lenses(text, frozenset({"split"})) == []


def test_unfinished_files_and_settings() -> None:
    assert lenses("") == []
    assert lenses("FROM") == [("final image: on an image that the build decides", "", "FROM")]
    assert list(CODE_LENSES) == list(PRODUCERS)
    assert lenses("FROM a AS b\nFROM b\n", frozenset()) == []
