"""Patterns in a `.dockerignore` that the builder refuses."""

from collections.abc import Iterator

from dockwright.analysis.removal import without_line
from dockwright.analysis.safety import Safety
from dockwright.project.ignore import IgnoreFile
from dockwright.rules.model import Finding, Fix, Severity, rule


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

    ```dockerignore fixed
    logs/
    ```

    ```dockerignore good
    logs/
    !logs/keep
    *.[ch]
    ```
    """
    for pattern in ignore.problems:
        edit = without_line(ignore.text, pattern.span.start)
        fix = Fix("Remove the pattern", (edit,), Safety.UNSAFE, "check that it was to hide nothing")
        yield Finding(pattern.span, f"Every build fails: {pattern.problem}", (fix,))
