"""An install that demands a lockfile which is not there."""

from collections.abc import Iterator

from dockwright.analysis.locked_commands import missing_locks
from dockwright.analysis.lockfiles import missing_lockfiles
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule


@rule(Severity.WARNING, on=Stage)
def missing_lockfile(stage: Stage, project: Project) -> Iterator[Finding]:
    """The install demands a lockfile that is not there.

    `npm ci` and its kin refuse to run without the lockfile. It must be in the
    build context, not kept back by .dockerignore, and copied before the install.

    ```json file=package.json
    {}
    ```

    ```json file=package-lock.json
    {"lockfileVersion": 3, "packages": {}}
    ```

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY package.json ./
    RUN ⟦npm ci⟧
    ```

    ```dockerfile fixed
    FROM node:22
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci
    ```

    ```json file=package-lock.json
    ```

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY package*.json ./
    RUN ⟦npm ci⟧
    ```

    ```dockerfile good
    FROM node:22
    WORKDIR /app
    COPY package.json yarn.lock* ./
    RUN if [ -f yarn.lock ]; then yarn --frozen-lockfile; else npm install; fi
    ```
    """
    for found in (*missing_lockfiles(stage, project), *missing_locks(stage, project)):
        fixes = (Fix(found.title, found.edits),) if found.edits else ()
        yield Finding(found.span, found.message, fixes)
