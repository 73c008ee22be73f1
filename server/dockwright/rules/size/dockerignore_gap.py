"""A `.dockerignore` that lets through what does harm."""

from collections.abc import Iterator

from dockwright.analysis.transfers import context_copies
from dockwright.analysis.unwanted import unwanted
from dockwright.model.facts import Facts
from dockwright.project.paths import ROOT
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.WARNING, on=Facts)
def dockerignore_gap(facts: Facts, project: Project) -> Iterator[Finding]:
    """The .dockerignore lets harmful files through.

    Local dependencies, version control, secrets and compiled output are in
    the folder and no pattern keeps them from the builder.

    ```text file=.dockerignore
    *.md
    ```

    ```text file=.env
    TOKEN=
    ```

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY ⟦.⟧ .
    ```

    ```text file=.dockerignore
    .env*
    ```

    ```dockerfile good
    FROM node:22
    WORKDIR /app
    COPY . .
    ```
    """
    if project.ignore is None:
        return
    harmful = [one for one in unwanted(facts, project) if one.important and one.present]
    names = [one.pattern.removeprefix("**/") for one in harmful]
    if not names:
        return
    for stage in facts.stages:
        for copy in context_copies(stage):
            source = next((word for word in copy.sources if word.value.strip("./") == str(ROOT)), None)
            if source is not None:
                yield Finding(
                    copy.placed.place(source.span),
                    f"{project.ignore_path} lets {', '.join(names)} through",
                    refactoring="dockerignore",
                )
                return
