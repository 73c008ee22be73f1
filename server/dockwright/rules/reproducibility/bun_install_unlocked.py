"""`bun install` that may change the lockfile."""

from collections.abc import Iterator

from dockwright.analysis.lockfiles import locked_install
from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule


@rule(Severity.WARNING, on=Stage)
def bun_install_unlocked(stage: Stage, project: Project) -> Iterator[Finding]:
    """`bun install` may install other versions than the lockfile says.

    If package.json and the lockfile do not agree it resolves anew and goes
    on. Bound to the lockfile it fails instead, and you learn of it before the image ships.

    ```json file=package.json
    {}
    ```

    ```text file=bun.lock
    {"lockfileVersion": 1}
    ```

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY package.json bun.lock ./
    RUN ⟦bun install⟧
    ```

    ```dockerfile fixed
    FROM node:22
    WORKDIR /app
    COPY package.json bun.lock ./
    RUN bun install --frozen-lockfile
    ```
    """
    for found in locked_install(stage, project, Manager.BUN):
        fixes = (Fix(found.title, found.edits),) if found.edits else ()
        yield Finding(found.span, found.message, fixes)
