"""Compose files: which Dockerfile is built with which context (docs.docker.com, "Compose Build Specification")."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from dockwright.syntax.yaml_blocks import YamlValue, yaml_mapping, yaml_text, yaml_value

_VARIABLE = re.compile(r"\$\$|\$\{\w+(?::?-([^}]*))?[^}]*\}|\$\w+")
_REMOTE = re.compile(r"^(?:[a-z][a-z0-9+.-]*://|git@|github\.com/)", re.IGNORECASE)


class ComposeBuild(NamedTuple):
    """The build of one service. Paths are as written: `context` from the compose file, `dockerfile` from `context`."""

    service: str
    context: str
    dockerfile: str
    target: str | None


@lru_cache(maxsize=32)
def parse_compose(text: str) -> tuple[ComposeBuild, ...]:
    """The builds with a local context and a Dockerfile of its own; none from what is broken.

    A variable counts as its default, or as nothing if it has none.
    """
    services = yaml_mapping(yaml_mapping(yaml_value(text)).get("services"))
    return tuple(_builds(services))


def _builds(services: Mapping[str, YamlValue]) -> Iterator[ComposeBuild]:
    for service, definition in services.items():
        build = yaml_mapping(definition).get("build")
        short = yaml_text(build)
        options = yaml_mapping(build)
        if (short is None and not options) or "dockerfile_inline" in options:
            continue
        context = _expand(short or yaml_text(options.get("context")) or ".")
        if _REMOTE.match(context):
            continue
        yield ComposeBuild(
            service=service,
            context=context or ".",
            dockerfile=_expand(yaml_text(options.get("dockerfile")) or "") or "Dockerfile",
            target=yaml_text(options.get("target")),
        )


def _expand(text: str) -> str:
    return _VARIABLE.sub(_value, text)


def _value(found: re.Match[str]) -> str:
    return "$" if found[0] == "$$" else found[1] or ""
