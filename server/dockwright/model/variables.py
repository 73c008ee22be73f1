"""What a variable of a Dockerfile is, and what is assumed about the build that the file does not say."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from dockwright.model.references import ImageReference
from dockwright.syntax.nodes import Arg, Env, Placed
from dockwright.text.span import Span

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""The PATH that BuildKit sets where the base image has none."""

PLATFORM_ARGUMENTS = (
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDOSVERSION",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETOSVERSION",
    "TARGETARCH",
    "TARGETVARIANT",
    "TARGETSTAGE",
)
"""Known in FROM without a declaration; in a stage a bare ARG brings them in."""

PROXY_ARGUMENTS = frozenset(
    name
    for proxy in ("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY")
    for name in (proxy, proxy.lower())
)
"""Passed to every RUN without a declaration; in other instructions they need one."""

BUILDER_ARGUMENTS = frozenset({"BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"})
"""ARGs that steer the builder and never become variables."""


class Kind(Enum):
    """Where a variable comes from."""

    ARG = "arg"
    ENV = "env"
    GLOBAL_ARG = "global-arg"
    PLATFORM = "platform"
    BASE = "base"


class Binding(NamedTuple):
    """A name and what it stands for from some place on.

    `value` is the value in a build without build arguments: None if it cannot be known, or
    if the variable is `unset`. `placed` is the instruction that defines it, `span` its name there, both
    None for a variable of the builder or the base image. `source` is, for an ARG without default, the
    binding that its value comes from.
    """

    name: str
    kind: Kind
    value: str | None
    unset: bool
    placed: Placed[Arg] | Placed[Env] | None = None
    span: Span | None = None
    has_default: bool = True
    source: "Binding | None" = None

    @property
    def is_bare(self) -> bool:
        """Whether it is an ARG that only a build argument can give a value."""
        return not self.has_default and self.source is None and self.value is None

    @property
    def origin(self) -> "Binding":
        """The binding at the start of the chain of `source`s."""
        binding = self
        while binding.source is not None:
            binding = binding.source
        return binding


class BaseConfig(NamedTuple):
    """What an image brings along; `workdir` and `user` are `""` where the image sets none.

    A variable of `env` whose value is not known is None.
    """

    env: Mapping[str, str | None]
    workdir: str = ""
    user: str = ""
    cmd: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] = ()
    shell: tuple[str, ...] = ()


class Assumptions(NamedTuple):
    """What is known about the build besides the file.

    `arguments` are the build arguments: None if unknown, so that an ARG without default has an
    unknown value; with a mapping an ARG that is not in it is unset. `platform` is `os/arch[/variant]`
    of target and builder. `images` tells what a base image brings, None for an image it does not know. `targets` are
    the names (in lower case) of stages that are built besides the last.
    """

    arguments: Mapping[str, str] | None = None
    platform: str | None = None
    images: Callable[[ImageReference], BaseConfig | None] | None = None
    targets: tuple[str, ...] = ()

    def base(self, reference: ImageReference | None) -> BaseConfig | None:
        """What the image `reference` brings, None if unknown."""
        if reference is None or self.images is None:
            return None
        return self.images(reference)


NOTHING_ASSUMED = Assumptions()


def platform_values(assumptions: Assumptions, target: str | None) -> Mapping[str, str | None]:
    """The values of the platform ARGs, None where unknown; `target` is the name of the last stage."""
    values: dict[str, str | None] = dict.fromkeys(PLATFORM_ARGUMENTS)
    if assumptions.platform is not None:
        system, _, rest = assumptions.platform.partition("/")
        architecture, _, variant = rest.partition("/")
        for prefix in ("BUILD", "TARGET"):
            values[f"{prefix}PLATFORM"] = assumptions.platform
            values[f"{prefix}OS"] = system
            values[f"{prefix}OSVERSION"] = ""
            values[f"{prefix}ARCH"] = architecture
            values[f"{prefix}VARIANT"] = variant
    if assumptions.arguments is not None:
        values["TARGETSTAGE"] = target or "default"
        values.update((name, value) for name, value in assumptions.arguments.items() if name in values)
    return values
