"""Patterns in a `.dockerignore` that the builder refuses."""

from collections.abc import Iterator

from dockwright.project.ignore import IgnoreFile
from dockwright.rules.model import Finding, Severity, rule


@rule(Severity.ERROR, on=IgnoreFile)
def invalid_dockerignore_pattern(ignore: IgnoreFile) -> Iterator[Finding]:
    r"""Pattern in .dockerignore that no build accepts.

    One malformed pattern, and every build with this file fails: a `!` alone,
    a `[` that is not closed, a backslash at the end.

    ```dockerignore bad
    logs/
    ⟦!⟧
    ⟦*.[ch⟧
    ```

    ```dockerignore good
    logs/
    !logs/keep
    *.[ch]
    ```
    """
    for pattern in ignore.problems:
        yield Finding(pattern.span, f"Every build fails: {pattern.problem}")
