"""CMD, ENTRYPOINT and HEALTHCHECK that a later one makes void."""

from collections.abc import Iterator

from dockwright.analysis.removal import without_instruction
from dockwright.model.facts import Facts
from dockwright.rules.model import Finding, Fix, Related, Severity, Tag, rule
from dockwright.syntax.nodes import Cmd, Entrypoint, Healthcheck, Instruction, Placed


@rule(
    Severity.WARNING,
    on=Facts,
    reads_commands=False,
    aliases=("MultipleInstructionsDisallowed", "DL3012", "DL4003", "DL4004", "DS-0007", "DS-0016", "DS-0023"),
)
def repeated_instruction(facts: Facts) -> Iterator[Finding]:
    r"""Instruction that a later one of the stage replaces.

    Of several CMDs, ENTRYPOINTs or HEALTHCHECKs in a stage only the last counts.

    ```dockerfile bad
    FROM alpine:3.22
    ⟦CMD⟧ ["serve"]
    ENTRYPOINT ["app"]
    CMD ["serve", "--port", "80"]
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    ENTRYPOINT ["app"]
    CMD ["serve", "--port", "80"]
    ```

    The comments above it stay:

    ```dockerfile bad
    FROM alpine:3.22
    # The server
    ⟦CMD⟧ ["serve"]
    CMD ["serve", "--port", "80"]
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    # The server
    CMD ["serve", "--port", "80"]
    ```

    A stage may replace what the stage it is based on has:

    ```dockerfile good
    FROM alpine:3.22 AS base
    CMD ["serve"]
    FROM base
    CMD ["serve", "--debug"]
    ```
    """
    for stage in facts.stages:
        last: dict[type[Instruction], Placed[Instruction]] = {}
        for placed in stage.instructions:
            kind = type(placed.node)
            if kind not in {Cmd, Entrypoint, Healthcheck}:
                continue
            if kind in last:
                yield _finding(last[kind], placed)
            last[kind] = placed


def _finding(earlier: Placed[Instruction], later: Placed[Instruction]) -> Finding:
    name = earlier.node.name
    edit = without_instruction(earlier)
    return Finding(
        earlier.place(earlier.node.keyword.span),
        f"Another {name} follows in this stage, so this one does nothing",
        (Fix(f"Remove this {name}", (edit,)),) if edit is not None else (),
        (Related(later.place(later.node.keyword.span), f"The {name} that counts"),),
        frozenset({Tag.UNNECESSARY}),
    )
