"""`--platform=$TARGETPLATFORM`, which is the default."""

from collections.abc import Iterator

from dockwright.model.stages import Stage
from dockwright.rules.flags import delete_flag
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.syntax.words import Value, expand

_TARGET = "TARGETPLATFORM"


@rule(Severity.WARNING, on=Stage, aliases=("RedundantTargetPlatform", "DL3065"))
def redundant_target_platform(stage: Stage) -> Iterator[Finding]:
    r"""The target platform asked for explicitly.

    A FROM without `--platform` is for the target platform already.

    ```dockerfile bad
    FROM --platform=⟦$TARGETPLATFORM⟧ alpine:3.22
    ```

    ```dockerfile fixed
    FROM alpine:3.22
    ```

    ```dockerfile good
    FROM --platform=$BUILDPLATFORM golang:1.25 AS build
    ```
    """
    node = stage.from_.node
    flag = node.flag("platform")
    if flag is None or flag.value is None or not flag.value.substitutions:
        return

    def lookup(name: str) -> Value:
        return _TARGET if name == _TARGET else stage.scope.globals.value(name)

    expansion = expand(flag.value.raw, node.escape, lookup)
    if expansion.matched == (_TARGET,) and expansion.value == _TARGET:
        fix = Fix("Remove --platform", (delete_flag(node, flag).shift(stage.from_.at),))
        yield Finding(stage.from_.place(flag.value.span), "This is what FROM does without the flag", (fix,))
