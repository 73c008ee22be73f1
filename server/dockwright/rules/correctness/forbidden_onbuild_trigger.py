"""Instructions that ONBUILD does not take."""

from collections.abc import Iterator

from dockwright.rules.model import Finding, Severity, rule
from dockwright.syntax.nodes import From, Maintainer, OnBuild


@rule(Severity.ERROR, on=OnBuild, aliases=("DL3043",))
def forbidden_onbuild_trigger(instruction: OnBuild) -> Iterator[Finding]:
    r"""Instruction that may not stand in ONBUILD.

    ONBUILD takes every instruction but ONBUILD, FROM and MAINTAINER.

    ```dockerfile bad
    FROM alpine:3.22
    ONBUILD ⟦FROM⟧ busybox
    ```

    ```dockerfile good
    FROM alpine:3.22
    ONBUILD COPY . /app
    ```
    """
    trigger = instruction.trigger
    if isinstance(trigger, From | Maintainer | OnBuild):
        yield Finding(trigger.keyword.span, f"{trigger.name} may not stand in ONBUILD")
