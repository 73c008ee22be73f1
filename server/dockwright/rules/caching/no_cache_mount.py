"""Downloads that each build fetches anew."""

from collections.abc import Iterator

from dockwright.analysis.cache_mounts import uncached_in
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.HINT, on=Stage)
def no_cache_mount(stage: Stage, project: Project) -> Iterator[Finding]:
    """Downloads are not kept for the next build.

    When one line of a lockfile changes, the layer of the install is built anew, and every
    package is fetched again. A cache mount keeps what was fetched on the builder,
    outside the image. It does not replace the order of the layers: a builder that
    starts empty, as in most CI services, has nothing in it.

    ```json file=package.json
    {"dependencies": {"express": "^5.0.0"}}
    ```

    ```json file=package-lock.json
    {"lockfileVersion": 3, "packages": {}}
    ```

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN ⟦npm ci⟧
    ```

    ```dockerfile fixed
    FROM node:22
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN --mount=type=cache,target=/root/.npm npm ci
    ```

    An option that keeps no cache would leave nothing in the mount, so it goes:

    ```dockerfile bad
    FROM python:3.13-slim
    COPY requirements.txt .
    RUN ⟦pip install⟧ --no-cache-dir -r requirements.txt
    ```

    ```dockerfile fixed
    FROM python:3.13-slim
    COPY requirements.txt .
    RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
    ```

    Packages of the distribution are not reported, and neither is what the image needs at run time:

    ```dockerfile good
    FROM golang:1.25
    RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
    WORKDIR /src
    COPY go.mod go.sum ./
    RUN go mod download
    CMD ["go", "run", "."]
    ```
    """
    for found in uncached_in(stage, project):
        command = found.command
        if found.manager.is_system:
            continue
        span = found.run.place(command.name_span)._replace(end=found.run.at + command.verb_span.end)
        yield Finding(
            span,
            f"what {found.manager.value} downloads is fetched anew by each build: keep it in a cache mount",
            refactoring="add-cache-mount",
        )
