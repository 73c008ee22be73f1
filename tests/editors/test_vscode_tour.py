"""What each group of features shows in a real VS Code, by mouse and keyboard; pictures of it are kept in `out`."""

import json
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import cast

import pytest

from tests.editors.install import ROOT
from tests.editors.vscode import in_browser, vscode
from tests.lsp.editor import JsonValue
from tests.lsp.test_article import NODE

HERE = Path(__file__).parent
SECONDS = 300
STAGES = (HERE / "stages.Dockerfile").read_text("utf-8")
WORKFLOW = """\
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker/build-push-action@v6
        with:
          push: true
"""

pytestmark = [pytest.mark.editors, pytest.mark.slow, pytest.mark.timeout(2000)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """One VS Code for all: each test has a folder and a window of its own."""
    with vscode(tmp_path_factory.mktemp("server") / "vscode", {}) as started:
        yield started


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A Node.js project with a naive Dockerfile."""
    folder = tmp_path / "app"
    shutil.copytree(ROOT / "tests/projects/node-article", folder, ignore=shutil.ignore_patterns("proof.toml"))
    return folder


def tour(address: str, app: Path, group: str, file: str = "Dockerfile") -> JsonValue:
    """What was seen after `file` was opened and the steps of `group` were taken."""
    pictures = HERE / "out" / group
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    return cast(
        "JsonValue", json.loads(in_browser("tour.cjs", address, app, pictures, file, group, env={}, timeout=SECONDS))
    )


def with_stages(app: Path) -> Path:
    (app / "Dockerfile").write_text(STAGES, "utf-8")
    return app


def test_hover_outline_hints_lenses_and_colours(address: str, app: Path) -> None:
    seen = tour(address, with_stages(app), "reading")
    assert isinstance(seen, dict)
    colours = seen.pop("colours")
    assert isinstance(colours, dict)
    assert len({str(colours[text]) for text in ("RUN", "npm", "run build")}) == 3
    assert seen == {
        "explained": [
            "Stage deps (number 0): deps → node:22-slim",
            "Used: build is built on it, stage 2 copies from it.",
            "Does not ship: only what is copied from it is in the final image.",
        ],
        "lenses": [
            "used by 2",
            "used by 1",
            "final image: on node:22-slim (79.9 MB compressed), with files of deps, build",
        ],
        "outline": [
            *("syntax", "ARG", "NODE"),
            *("deps", "WORKDIR", "COPY", "RUN"),
            *("build", "COPY", "RUN"),
            *("node:${NODE}-slim", "WORKDIR", "COPY", "COPY", "CMD"),
        ],
    }


def test_completion_rename_and_formatting(address: str, app: Path) -> None:
    assert tour(address, with_stages(app), "writing") == {
        "stages": ["build", "deps", "2", "node:22-slim"],
        "tags": ["22-slim"],
    }
    typed = f"{STAGES}\nFROM node:22-slim\nCOPY --from=build /app/dist /dist"
    assert (app / "Dockerfile").read_text("utf-8") == typed.replace("deps", "modules") + "\n"


def test_definition_and_references(address: str, app: Path) -> None:
    assert tour(address, with_stages(app), "moving") == {
        "found": "Ln 3, Col 27",
        "uses": ["FROM deps AS build", "COPY --from=deps /app/node_modules ./node_modules"],
    }


def test_the_graph_of_stages(address: str, app: Path) -> None:
    assert tour(address, with_stages(app), "graph") == {
        "arrows": ["/app/node_modules", "/app/dist"],
        "labels": ["node:22-slim", "deps", "build", "final image"],
        "panels": 1,
    }


def test_a_stage_is_split_by_its_lens(address: str, app: Path) -> None:
    assert tour(address, app, "splitting") is None
    assert (app / "Dockerfile").read_text("utf-8") == NODE.replace("npm ci\n", "npm install\n", 1)


def test_production_ready_after_a_preview(address: str, app: Path) -> None:
    assert tour(address, app, "production") == {
        "note": [
            "Make this Dockerfile production-ready - Use npm ci",
            (
                "Split into builder and runtime stages (node:20-slim): "
                "check that the program needs no file outside dist/ at run time"
            ),
            "Clean the cache in the same RUN",
            (
                "Create .dockerignore: check that the build needs none of: "
                "**/node_modules, dist, **/*.log, .env*, .git, Dockerfile*"
            ),
        ]
    }
    clean = NODE.replace("--ignore-scripts", "--ignore-scripts && npm cache clean --force")
    assert (app / "Dockerfile").read_text("utf-8") == clean


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        (".dockerignore", "a[\n", "invalid-dockerignore-pattern"),
        (".github/workflows/image.yml", WORKFLOW, "workflow-without-build-cache"),
        (".dockwright.toml", "no-such-key = 1\n", "invalid-configuration"),
    ],
)
def test_other_files_start_the_server_too(address: str, app: Path, path: str, text: str, rule: str) -> None:
    file = app / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    seen = tour(address, app, "starting", file.name)
    assert isinstance(seen, list)
    assert rule in seen
