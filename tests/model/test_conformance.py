"""What the last stage ends with, against the verdicts of BuildKit's own code."""

import json
from pathlib import Path

import pytest

from dockwright.model.config import Config
from dockwright.model.facts import facts_of
from dockwright.model.references import ImageReference
from dockwright.model.variables import DEFAULT_PATH, Assumptions, BaseConfig
from dockwright.syntax.parser import parse

CONFORMANCE = Path(__file__).parents[1] / "conformance"
VALUES: dict[str, dict[str, object]] = json.loads((CONFORMANCE / "values.json").read_bytes())
OPTIONS: dict[str, dict[str, dict[str, str]]] = json.loads((CONFORMANCE / "options.json").read_bytes())


def stub_image(_: ImageReference) -> BaseConfig:
    """What every image was in the run that gave the verdicts."""
    return BaseConfig({"PATH": DEFAULT_PATH}, cmd=("/bin/sh",))


def as_values(config: Config) -> dict[str, object]:
    """The configuration in the form of values.json, which leaves out what is empty and the default PATH."""
    found: dict[str, object] = {
        "labels": dict(config.labels),
        "workdir": config.workdir,
        "user": config.user,
        "volumes": list(config.volumes),
        "expose": list(config.ports),
        "cmd": list(config.cmd or ()),
        "entrypoint": list(config.entrypoint or ()),
        "shell": list(config.shell),
        "stopsignal": config.stop_signal,
        "onbuild": list(config.on_build),
        "author": config.author,
    }
    found = {key: value for key, value in found.items() if value}
    for key, env in (("env", config.env), ("imageEnv", config.image_env)):
        found[key] = {name: value for name, value in env.items() if (name, value) != ("PATH", DEFAULT_PATH)}
    return found


@pytest.mark.parametrize("name", sorted(VALUES))
def test_the_last_stage_ends_as_buildkit_has_it(name: str) -> None:
    text = (CONFORMANCE / "cases" / name).read_bytes().decode()
    arguments = OPTIONS.get(name, {}).get("buildArgs", {})
    facts = facts_of(parse(text), Assumptions(arguments, "linux/amd64", stub_image))
    assert facts.final is not None
    assert as_values(facts.config(facts.final)) == VALUES[name]
