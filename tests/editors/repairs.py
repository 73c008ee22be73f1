"""What every editor is made to do: repair one Dockerfile by code actions, and save it."""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

from tests.editors.install import ROOT


class Step(NamedTuple):
    """A finding of `rule`, the text that it is shown on, and a part of the title of the code action to choose."""

    rule: str
    text: str
    title: str


STEPS = (
    Step("maintainer", "MAINTAINER", "LABEL"),
    Step("npm-install", "npm install", "npm ci"),
    Step("shell-form-command", "node dist/server.js", '"dist/server.js"]'),
)

# A whale is one code point, two units of UTF-16, four bytes of UTF-8: an editor and a server that count
# differently would show the wrong text, or overwrite it.
BEFORE = """\
FROM node:20.19.0-slim
WORKDIR /app
COPY package*.json ./
RUN echo "🐳 dependencies" && npm install
COPY . .
MAINTAINER 🐳 Someone <someone@example.org>
CMD node dist/server.js
"""

AFTER = """\
FROM node:20.19.0-slim
WORKDIR /app
COPY package*.json ./
RUN echo "🐳 dependencies" && npm ci
COPY . .
LABEL org.opencontainers.image.authors="🐳 Someone <someone@example.org>"
CMD ["node", "dist/server.js"]
"""


class Task(NamedTuple):
    """One editor's work: its Dockerfile, and the file that it reports in."""

    dockerfile: Path
    report: Path

    @property
    def env(self) -> dict[str, str]:
        """How the editor's script is told."""
        steps = [step._asdict() for step in STEPS]
        return {
            "DOCKWRIGHT_FILE": str(self.dockerfile),
            "DOCKWRIGHT_REPORT": str(self.report),
            "DOCKWRIGHT_STEPS": json.dumps(steps),
        }


def new_task(folder: Path) -> Task:
    """A small Node.js project in `folder`, with the Dockerfile to repair."""
    project = folder / "project"
    shutil.copytree(ROOT / "tests/projects/node-article", project)
    dockerfile = project / "Dockerfile"
    dockerfile.write_text(BEFORE, "utf-8")
    return Task(dockerfile, folder / "report.json")


def check(task: Task, *, encoding: str | None = None) -> None:
    """The file is as it has to be, and so was what the editor saw; `encoding` is what it counts positions in."""
    assert task.dockerfile.read_text("utf-8") == AFTER
    report = json.loads(task.report.read_text("utf-8"))
    assert report["texts"] == {step.rule: step.text for step in STEPS}
    assert [step.rule for step in STEPS if step.rule not in report["hovers"][step.rule]] == []
    assert report.get("encoding") == encoding
