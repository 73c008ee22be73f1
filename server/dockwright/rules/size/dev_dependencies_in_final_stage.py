"""Development dependencies that ship."""

import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems import php
from dockwright.analysis.ecosystems.model import Install
from dockwright.analysis.ecosystems.node_development import starts_by_development
from dockwright.analysis.ecosystems.node_manifests import package_json
from dockwright.analysis.ecosystems.node_tools import omit_dev
from dockwright.analysis.ecosystems.python_installs import without_dev
from dockwright.analysis.ecosystems.registry import installs_of, plan_for
from dockwright.analysis.safety import Safety
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import insert

_NOTE = "Check that nothing which runs in the image needs a development dependency."
_IF = re.compile(r"[^\w-]+")
_FLAGS = {
    Manager.YARN: "--production",
    Manager.PNPM: "--prod",
    Manager.BUN: "--production",
}


@rule(Severity.WARNING, on=Stage)
def dev_dependencies_in_final_stage(stage: Stage, project: Project) -> Iterator[Finding]:
    """Development dependencies are installed in the stage that ships.

    Compilers, linters and test runners are of no use to the program, and often
    weigh more than all it needs.

    ```json file=package.json
    {"dependencies": {"express": "^5.0.0"}, "devDependencies": {"eslint": "^9.0.0"}}
    ```

    ```json file=package-lock.json
    {"lockfileVersion": 3, "packages": {}}
    ```

    ```dockerfile bad
    FROM node:22-slim
    WORKDIR /app
    COPY package*.json ./
    RUN ⟦npm ci⟧
    COPY src ./src
    CMD ["node", "src/server.js"]
    ```

    ```dockerfile fixed
    FROM node:22-slim
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci --omit=dev
    COPY src ./src
    CMD ["node", "src/server.js"]
    ```

    ```toml file=pyproject.toml
    [project]
    name = "shop"

    [dependency-groups]
    dev = ["pytest"]
    ```

    ```toml file=uv.lock
    version = 1
    ```

    ```dockerfile bad
    FROM python:3.13-slim
    COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/
    WORKDIR /app
    COPY pyproject.toml uv.lock ./
    RUN ⟦uv sync⟧ --locked
    COPY shop ./shop
    CMD [".venv/bin/python", "-m", "shop"]
    ```

    ```dockerfile fixed
    FROM python:3.13-slim
    COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/
    WORKDIR /app
    COPY pyproject.toml uv.lock ./
    RUN uv sync --no-dev --locked
    COPY shop ./shop
    CMD [".venv/bin/python", "-m", "shop"]
    ```

    A RUN that tells two cases apart means what it says:

    ```dockerfile good
    FROM node:22-slim
    WORKDIR /app
    COPY package*.json ./
    ARG MODE=production
    RUN if [ "$MODE" = development ]; then npm ci; else npm ci --omit=dev; fi
    COPY src ./src
    CMD ["node", "src/server.js"]
    ```

    A program that is started by one of them needs them:

    ```dockerfile good
    FROM node:22-slim
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY src ./src
    CMD ["npx", "eslint", "src"]
    ```

    Where something is still built after the install, the stage is to be split first:

    ```dockerfile good
    FROM node:22-slim
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    RUN npm run build
    CMD ["node", "dist/server.js"]
    ```
    """
    if not stage.is_final:
        return
    for install in installs_of(stage, project):
        flag = _flag(stage, install, project)
        if not flag or _is_chosen(install) or _is_needed(stage, install) or plan_for(stage, project) is not None:
            continue
        if install.command.manager in {Manager.NPM, *_FLAGS} and starts_by_development(stage, install, project):
            continue
        span = install.run.place(install.command.name_span)._replace(end=install.run.at + install.command.verb_span.end)
        fix = Fix(f"Add {flag}", (insert(span.end, f" {flag}"),), Safety.UNSAFE, _NOTE)
        fixes = () if _runs_scripts(install, project) else (fix,)
        yield Finding(span, f"development dependencies ship with the image: add {flag}", fixes)


def _runs_scripts(install: Install, project: Project) -> bool:
    """Whether package.json has scripts that run at the install, and may call what would not be there."""
    package = package_json(project, install.context) if install.context is not None else None
    ignores = install.command.option("--ignore-scripts") is not None
    return package is not None and bool(package.install_scripts) and not ignores


def _flag(stage: Stage, install: Install, project: Project) -> str:
    """What leaves out the development dependencies that the install brings; `""` if it brings none."""
    if install.command.manager is Manager.COMPOSER:
        return php.without_dev(install, project)
    if install.command.manager is Manager.NPM:
        return omit_dev(stage.root_reference) if _is_full(stage, install, project) else ""
    if install.command.manager in _FLAGS:
        return _FLAGS[install.command.manager] if _is_full(stage, install, project) else ""
    return without_dev(stage, install, project)


def _is_full(stage: Stage, install: Install, project: Project) -> bool:
    """Whether an install of Node.js brings development dependencies that the project has."""
    command = install.command
    if command.is_global or command.development is not None:
        return False
    binding = stage.scope.find("NODE_ENV", install.run.at)
    if binding is not None and binding.value in {None, "production"}:
        return False
    package = package_json(project, install.context) if install.context is not None else None
    return package is not None and bool(package.dev_dependencies)


def _is_chosen(install: Install) -> bool:
    """Whether the RUN tells two cases apart: the one with development dependencies is then meant."""
    return any(word in _IF.split(install.run.node.rest.raw) for word in ("if", "case"))


def _is_needed(stage: Stage, install: Install) -> bool:
    """Whether a later command of the stage may need them: a build, a test, a script, a start in development."""
    using = {Verb.RUN_SCRIPT, Verb.BUILD, Verb.TEST, Verb.EXECUTE, Verb.START, Verb.PRUNE}
    after = (
        command
        for run, command in run_commands(stage)
        if (run.at, command.span) > (install.run.at, install.command.span)
    )
    if any(command.verb in using for command in after):
        return True
    last = stage.instructions[-1].node.text if stage.instructions else ""
    return "dev" in last or "ts-node" in last or "tsx" in last
