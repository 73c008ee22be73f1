"""A build whose tools ship."""

from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Missing
from dockwright.analysis.split import split_of
from dockwright.model.facts import Facts
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.WARNING, on=Facts, aliases=("DF011",))
def single_stage_build(facts: Facts, project: Project) -> Iterator[Finding]:
    """The image that ships is the one that builds.

    Compilers, development dependencies, caches and source are in every
    container, though only the result is ever run. A second stage that takes the
    result, and nothing else, is smaller and has less in it to attack.

    ```json file=package.json
    {"scripts": {"build": "tsc"}, "dependencies": {"express": "^5.0.0"}}
    ```

    ```json file=package-lock.json
    {"lockfileVersion": 3, "packages": {}}
    ```

    ```dockerfile bad
    FROM ⟦node:22⟧
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    RUN npm run build
    CMD ["node", "dist/server.js"]
    ```

    ```dockerfile fixed
    FROM node:22 AS builder
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    RUN npm run build

    FROM node:22-slim AS runtime
    WORKDIR /app
    ENV NODE_ENV=production
    COPY package*.json ./
    RUN npm ci --omit=dev --ignore-scripts
    COPY --from=builder /app/dist ./dist
    CMD ["node", "dist/server.js"]
    ```

    Where nothing is built there is nothing to leave behind:

    ```dockerfile good
    FROM node:22-slim
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci --omit=dev
    COPY . .
    CMD ["node", "server.js"]
    ```
    """
    found = split_of(facts, project)
    stage = facts.final
    if found is None or stage is None or stage.image_span is None:
        return
    if isinstance(found, Missing):
        message = f"what builds this image ships with it; it cannot be split by itself: {found.fact}"
        yield Finding(stage.image_span, message)
        return
    yield Finding(
        stage.image_span,
        f"what builds this image ships with it: split it into a builder and a runtime stage on {found.plan.image}",
        refactoring="split-stages",
    )
