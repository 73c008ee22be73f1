"""Source that is copied before dependencies are installed."""

from collections.abc import Iterator

from dockwright.analysis.install_order import early_copies
from dockwright.analysis.transfers import context_path
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Related, Severity, rule


@rule(Severity.WARNING, on=Stage)
def source_copied_before_install(stage: Stage, project: Project) -> Iterator[Finding]:
    """The source is copied before dependencies are installed.

    A layer is built anew when what it is built from changes. With the source
    above the install every edit of any file installs all dependencies again; with
    only the manifests above it, just a change of those does.

    ```json file=package.json
    {"dependencies": {"express": "^5.0.0"}}
    ```

    ```json file=package-lock.json
    {"lockfileVersion": 3, "packages": {}}
    ```

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY ⟦.⟧ .
    RUN npm ci
    RUN npm run build
    ```

    ```dockerfile fixed
    FROM node:22
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci
    COPY . .
    RUN npm run build
    ```

    One RUN that goes on after the install is cut in two:

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY ⟦.⟧ .
    RUN npm ci && npm run build
    ```

    ```dockerfile fixed
    FROM node:22
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci
    COPY . .
    RUN npm run build
    ```

    ```dockerfile good
    FROM node:22
    WORKDIR /app
    COPY package*.json ./
    RUN npm ci
    COPY . .
    ```

    Nor is anything wrong where `.dockerignore` leaves nothing but the manifests:

    ```text file=.dockerignore
    *
    !package*.json
    ```

    ```dockerfile good
    FROM node:22
    WORKDIR /app
    COPY . .
    RUN npm ci
    ```
    """
    for early in early_copies(stage, project):
        if early.manifests.is_one_step:
            continue
        source = next((word for word in early.copy.sources if context_path(word) is not None), early.copy.sources[0])
        command = early.install.command
        why = f"; it stays where it is, for {early.obstacle}" if early.obstacle else ""
        yield Finding(
            early.copy.placed.place(source.span),
            f"every edit of the source makes `{early.install.text}` run again: copy what it reads first{why}",
            related=(Related(early.install.run.place(command.span), "this install runs again"),),
            refactoring="reorder-install",
        )
