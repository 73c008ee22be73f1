"""MAINTAINER, which has been deprecated since 2017."""

import re
from collections.abc import Iterator

from dockwright.rules.model import Finding, Fix, Severity, Tag, rule
from dockwright.syntax.nodes import Maintainer
from dockwright.text.edit import replace
from dockwright.text.span import Span

_LABEL = "org.opencontainers.image.authors"


@rule(
    Severity.WARNING,
    on=Maintainer,
    aliases=("MaintainerDeprecated", "DL4000", "DS-0022", "CKV_DOCKER_6"),
    onbuild=False,
)
def maintainer(instruction: Maintainer) -> Iterator[Finding]:
    r"""MAINTAINER is deprecated.

    The image only keeps a name that no tool reads. A label does the same
    and can be queried, filtered and inherited like any other.

    ```dockerfile bad
    FROM alpine:3.22
    ⟦MAINTAINER⟧ Someone <someone@example.org>
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    LABEL org.opencontainers.image.authors="Someone <someone@example.org>"
    ```
    """
    fixes: tuple[Fix, ...] = ()
    if instruction.author is not None:
        author = instruction.author.raw.strip("\"'")
        label = "label" if instruction.keyword.raw.islower() else "LABEL"
        special = f'(["$]|{re.escape(instruction.escape)})'
        escaped = re.sub(special, lambda match: instruction.escape + match[1], author)
        edit = replace(
            Span(instruction.keyword.span.start, instruction.author.span.end), f'{label} {_LABEL}="{escaped}"'
        )
        fixes = (Fix(f"Replace by LABEL {_LABEL}", (edit,)),)
    yield Finding(
        instruction.keyword.span,
        f"MAINTAINER is deprecated: use LABEL {_LABEL}",
        fixes,
        tags=frozenset({Tag.DEPRECATED}),
    )
