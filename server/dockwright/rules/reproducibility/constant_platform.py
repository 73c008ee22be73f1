"""A platform written into FROM."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.rules.flags import delete_flag
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.platforms import parse_platform
from dockwright.syntax.nodes import From

_NOTE = "The image is then made for the platform that the build is asked for."


@rule(Severity.WARNING, on=From, aliases=("FromPlatformFlagConstDisallowed", "DL3029"), onbuild=False)
def constant_platform(instruction: From) -> Iterator[Finding]:
    r"""Platform fixed in FROM.

    Whatever platform a build is asked for, this stage is for the one written here, and on
    another machine it runs slowly under emulation or not at all. Without the flag the
    stage follows `--platform` of the build; `$BUILDPLATFORM` makes a stage run natively.

    ```dockerfile bad
    FROM --platform=⟦linux/amd64⟧ golang:1.25
    ```

    ```dockerfile fixed
    FROM golang:1.25
    ```

    A stage that is named after its platform is meant to have only that one:

    ```dockerfile good
    FROM --platform=linux/arm64 alpine:3.22 AS base-arm64
    FROM --platform=$BUILDPLATFORM golang:1.25 AS build
    ```
    """
    flag = instruction.flag("platform")
    if flag is None or flag.value is None or flag.value.substitutions:
        return
    platform = parse_platform(flag.value.value)
    if platform is None:
        return
    name = instruction.alias.raw.lower() if instruction.alias is not None else ""
    if (platform.system and platform.system in name) or (platform.architecture and platform.architecture in name):
        return
    fix = Fix("Remove --platform", (delete_flag(instruction, flag),), Safety.UNSAFE, _NOTE)
    yield Finding(flag.value.span, f"The stage is always for {flag.value.value}, whatever the build asks for", (fix,))
