"""What `.dockerignore` gets, and what it never hides."""

import pytest

from dockwright.project.ignore import parse_ignore
from dockwright.project.paths import ProjectPath
from dockwright.refactor.dockerignore import dockerignore
from dockwright.refactor.model import FileEdits
from dockwright.text.edit import apply
from tests.refactor.cases import GO, NODE, offers

BUILD = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n"


def written(text: str, files: dict[str, str]) -> FileEdits:
    (offer,) = offers(dockerignore, text, files)
    change = offer.build()
    assert change.edits == ()
    (file,) = change.files
    return file


def patterns(text: str, files: dict[str, str]) -> list[str]:
    """The patterns that are added, without their comments."""
    lines = apply("", (edit._replace(span=edit.span.shift(-edit.span.start)) for edit in written(text, files).edits))
    return [line for line in lines.split("\n") if line and not line.startswith("#")]


def test_a_new_file() -> None:
    files = NODE | {
        "node_modules/a/index.js": "",
        ".env": "",
        "src/server.test.ts": "",
        "Dockerfile": "",
        ".git/HEAD": "",
    }
    file = written(BUILD, files)
    assert (file.path, file.create) == (".dockerignore", True)
    assert apply("", file.edits) == (
        "# Dependencies, installed in the image anew\n**/node_modules\n\n"
        "# Build output and caches\ndist\n**/*.log\n\n"
        "# Secrets and local settings\n.env*\n\n"
        "# Tests\n**/*.test.*\n\n"
        "# Version control and editors\n.git\n\n"
        "# Docker's own files\nDockerfile*\n"
    )


@pytest.mark.parametrize(
    ("old", "start"),
    [("tmp\n", "tmp\n\n# Dep"), ("tmp", "tmp\n\n# Dep"), ("tmp\r\n", "tmp\r\n\r\n# Dep"), ("", "# Dep")],
)
def test_an_old_file_is_added_to(old: str, start: str) -> None:
    file = written(BUILD, NODE | {".dockerignore": old})
    assert (file.path, file.create) == (".dockerignore", False)
    new = apply(old, file.edits)
    assert new.startswith(start)
    assert new.count("\n") == new.count("\r\n") or "\r" not in new


def test_the_file_of_the_dockerfile_itself_comes_first() -> None:
    assert written(BUILD, NODE | {".dockerignore": "", "Dockerfile.dockerignore": ""}).path == "Dockerfile.dockerignore"


def test_a_new_file_has_the_line_ends_of_the_dockerfile() -> None:
    (edit,) = written(BUILD.replace("\n", "\r\n"), NODE).edits
    assert edit.text.count("\n") == edit.text.count("\r\n") > 0


@pytest.mark.parametrize("old", [None, "", "node_modules\n", "*\n!src\n!package*.json\n"])
def test_once_is_enough(old: str | None) -> None:
    files = NODE | GO | {"node_modules/a.js": "", ".git/HEAD": "", "main_test.go": ""}
    files |= {".dockerignore": old} if old is not None else {}
    found = offers(dockerignore, BUILD, files)
    for file in found[0].build().files if found else ():
        files[file.path] = apply(files.get(file.path, ""), file.edits)
    assert offers(dockerignore, BUILD, files) == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        pytest.param(BUILD + "COPY dist /srv\n", "dist", id="a-folder"),
        pytest.param(BUILD + 'COPY ["Dockerfile", "/"]\n', "Dockerfile", id="json"),
        pytest.param(BUILD + "COPY .env.* /srv/\n", ".env.production", id="a-glob"),
        pytest.param(BUILD + "ADD node_modules/a /srv/\n", "node_modules/a/index.js", id="deep"),
        pytest.param("FROM node:22\nCOPY . .\nCMD node dist/a.js\n", "dist/a.js", id="output-that-nothing-makes"),
        pytest.param("FROM node:22\nCOPY . .\nCMD node a.js\n", "node_modules/a/index.js", id="modules-not-installed"),
        pytest.param(BUILD + "RUN npm test\n", "src/a.test.ts", id="tests-that-run"),
        pytest.param(BUILD + "RUN git describe > version\n", ".git/HEAD", id="history-that-is-read"),
    ],
)
def test_what_is_needed_stays(text: str, hidden: str) -> None:
    names = ("dist/a.js", "node_modules/a/index.js", "Dockerfile", ".env.production", "src/a.test.ts", ".git/HEAD")
    added = patterns(text, NODE | dict.fromkeys(names, ""))
    kept = parse_ignore("\n".join(added))
    assert not kept.excludes(ProjectPath(hidden))
    assert added


@pytest.mark.parametrize("text", ["FROM node:22\nCOPY src /app\n", "FROM node:22\n", ""])
def test_nothing_without_a_copy_of_everything(text: str) -> None:
    assert offers(dockerignore, text, NODE) == []


def test_nothing_without_a_known_context() -> None:
    assert offers(dockerignore, BUILD, None) == []
