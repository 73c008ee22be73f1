"""The image configuration that a stage ends with: what `docker inspect` would show of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dockwright.model.stages import Stage
from dockwright.model.variables import DEFAULT_PATH, BaseConfig
from dockwright.syntax.nodes import (
    Assignment,
    Cmd,
    CommandForm,
    Entrypoint,
    Env,
    Expose,
    Healthcheck,
    Instruction,
    Label,
    Maintainer,
    OnBuild,
    Placed,
    StopSignal,
    Volume,
    Word,
)
from dockwright.syntax.words import expand_words

_UNKNOWN_BASE = BaseConfig({})


class HealthcheckConfig(NamedTuple):
    """`test` begins with `CMD`, `CMD-SHELL` or `NONE`; `options` are the flags as written, by name."""

    test: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A configuration.

    `env` is everything that a later instruction could use, `image_env` what a container gets: the ENVs
    without the ARGs. A value is None if it depends on something unknown. Of an unknown base image nothing
    is in here: then `cmd` and `entrypoint` are None unless the file says what they are, and so
    are `workdir` and `user`. `shell` is empty for the default shell. `ports` are `80/tcp` or
    `8000-8010/udp`. Ports, volumes and label names that depend on something unknown are left out.
    """

    env: Mapping[str, str | None]
    image_env: Mapping[str, str | None]
    labels: Mapping[str, str | None]
    workdir: str | None
    user: str | None
    volumes: tuple[str, ...]
    ports: tuple[str, ...]
    cmd: tuple[str, ...] | None
    entrypoint: tuple[str, ...] | None
    shell: tuple[str, ...]
    stop_signal: str | None
    on_build: tuple[str, ...]
    healthcheck: HealthcheckConfig | None
    author: str


@dataclass(slots=True)
class _Draft:
    """The configuration while the stages are walked."""

    cmd: tuple[str, ...] | None
    entrypoint: tuple[str, ...] | None
    image_env: dict[str, str | None] = field(default_factory=dict)
    labels: dict[str, str | None] = field(default_factory=dict)
    volumes: dict[str, None] = field(default_factory=dict)
    ports: dict[str, None] = field(default_factory=dict)
    stop_signal: str | None = ""
    on_build: list[str] = field(default_factory=list)
    healthcheck: HealthcheckConfig | None = None
    author: str = ""
    cmd_in_stage: bool = False


def config_of(stage: Stage) -> Config:
    """The configuration at the end of `stage`."""
    base = stage.root.scope.base
    known = base or _UNKNOWN_BASE
    draft = _Draft(known.cmd if base else None, known.entrypoint if base else None)
    draft.image_env.update({name: value for name, value in known.env.items() if value is not None})
    if base is not None:
        draft.image_env.setdefault("PATH", DEFAULT_PATH)
    for ancestor in reversed(stage.chain):
        draft.on_build.clear()
        draft.cmd_in_stage = False
        for placed in (*ancestor.triggers, *ancestor.instructions):
            _apply(draft, ancestor, placed)
    state = stage.state_at()
    workdir = state.workdir if state.workdir_by is not None or base is None else known.workdir
    return Config(
        env={name: found.value for name, found in stage.scope.visible().items() if not found.unset},
        image_env=draft.image_env,
        labels=draft.labels,
        workdir=workdir,
        user=state.user,
        volumes=tuple(draft.volumes),
        ports=tuple(draft.ports),
        cmd=draft.cmd,
        entrypoint=draft.entrypoint,
        shell=state.shell if state.shell_by is not None else known.shell,
        stop_signal=draft.stop_signal,
        on_build=tuple(draft.on_build),
        healthcheck=draft.healthcheck,
        author=draft.author,
    )


def _apply(draft: _Draft, stage: Stage, placed: Placed[Instruction]) -> None:
    node = placed.node
    at = max(placed.at, stage.from_.end)
    match node:
        case Env():
            _assign(draft.image_env, stage, node.assignments, placed)
        case Label():
            _assign(draft.labels, stage, node.assignments, placed)
        case Cmd():
            draft.cmd, draft.cmd_in_stage = _command(stage, at, node.command), True
        case Entrypoint():
            draft.entrypoint = _command(stage, at, node.command)
            if not draft.cmd_in_stage:
                draft.cmd = ()
        case Healthcheck():
            draft.healthcheck = _healthcheck(node)
        case Maintainer():
            draft.author = node.author.raw if node.author is not None else ""
        case _:
            _apply_rest(draft, stage, placed, at)


def _apply_rest(draft: _Draft, stage: Stage, placed: Placed[Instruction], at: int) -> None:
    node = placed.node
    match node:
        case Volume():
            values = (_value(stage, word, node, at) for word in node.arguments)
            draft.volumes.update((value, None) for value in values if value)
        case Expose():
            for word in node.arguments:
                ports = expand_words(word.raw, node.escape, stage.scope.lookup(at)) or ()
                draft.ports.update((_port(port), None) for port in ports)
        case StopSignal():
            draft.stop_signal = _value(stage, node.signal, node, at) if node.signal is not None else ""
        case OnBuild():
            documents = (f"\n{document.content}{document.name}" for document in node.heredocs)
            draft.on_build.append("".join((node.rest.raw, *documents)))
        case _:
            return


def _value(stage: Stage, word: Word, node: Instruction, at: int) -> str | None:
    return stage.scope.expand(word, node.escape, at)


def _assign(
    values: dict[str, str | None], stage: Stage, assignments: tuple[Assignment, ...], placed: Placed[Instruction]
) -> None:
    at = max(placed.at, stage.from_.end)
    for assignment in assignments:
        name = _value(stage, assignment.key, placed.node, at)
        if name and assignment.value is not None:
            values[name] = _value(stage, assignment.value, placed.node, at)


def _command(stage: Stage, at: int, command: CommandForm | None) -> tuple[str, ...]:
    if command is not None and command.words is not None:
        return tuple(word.value for word in command.words)
    return (*stage.state_at(at).shell, command.text if command is not None else "")


def _healthcheck(node: Healthcheck) -> HealthcheckConfig | None:
    kind = node.kind.raw.upper() if node.kind is not None else ""
    if kind == "NONE":
        return HealthcheckConfig(("NONE",))
    if kind != "CMD" or node.command is None:
        return None
    options = tuple((flag.name, flag.text.partition("=")[2]) for flag in node.flags)
    if node.command.words is not None:
        return HealthcheckConfig(("CMD", *(word.value for word in node.command.words)), options)
    return HealthcheckConfig(("CMD-SHELL", node.command.text), options)


def _port(text: str) -> str:
    """The container's port or range with its protocol."""
    port, _, protocol = text.rpartition(":")[2].partition("/")
    return f"{port}/{protocol.lower() or 'tcp'}"
