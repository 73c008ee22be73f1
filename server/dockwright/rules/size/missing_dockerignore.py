"""A context that is sent whole because there is no `.dockerignore`."""

from collections.abc import Iterator

from dockwright.analysis.transfers import context_copies
from dockwright.analysis.unwanted import unwanted
from dockwright.model.facts import Facts
from dockwright.project.paths import ROOT
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Severity, rule

_SHOWN = 3


@rule(Severity.WARNING, on=Facts, aliases=("DF033",))
def missing_dockerignore(facts: Facts, project: Project) -> Iterator[Finding]:
    """There is no .dockerignore.

    COPY takes the whole folder: local dependencies, version control,
    secrets and build output go to the builder, and from there into the image. Any
    change in them makes every later step run again.

    ```json file=package.json
    {}
    ```

    ```text file=.git/HEAD
    ref: refs/heads/main
    ```

    ```dockerfile bad
    FROM node:22
    WORKDIR /app
    COPY ⟦.⟧ .
    ```

    Where nothing is copied as a whole there is nothing to leave out:

    ```dockerfile good
    FROM node:22
    COPY src /app
    ```
    """
    if not project.known or project.ignore is not None:
        return
    found = unwanted(facts, project)
    if not any(one.important for one in found):
        return
    for stage in facts.stages:
        for copy in context_copies(stage):
            source = next((word for word in copy.sources if word.value and _is_root(word.value)), None)
            if source is None:
                continue
            harmful = [one for one in found if one.important]
            there = [one for one in harmful if one.present]
            names = ", ".join(one.pattern.removeprefix("**/") for one in (there or harmful)[:_SHOWN])
            takes = "takes" if there else "would take"
            yield Finding(
                copy.placed.place(source.span),
                f"no .dockerignore: this {takes} {names} and all else in the folder",
                refactoring="dockerignore",
            )
            return


def _is_root(source: str) -> bool:
    return source.strip("./") == str(ROOT)
