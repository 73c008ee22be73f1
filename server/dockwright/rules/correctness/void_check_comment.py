"""`# check=` comments that do nothing, or not what they seem to."""

import re
from collections.abc import Iterator

from dockwright.model.facts import Facts
from dockwright.rules.buildkit import CHECKS, WHOLE_FILE, names, options
from dockwright.rules.check_comments import CheckComment, check_comments, has_check_comments, swallowed_check_comments
from dockwright.rules.lines import line_end
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import File
from dockwright.text.edit import Edit, delete, insert
from dockwright.text.span import Span

_AFTER_COMMA = re.compile(r"[ \t]+(?=(?P<name>[A-Za-z]+))")


@rule(Severity.HINT, on=Facts, reads_commands=False)
def void_check_comment(facts: Facts) -> Iterator[Finding]:
    r"""Check comment without effect.

    `# check=skip=…` holds for the file where it is a directive at the very top, and for
    one instruction where it stands above that. It must not be indented, and ends at the first blank.

    ```dockerfile bad
    # check=skip=StageNameCasing⟦, ⟧FromAsCasing
    FROM alpine:3.22 AS build
    ```

    ```dockerfile fixed
    # check=skip=StageNameCasing,FromAsCasing
    FROM alpine:3.22 AS build
    ```

    ```dockerfile bad
    FROM alpine:3.22
    ⟦  ⟧# check=skip=JSONArgsRecommended
    CMD app
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    # check=skip=JSONArgsRecommended
    CMD app
    ```

    Below another comment it is for the next instruction, and not for the file:

    ```dockerfile bad
    # The web server
    ⟦# check=skip=JSONArgsRecommended⟧
    FROM nginx:1.29
    ```

    ```dockerfile fixed
    # check=skip=JSONArgsRecommended
    # The web server
    FROM nginx:1.29
    ```

    Some checks look at the whole file, and only a directive silences them:

    ```dockerfile bad
    FROM alpine:3.22
    # check=skip=⟦ConsistentInstructionCasing⟧
    run make
    ```

    ```dockerfile good
    # check=skip=ConsistentInstructionCasing
    FROM alpine:3.22
    run make
    # check=skip=JSONArgsRecommended
    CMD app
    ```
    """
    file = facts.file
    if not has_check_comments(file):
        return
    above: set[int] = set()
    for comment in check_comments(file):
        is_second = not comment.is_directive and comment.below in above
        yield from _findings(file, comment, is_second=is_second)
        if not comment.is_directive and not comment.is_indented:
            above.add(comment.below)
    for span in swallowed_check_comments(file):
        yield Finding(span, "Inside an instruction this comment has no effect: put it above")


def _findings(file: File, comment: CheckComment, *, is_second: bool) -> Iterator[Finding]:
    span = comment.placed.span
    if comment.is_indented:
        indent = Span(comment.placed.at, span.start)
        fix = Fix("Remove the blanks before it", (delete(indent),))
        yield Finding(indent, "An indented check comment has no effect", (fix,))
    elif is_second:
        yield Finding(span, "Only the first check comment above an instruction has an effect: join the two")
    else:
        yield from _blank(file, comment)
        if not comment.is_directive:
            yield from _local(file, comment)


def _blank(file: File, comment: CheckComment) -> Iterator[Finding]:
    end = comment.value_span.end
    match = _AFTER_COMMA.match(file.text, end) if comment.value.endswith(",") else None
    if match is not None and match["name"] in CHECKS:
        fix = Fix("Remove the blank", (delete(Span(end, match.end())),))
        span = Span(end - 1, match.end())
        yield Finding(span, f"The list ends at the blank: {match['name']} is not part of it", (fix,))


def _local(file: File, comment: CheckComment) -> Iterator[Finding]:
    skipped = names(options(comment.value).get("skip", ""))
    if not skipped:
        return
    top = _to_top(file, comment)
    if comment.below == 0:
        message = "Not at the very top, this is for the next instruction only and not for the file"
        yield Finding(comment.placed.span, message, (Fix("Move it to the top", top),) if top else ())
        return
    for name in sorted(skipped & WHOLE_FILE):
        at = comment.value_span.start + comment.value.find(name)
        fixes = (Fix("Move it to the top", top),) if top and skipped <= WHOLE_FILE else ()
        yield Finding(Span(at, at + len(name)), f"{name} is about the whole file: only a directive skips it", fixes)


def _to_top(file: File, comment: CheckComment) -> tuple[Edit, ...]:
    """The edits that make it a directive; none if there is one already."""
    if file.directive("check") is not None:
        return ()
    at = 1 if file.text.startswith("\ufeff") else 0
    for directive in file.directives:
        at = max(at, file.text.find("\n", directive.span.end) + 1)
    if file.text.startswith("#!", at):
        at = file.text.find("\n", at) + 1
    line = comment.placed.span.of(file.text)
    moved = delete(Span(comment.placed.at, comment.placed.end))
    return (insert(at, f"{line}{line_end(file.text)}"), moved)
