"""SHELL that is no JSON array."""

import json
from collections.abc import Iterator

from dockwright.rules.exec_form import mended_array
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.nodes import Shell
from dockwright.text.edit import replace


@rule(Severity.ERROR, on=Shell)
def shell_without_json(instruction: Shell) -> Iterator[Finding]:
    r"""SHELL that is no JSON array.

    ```dockerfile bad
    FROM alpine:3.22
    SHELL ⟦/bin/ash -c⟧
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    SHELL ["/bin/ash", "-c"]
    ```
    """
    command = instruction.command
    if command is None or command.is_exec or instruction.problems:
        return
    array = mended_array(command.text)
    if "#" in command.text:
        if command.text.partition("#")[0].rstrip().endswith("]"):
            return
    elif array is None and not any(mark in command.text for mark in "[]\"'\\$"):
        array = json.dumps(command.text.split())
    fixes = (Fix(f"Use {array}", (replace(command.span, array),)),) if array is not None else ()
    yield Finding(command.span, "SHELL takes a JSON array, in double quotes", fixes)
