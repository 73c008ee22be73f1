"""A real VS Code, by its API and by hand."""

import shutil
from pathlib import Path

import pytest

from tests.editors.repairs import AFTER, BEFORE, Task, check, new_task
from tests.editors.vscode import SCRIPTS, in_browser, vscode

OUT = Path(__file__).parent / "out"
SECONDS = 150

# The first run installs an editor, which takes minutes.
pytestmark = [pytest.mark.editors, pytest.mark.slow, pytest.mark.timeout(2000)]


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return new_task(tmp_path)


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    """A folder, empty and kept, for what the screen showed."""
    folder = OUT / request.node.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def test_extension_host(task: Task, pictures: Path, tmp_path: Path) -> None:
    project = task.dockerfile.parent
    with vscode(tmp_path / "vscode", task.env) as address:
        script = ("extension_host.cjs", address, project, SCRIPTS / "probe", pictures / "end.png")
        in_browser(*script, env=task.env, timeout=SECONDS)
    check(task)


def test_by_mouse_and_keyboard(task: Task, pictures: Path, tmp_path: Path) -> None:
    with vscode(tmp_path / "vscode", {}) as address:
        in_browser("smoke.cjs", address, task.dockerfile.parent, pictures, env=task.env, timeout=SECONDS)
    author, label = (next(line for line in text.split("\n") if "🐳 Someone" in line) for text in (BEFORE, AFTER))
    assert task.dockerfile.read_text("utf-8") == BEFORE.replace(author, label)
