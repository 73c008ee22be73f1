"""Comments behind an instruction that become part of it."""

from collections.abc import Iterator

from dockwright.rules.inline_comments import comment_span, comment_start, move_above
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Add, Arg, Copy, Instruction, User, Volume, Workdir

_TAKING = (Add, Arg, Copy, User, Volume, Workdir)


@rule(Severity.WARNING, on=Instruction, onbuild=False)
def swallowed_comment(instruction: Instruction) -> Iterator[Finding]:
    r"""Comment that becomes part of an instruction.

    A comment is a line of its own. Here the builder makes it part of a path or a name, another
    path or another ARG, and says nothing.

    ```dockerfile bad
    FROM alpine:3.22
    WORKDIR /srv ⟦# all is here⟧
    ARG SIZE=2 ⟦# in gigabytes⟧
    COPY app /srv/ ⟦# the program⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    # all is here
    WORKDIR /srv
    # in gigabytes
    ARG SIZE=2
    # the program
    COPY app /srv/
    ```
    """
    if not isinstance(instruction, _TAKING):
        return
    start = comment_start(instruction)
    if start is not None:
        span = comment_span(instruction, start)
        message = f"{instruction.name} takes this for an argument: a comment is a line of its own"
        yield Finding(span, message, move_above(instruction, span))
