"""A real VS Code, by its API and by hand."""

import json
import shutil
from pathlib import Path

import pytest

from tests.editors.install import ROOT
from tests.editors.repairs import AFTER, BEFORE, Task, check, new_task
from tests.editors.vscode import SCRIPTS, in_browser, vscode
from tests.lsp.test_article import GO, NODE

OUT = Path(__file__).parent / "out"
SECONDS = 300

# The first run installs an editor, which takes minutes.
pytestmark = [pytest.mark.editors, pytest.mark.slow, pytest.mark.timeout(2000)]


# Projects with a naive Dockerfile, and the good one that the quick fixes make of it.
NAIVE = {"node-article": NODE, "go-server": GO}


@pytest.fixture
def task(workspace: Path) -> Task:
    return new_task(workspace)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The folder that is opened."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    """A folder, empty and kept, for what the screen showed."""
    folder = OUT / request.node.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def test_extension_host(task: Task, workspace: Path, pictures: Path, tmp_path: Path) -> None:
    for project in NAIVE:
        shutil.copytree(ROOT / "tests/projects" / project, workspace / project)
    naive = [str(workspace / project / "Dockerfile") for project in NAIVE]
    env = {**task.env, "DOCKWRIGHT_NAIVE": json.dumps(naive)}
    with vscode(tmp_path / "vscode", env) as address:
        in_browser("extension_host.cjs", address, workspace, SCRIPTS / "probe", pictures, env={}, timeout=SECONDS)
    check(task)
    for project, good in NAIVE.items():
        assert (workspace / project / "Dockerfile").read_text("utf-8") == good
        assert ".git\n" in (workspace / project / ".dockerignore").read_text("utf-8")


def test_by_mouse_and_keyboard(task: Task, pictures: Path, tmp_path: Path) -> None:
    with vscode(tmp_path / "vscode", {}) as address:
        in_browser("smoke.cjs", address, task.dockerfile.parent, pictures, env=task.env, timeout=SECONDS)
    author, label = (next(line for line in text.split("\n") if "🐳 Someone" in line) for text in (BEFORE, AFTER))
    assert task.dockerfile.read_text("utf-8") == BEFORE.replace(author, label)
