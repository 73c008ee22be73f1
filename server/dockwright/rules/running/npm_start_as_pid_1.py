"""A package manager as the main process of the container."""

import json
import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Missing
from dockwright.analysis.ecosystems.node import installs
from dockwright.analysis.ecosystems.node_start import node_start
from dockwright.analysis.safety import Safety
from dockwright.analysis.starts import Started, started
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import replace

_DEVELOPING = re.compile(r"\b(?:dev|serve|test|watch)\b")
"""Names of scripts for which it does not matter how they end."""
_MANAGERS = frozenset({"npm", "yarn", "pnpm"})


@rule(Severity.INFO, on=Stage)
def npm_start_as_pid_1(stage: Stage, project: Project) -> Iterator[Finding]:
    """npm, yarn or pnpm is the main process.

    `docker stop` sends its signal to the main process. The managers pass it on badly or not at all, so the program is
    killed after ten seconds in the middle of its work. They also cost memory as long as the container runs.

    ```json file=package.json
    {"scripts": {"start": "node server.js"}}
    ```

    ```json file=package-lock.json
    {"lockfileVersion": 3, "packages": {}}
    ```

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    CMD ⟦["npm", "start"]⟧
    ```

    ```dockerfile fixed
    FROM node:22
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    CMD ["node", "server.js"]
    ```

    ```dockerfile good
    FROM node:22
    CMD ["node", "server.js"]
    FROM node:22
    CMD ["npm", "run", "dev"]
    ```
    """
    start = started(stage) if stage.is_final else None
    if start is None or not start.words or start.words[0].rpartition("/")[2] not in _MANAGERS or start.init:
        return
    command = start.placed.node.command
    if command is None or start.placed.at < stage.start or _DEVELOPING.search(" ".join(start.words[1:])):
        return
    message = f"{start.words[0]} does not pass signals on well: start the program itself"
    yield Finding(start.placed.place(command.span), message, tuple(_fixes(stage, start, project)))


def _fixes(stage: Stage, start: Started, project: Project) -> Iterator[Fix]:
    command = start.placed.node.command
    for install in installs(stage, project):
        found = node_start(stage, install, project)
        if isinstance(found, Missing) or found.replacement is None or command is None:
            continue
        array = json.dumps(list(found.replacement.words), ensure_ascii=False)
        note = "npm also runs the scripts before and after start, and sets variables"
        edit = replace(start.placed.place(command.span), array)
        yield Fix(f"Start {array}", (edit,), Safety.UNSAFE, note)
        return
