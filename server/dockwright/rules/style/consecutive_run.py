"""RUNs of one command one after the other."""

from collections.abc import Iterator
from itertools import pairwise

from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Instruction, Run


@rule(Severity.OFF, on=Stage, aliases=("DL3059",))
def consecutive_run(stage: Stage) -> Iterator[Finding]:
    r"""Two RUNs in a row with one command each.

    Each is a layer of its own. One RUN for both makes fewer layers, but runs as a whole again
    when either changes: that is why this rule is off unless it is asked for.

    ```dockerfile bad
    FROM alpine:3.22
    RUN mkdir /data
    ⟦RUN⟧ chown nobody /data
    ```

    ```dockerfile good
    FROM alpine:3.22
    RUN mkdir /data && chown nobody /data
    ```

    RUNs with other flags cannot be joined, and longer ones are left alone:

    ```dockerfile good
    FROM alpine:3.22
    RUN apk add git
    RUN --network=none adduser -D app
    RUN mkdir /data && chown app /data
    ```
    """
    for before, placed in pairwise(stage.instructions):
        if _is_short(before.node) and _is_short(placed.node) and _flags(before.node) == _flags(placed.node):
            yield Finding(placed.place(placed.node.keyword.span), "This RUN could be one with the RUN before it")


def _is_short(node: Instruction) -> bool:
    if not isinstance(node, Run) or node.heredocs or node.command is None:
        return False
    script = node.command.script
    return node.command.is_exec or (script is not None and script.complete and len(script.commands) == 1)


def _flags(node: Instruction) -> frozenset[str]:
    return frozenset(flag.text for flag in node.flags)
