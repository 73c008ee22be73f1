"""Comments behind an instruction that the builder refuses."""

from collections.abc import Iterator

from dockwright.rules.inline_comments import comment_span, comment_start, move_above
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Env, Expose, From, Healthcheck, Instruction, Label, Shell, StopSignal

_REFUSING = (Env, Expose, From, Healthcheck, Label, Shell, StopSignal)


@rule(Severity.ERROR, on=Instruction, onbuild=False)
def inline_comment(instruction: Instruction) -> Iterator[Finding]:
    r"""Comment behind an instruction.

    A comment is a line of its own. Behind an instruction a `#` is an argument
    like any other, which these instructions refuse.

    ```dockerfile bad
    FROM node:22 ⟦# the version in production⟧
    EXPOSE 80 ⟦# web⟧
    ENV MODE=production ⟦#fast⟧
    ```

    ```dockerfile fixed
    # the version in production
    FROM node:22
    # web
    EXPOSE 80
    #fast
    ENV MODE=production
    ```

    ```dockerfile good
    FROM node:22
    ENV COLOUR=#ff0000
    RUN npm ci # in a shell it is a comment
    ```
    """
    if not isinstance(instruction, _REFUSING):
        return
    start = comment_start(instruction)
    if start is None or _is_pair(instruction, start):
        return
    span = comment_span(instruction, start)
    message = f"{instruction.name} takes this for an argument: a comment is a line of its own"
    yield Finding(span, message, move_above(instruction, span))


def _is_pair(instruction: Instruction, start: int) -> bool:
    """`#name=value`, which ENV and LABEL take."""
    if not isinstance(instruction, Env | Label):
        return False
    return any(pair.span.start == start for pair in instruction.assignments)
