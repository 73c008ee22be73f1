"""Patterns in a `.dockerignore` that mean something else than they seem to."""

import re
from collections.abc import Iterator

from dockwright.analysis.removal import without_line
from dockwright.analysis.safety import Safety
from dockwright.project.ignore import IgnoreFile, IgnorePattern
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.text.edit import Edit, delete, insert
from dockwright.text.span import Span

_COMMENT = re.compile(r"\s#")
_HIDDEN = "the pattern begins to work: check that the build needs nothing that it hides"


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

    ```dockerignore fixed
    *.md
    # the output
    dist
    # note
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
            yield Finding(pattern.span, reason, (_fix(ignore, pattern),))
        elif not pattern.negated:
            is_first = False


def _fix(ignore: IgnoreFile, pattern: IgnorePattern) -> Fix:
    start = ignore.text.rfind("\n", 0, pattern.span.start) + 1
    if pattern.text.startswith("#"):
        return Fix("Begin the comment at the start of the line", (delete(Span(start, pattern.span.start)),))
    comment = _COMMENT.search(pattern.text)
    if comment is None:
        return Fix("Remove the pattern", (without_line(ignore.text, start),))
    return Fix("Put the comment on a line of its own", _apart(ignore, pattern, comment), Safety.UNSAFE, _HIDDEN)


def _apart(ignore: IgnoreFile, pattern: IgnorePattern, comment: re.Match[str]) -> tuple[Edit, ...]:
    blank = pattern.span.start + comment.start()
    before = pattern.text[: comment.start()].rstrip(" \t")
    text = pattern.text[comment.start() + 1 :]
    line_end = "\r\n" if "\r\n" in ignore.text else "\n"
    at = ignore.text.rfind("\n", 0, blank) + 1
    rest = Span(pattern.span.start + len(before), pattern.span.end)
    return (insert(at, f"{text}{line_end}"), delete(rest))


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
