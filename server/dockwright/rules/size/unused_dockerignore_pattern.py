"""Patterns in a `.dockerignore` that name what is not there."""

import re
from collections.abc import Iterator

from dockwright.analysis.removal import without_line
from dockwright.analysis.safety import Safety
from dockwright.project.ignore import IgnoreFile
from dockwright.project.paths import ProjectPath, name
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, Tag, rule

_WILD = re.compile(r"[*?\[\]\\]")
_MADE = re.compile(
    r"(?i)node_modules|dist|build|out|bin|obj|target|coverage|tmp|temp|logs?|cache|venv|env|vendor|__pycache__|"
    r"secrets?|htmlcov|data|storybook-static|output|public|artifacts|generated|reports?|uploads?"
)
"""Names of what tools make: it may be there tomorrow."""


@rule(Severity.HINT, on=IgnoreFile)
def unused_dockerignore_pattern(ignore: IgnoreFile, project: Project) -> Iterator[Finding]:
    r"""Pattern in .dockerignore that names nothing.

    A path that was renamed or removed leaves its pattern behind, or it was misspelt
    and what it should hide is sent. Names of what tools make, hidden files and patterns with
    wildcards are left alone: they guard against what may come.

    ```text file=src/main.go
    package main
    ```

    ```dockerignore bad
    ⟦scr⟧
    node_modules
    .env
    *.log
    ```

    ```dockerignore fixed
    node_modules
    .env
    *.log
    ```

    ```dockerignore good
    src
    dist/
    !README.md
    ```
    """
    if not project.known or project.truncated:
        return
    for pattern in ignore.patterns:
        path = ProjectPath(pattern.cleaned)
        if pattern.negated or pattern.problem is not None or not path or _WILD.search(path) or " " in path:
            continue
        last = name(path)
        if path.startswith(".") or last.startswith(".") or any(map(_MADE.fullmatch, path.split("/"))):
            continue
        if not project.may_exist(path) and not project.find(last):
            message = f"There is no {path} in the build context"
            edit = without_line(ignore.text, pattern.span.start)
            fix = Fix("Remove the pattern", (edit,), Safety.UNSAFE, "check that nothing will make it later")
            yield Finding(pattern.span, message, (fix,), tags=frozenset({Tag.UNNECESSARY}))
