"""`npm install`, which may install other versions than the lockfile says."""

from collections.abc import Iterator

from dockwright.analysis.lockfiles import locked_install
from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule


@rule(Severity.WARNING, on=Stage, aliases=("DF031",))
def npm_install(stage: Stage, project: Project) -> Iterator[Finding]:
    """`npm install` may install other versions than the lockfile says.

    It resolves ranges anew and writes the lockfile to match. `npm ci`
    installs exactly what the lockfile says, fails if package.json does not agree
    with it, and is faster in an empty folder, which an image always is.

    ```json file=package.json
    {"dependencies": {"express": "^5.0.0"}}
    ```

    ```json file=package-lock.json
    {"lockfileVersion": 3, "packages": {}}
    ```

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY package*.json ./
    RUN ⟦npm install⟧ --no-audit
    ```

    ```dockerfile fixed
    FROM node:22
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci --no-audit
    ```

    `npm ci` needs the lockfile, so it is copied with the manifest:

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY package.json ./
    RUN ⟦npm i⟧ --production
    ```

    ```dockerfile fixed
    FROM node:22
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci --omit=dev
    ```

    Before Node.js 10 npm had no `npm ci`, and installing a tool is something else:

    ```dockerfile good
    FROM node:9-alpine
    COPY package*.json ./
    RUN npm install
    ```

    ```dockerfile good
    FROM node:22
    RUN npm install -g pm2
    ```

    Somebody else's project, which git fetches, has the lockfile that it has:

    ```dockerfile good
    FROM node:22
    WORKDIR /opt/app
    RUN git clone https://example.com/app.git . && npm install
    ```
    """
    for found in locked_install(stage, project, Manager.NPM):
        fixes = (Fix(found.title, found.edits),) if found.edits else ()
        yield Finding(found.span, found.message, fixes)
