"""Patterns in a `.dockerignore` that mean something else than they seem to."""

import re
from collections.abc import Iterator

from dockwright.project.ignore import IgnoreFile, IgnorePattern
from dockwright.rules.model import Finding, Severity, rule

_COMMENT = re.compile(r"\s#")


@rule(Severity.WARNING, on=IgnoreFile)
def void_dockerignore_pattern(ignore: IgnoreFile) -> Iterator[Finding]:
    r"""Pattern in .dockerignore that matches nothing.

    The builder takes a `#` for a comment only at the start of a line, `.` and `/` match nothing, and what
    lies outside the context cannot be named. The last pattern that matches decides, so a `!` above
    all patterns has nothing to take back.

    ```dockerignore bad
    ⟦!README.md⟧
    ⟦.⟧
    *.md
    ⟦../secrets⟧
    ⟦dist # the output⟧
      ⟦# note⟧
    ```

    ```dockerignore good
    # note
    *
    !README.md
    dist
    a#b
    ```
    """
    is_first = True
    for pattern in ignore.patterns:
        reason = _reason(pattern, is_first=is_first)
        if pattern.problem is None and reason is not None:
            yield Finding(pattern.span, reason)
        elif not pattern.negated:
            is_first = False


def _reason(pattern: IgnorePattern, *, is_first: bool) -> str | None:
    if pattern.text.startswith("#"):
        return "A comment begins at the start of its line; this is a pattern"
    if _COMMENT.search(pattern.text):
        return "A comment needs a line of its own; this is all one pattern"
    if pattern.cleaned in {".", "/", ""}:
        return "This matches nothing; `*` matches everything"
    if pattern.cleaned == ".." or pattern.cleaned.startswith("../"):
        return "Nothing outside the build context can be named"
    if pattern.negated and is_first:
        return "No pattern above hides anything that `!` could take back"
    return None
