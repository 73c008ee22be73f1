"""Names of labels that other tools may not take."""

import re
from collections.abc import Iterator

from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import Label

_KEY = re.compile(r"[a-z](?:[a-z0-9]|[.-](?![.-]))*(?<![.-])")
_RESERVED = re.compile(r"(?:com\.docker|io\.docker|org\.dockerproject)\.")


@rule(Severity.OFF, on=Label, aliases=("DL3048",))
def invalid_label_key(label: Label) -> Iterator[Finding]:
    r"""Label whose name is not as Docker's guidelines want it.

    They ask for lower-case letters, digits, single dots and hyphens, with a letter first and no separator
    last, and keep `com.docker.*`, `io.docker.*` and `org.dockerproject.*` for Docker.

    ```dockerfile bad
    FROM alpine:3.22
    LABEL ⟦Version⟧=1.4.0 ⟦com.docker.size⟧=small ⟦a..b⟧=c
    ```

    ```dockerfile good
    FROM alpine:3.22
    LABEL com.example.is-beta=true version=1.4.0
    ```
    """
    for pair in label.assignments:
        name = pair.key.value
        if "$" in name:
            continue
        if _RESERVED.match(name):
            yield Finding(pair.key.span, f"The label {name} is in a namespace that Docker keeps for itself")
        elif _KEY.fullmatch(name) is None:
            message = "Names of labels are made of lower-case letters, digits, single dots and hyphens"
            yield Finding(pair.key.span, message)
