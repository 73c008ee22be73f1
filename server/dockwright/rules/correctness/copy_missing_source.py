"""A COPY of something that is not there."""

import difflib
import re
from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.analysis.transfers import context_copies, context_path
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import replace

_ALIKE = 0.75
_BUILT = frozenset(
    {"_build", "artifacts", "bin", "build", "dist", "obj", "out", "output", "publish", "release", "target"}
)
"""Folders that a build on the host makes before the image is built, and that version control leaves out."""
_OPTIONAL = re.compile(r"\*\Z|\[[^]]\]")
"""`yarn.lock*` and `yarn.loc[k]` are how a COPY takes a file only if it is there."""
_NOTE = "Check that this is the file that is meant."


@rule(Severity.WARNING, on=Stage)
def copy_missing_source(stage: Stage, project: Project) -> Iterator[Finding]:
    """Nothing in the build context matches the source.

    The build fails at this COPY, unless something makes the file before
    the build. Paths are relative to the build context, not to the Dockerfile.

    ```text file=src/main.py
    print()
    ```

    ```text file=requirements.txt
    flask
    ```

    ```dockerfile bad
    FROM python:3.13-slim
    COPY ⟦requirement.txt⟧ .
    COPY src /app
    ```

    ```dockerfile fixed
    FROM python:3.13-slim
    COPY requirements.txt .
    COPY src /app
    ```

    ```dockerfile good
    FROM python:3.13-slim
    ARG FILE
    COPY $FILE src/*.py /app/
    COPY requirements.txt constraints.tx[t] poetry.lock* /app/
    ```

    What is built before the image is, need not be there yet:

    ```dockerfile good
    FROM eclipse-temurin:21-jre
    COPY target/shop.jar /app/
    ```
    """
    if not project.known or project.truncated:
        return
    for copy in context_copies(stage):
        for source in copy.sources:
            if source.substitutions or not source.value or project.may_match(source.value):
                continue
            path = context_path(source)
            if _OPTIONAL.search(source.value):
                continue
            if path is not None and not _BUILT.isdisjoint(path.split("/")):
                continue
            names = [str(entry) for entry in project.entries]
            near = difflib.get_close_matches(str(path), names, n=1, cutoff=_ALIKE) if path else []
            span = copy.placed.place(source.span)
            fixes: tuple[Fix, ...] = ()
            hint = ""
            if near and source.raw == source.value and not copy.placed.node.json:
                hint = f", did you mean {near[0]}?"
                fixes = (Fix(f"Change to {near[0]}", (replace(span, near[0]),), Safety.UNSAFE, _NOTE),)
            yield Finding(span, f"nothing in the build context matches {source.value}{hint}", fixes)
