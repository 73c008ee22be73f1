"""Directives below the place where they count."""

import re
from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.facts import Facts
from dockwright.rules.lines import line_end
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Comment, File
from dockwright.text.edit import delete, insert
from dockwright.text.span import Span

_DIRECTIVE = re.compile(r"#\s*(?P<name>syntax|escape)\s*=\s*(?P<value>\S+)\s*\Z", re.IGNORECASE)
_IMAGE = re.compile(r"[a-z0-9][\w./:@-]*/[\w./:@-]+", re.ASCII)
_NEWEST = re.compile(r"=\s*(?:docker\.io/)?docker/dockerfile:1\s*\Z")
_OTHER = "This version of the language reads the file then: check that it knows all that is used."
_NOTE = "Every escape character in the file changes its meaning."


@rule(Severity.WARNING, on=Facts)
def misplaced_directive(facts: Facts) -> Iterator[Finding]:
    r"""Directive that is only a comment.

    Directives stand at the very top of the file. After the first blank line, other comment or
    instruction they mean nothing.

    ```dockerfile bad
    # The web server

    ⟦# syntax=docker/dockerfile:1⟧
    FROM nginx:1.29
    ```

    ```dockerfile fixed
    # syntax=docker/dockerfile:1
    # The web server

    FROM nginx:1.29
    ```

    ```dockerfile good
    # syntax=docker/dockerfile:1
    # The web server
    FROM nginx:1.29
    ```
    """
    file = facts.file
    if "syntax" not in file.text.lower() and "escape" not in file.text.lower():
        return
    first = file.instructions[0].at if file.instructions else len(file.text)
    read = {directive.span.start for directive in file.directives} | {found.span.start for found in file.problems}
    for item in file.items:
        if item.at >= first or not isinstance(item.node, Comment) or item.span.start in read:
            continue
        match = _DIRECTIVE.match(item.span.of(file.text))
        if match is not None and _is_meant(match) and file.directive(match["name"].lower()) is None:
            yield Finding(
                item.span,
                f"This {match['name'].lower()} directive does not stand at the top, so it is only a comment",
                _fixes(file, Span(item.at, item.end), match["name"].lower()),
            )
            return


def _is_meant(match: re.Match[str]) -> bool:
    if match["name"].lower() == "escape":
        return match["value"] in {"\\", "`"}
    return _IMAGE.fullmatch(match["value"]) is not None


def _fixes(file: File, line: Span, name: str) -> tuple[Fix, ...]:
    top = 1 if file.text.startswith("\ufeff") else 0
    if file.text.startswith("#!", top):
        top = file.text.find("\n") + 1
        if name == "escape":
            return ()
    if name == "escape" and any(placed.node.continuations for placed in file.instructions):
        return ()  # what is continued now would not be any more
    text = line.of(file.text).strip()
    edits = (insert(top, f"{text}{line_end(file.text)}"), delete(line))
    if name == "escape":
        return (Fix("Move it to the top", edits, Safety.UNSAFE, _NOTE),)
    if not _NEWEST.search(text):
        return (Fix("Move it to the top", edits, Safety.UNSAFE, _OTHER),)
    return (Fix("Move it to the top", edits),)
