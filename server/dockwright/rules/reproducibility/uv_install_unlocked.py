"""`uv sync` that may change the lockfile."""

from collections.abc import Iterator

from dockwright.analysis.lockfiles import locked_install
from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule


@rule(Severity.WARNING, on=Stage)
def uv_install_unlocked(stage: Stage, project: Project) -> Iterator[Finding]:
    """`uv sync` may install other versions than the lockfile says.

    If pyproject.toml and uv.lock do not agree it resolves anew and goes on. With
    `--locked` it fails instead, and you learn of it before the image ships.

    ```toml file=pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    ```

    ```toml file=uv.lock
    version = 1
    ```

    ```dockerfile bad
    FROM python:3.13-slim
    COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/
    WORKDIR /app
    COPY pyproject.toml uv.lock ./
    RUN ⟦uv sync⟧ --no-dev
    ```

    ```dockerfile fixed
    FROM python:3.13-slim
    COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/
    WORKDIR /app
    COPY pyproject.toml uv.lock ./
    RUN uv sync --locked --no-dev
    ```

    `--frozen` does not look whether the two agree, but installs what the lockfile says:

    ```dockerfile good
    FROM python:3.13-slim
    COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/
    WORKDIR /app
    COPY pyproject.toml uv.lock ./
    RUN uv sync --frozen --no-dev
    ```
    """
    for found in locked_install(stage, project, Manager.UV):
        fixes = (Fix(found.title, found.edits),) if found.edits else ()
        yield Finding(found.span, found.message, fixes)
