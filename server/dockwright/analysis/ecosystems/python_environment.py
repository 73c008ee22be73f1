"""The virtual environment that a Python stage fills, or the one that it is given."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.model import BuilderLine, Missing
from dockwright.analysis.ecosystems.python_installs import is_pip
from dockwright.model.commands import calls_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import RunCommand, run_commands
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.syntax.nodes import Env, Run
from dockwright.text.edit import Edit, delete, replace
from dockwright.text.span import Span

VENV = "/opt/venv"
TOOLS = frozenset(
    {"pip", "pipenv", "pipx", "poetry", "setuptools", "uv", "virtualenv", "wheel"}
    | {"poetry-core", "poetry-plugin-export", "poetry-dynamic-versioning"}
)
"""Packages that install others, and are not needed where the program runs."""
_ELSEWHERE = ("--user", "--target", "-t", "--prefix", "--root")
_SHARING = ({"pip", "pipenv"}, {"pip", "poetry"})
"""Managers that fill the same environment if that is the active one."""
_ON = frozenset({"1", "true", "yes", "on"})


class Environment(NamedTuple):
    """Where the packages are: the absolute path of the virtual environment.

    `is_on_path` tells that the file itself puts it on PATH. `lines` and `edits` are what the builder needs for it.
    """

    path: str
    is_on_path: bool
    lines: tuple[BuilderLine, ...] = ()
    edits: tuple[Edit, ...] = ()


def uses_of(stage: Stage) -> tuple[RunCommand, ...]:
    """The commands that bring Python packages which the program may need."""
    wanted = {Verb.INSTALL_PROJECT, Verb.INSTALL_PACKAGES}
    managers = {Manager.PIP, Manager.POETRY, Manager.UV, Manager.PIPENV}
    return tuple(
        found
        for found in run_commands(stage)
        if found.command.manager in managers and found.command.verb in wanted and not is_tool(found.command)
    )


def is_tool(command: PackageCommand) -> bool:
    """Whether only tools that install are installed."""
    return command.verb is Verb.INSTALL_PACKAGES and all(package.name in TOOLS for package in command.packages)


def environment(stage: Stage, uses: tuple[RunCommand, ...]) -> Environment | Missing:
    """The environment that `uses` fill; a new one where that is the system's own."""
    given = _given(stage)
    if given is not None:
        return given
    managers = {"pip" if is_pip(command) else command.manager.value for _, command in uses}
    if len(managers) > 1 and managers not in _SHARING:
        return Missing(f"{' and '.join(sorted(managers))} install side by side")
    if stage.state_at(uses[0].run.at).is_root is False:
        return Missing("packages are installed by a user who may not write to /opt")
    if "pip" in managers:
        return _of_pip(stage, uses) if len(managers) == 1 else _shared(stage, uses)
    return _of_manager(stage, uses)


def _of_manager(stage: Stage, uses: tuple[RunCommand, ...]) -> Environment | Missing:
    """The environment of poetry, uv or pipenv."""
    run, command = uses[0]
    directory = directory_of(stage, run.at, command)
    if directory is None:
        return Missing(f"where `{command.manager.value}` runs is not known")
    in_project = posixpath.join(directory, ".venv")
    if command.manager is Manager.UV:
        return _of_uv(stage, run.at, in_project)
    if _is_in_project(stage, run.at, command.manager):
        return Environment(in_project, _is_on_path(stage, in_project))
    lines = (BuilderLine(run.at, "RUN", f"python -m venv {VENV}"), BuilderLine(run.at, "ENV", f"VIRTUAL_ENV={VENV}"))
    edits = tuple(edit for use in uses for edit in _without_system(use))
    return Environment(VENV, is_on_path=False, lines=lines, edits=edits)


def _shared(stage: Stage, uses: tuple[RunCommand, ...]) -> Environment | Missing:
    """The environment that pip finds by PATH and the other manager by VIRTUAL_ENV."""
    found = _of_pip(stage, tuple(use for use in uses if is_pip(use.command)))
    if isinstance(found, Missing):
        return found
    at = uses[0].run.at
    lines = (
        BuilderLine(at, "RUN", f"python -m venv {VENV}"),
        BuilderLine(at, "ENV", f"VIRTUAL_ENV={VENV} PATH={VENV}/bin:$PATH"),
    )
    edits = (*found.edits, *(edit for use in uses for edit in _without_system(use)))
    return Environment(VENV, is_on_path=False, lines=lines, edits=edits)


def _given(stage: Stage) -> Environment | None:
    """The environment that the file makes by itself."""
    return next((found for _, found in given(stage)), None)


def given(stage: Stage) -> Iterator[tuple[int, Environment]]:
    """The environments that the file makes by itself, each with the offset of its RUN."""
    for run in stage.every(Run):
        for call in calls_of(run.node):
            words = [word.value for word in call.words]
            names = [word for word in words[1:] if not word.startswith("-")]
            if call.name == "virtualenv" or words[1:3] == ["-m", "venv"] or words[1:3] == ["-m", "virtualenv"]:
                path = names[-1] if names and names[-1] not in {"venv", "virtualenv"} else ""
            elif call.name == "uv" and words[1:2] == ["venv"]:
                path = names[1] if len(names) > 1 else ".venv"
            else:
                continue
            workdir = workdir_at(stage, run.at)
            if not path or "$" in path or workdir is None or call.directory is None:
                continue
            absolute = posixpath.normpath(posixpath.join(workdir, call.directory, path))
            yield run.at, Environment(absolute, _is_on_path(stage, absolute))


def _is_on_path(stage: Stage, path: str) -> bool:
    return any(
        pair.key.value == "PATH" and pair.value is not None and f"{path}/bin" in pair.value.value.split(":")
        for placed in stage.every(Env)
        for pair in placed.node.assignments
    )


def _of_pip(stage: Stage, uses: tuple[RunCommand, ...]) -> Environment | Missing:
    edits: list[Edit] = []
    for run, command in uses:
        elsewhere = next((option.name for option in command.options if option.name in _ELSEWHERE), None)
        if elsewhere is not None:
            return Missing(f"`pip install {elsewhere}` installs to a place of its own")
        if command.call.words[0].value.startswith("/"):
            return Missing(f"{command.call.words[0].value} installs past a virtual environment")
        if command.manager is Manager.UV:
            system = command.option("--system")
            if system is None or (run.node.command is not None and run.node.command.is_exec):
                return Missing("where `uv pip install` installs is not known")
            edits.append(replace(run.place(system.span), f"--python {VENV}/bin/python"))
    first = next(run.at for run, command in run_commands(stage) if command.manager in {Manager.PIP, Manager.UV})
    lines = (
        BuilderLine(first, "RUN", f"python -m venv {VENV}"),
        BuilderLine(first, "ENV", f"PATH={VENV}/bin:$PATH"),
    )
    if uses[0].command.manager is Manager.UV:
        lines = lines[:1]
    return Environment(VENV, is_on_path=False, lines=lines, edits=tuple(edits))


def _of_uv(stage: Stage, at: int, in_project: str) -> Environment | Missing:
    binding = stage.scope.find("UV_PROJECT_ENVIRONMENT", at)
    if binding is None:
        return Environment(in_project, _is_on_path(stage, in_project))
    if binding.value is None or binding.value in {"/usr", "/usr/local"}:
        return Missing("uv installs into the system's own Python (UV_PROJECT_ENVIRONMENT)")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(in_project), binding.value))
    return Environment(path, _is_on_path(stage, path))


def _is_in_project(stage: Stage, at: int, manager: Manager) -> bool:
    """Whether poetry or pipenv is told to make `.venv` beside the manifest."""
    name = "PIPENV_VENV_IN_PROJECT" if manager is Manager.PIPENV else "POETRY_VIRTUALENVS_IN_PROJECT"
    binding = stage.scope.find(name, at)
    if binding is not None and (binding.value or "").lower() in _ON:
        return True
    return any(
        command.manager is Manager.POETRY and {"virtualenvs.in-project", "true"} <= _words(command)
        for run, command in run_commands(stage)
        if run.at <= at
    )


def _words(command: PackageCommand) -> set[str]:
    return {word.value for word in command.call.words}


def _without_system(use: RunCommand) -> Iterator[Edit]:
    """`pipenv install --system` would pass by the environment."""
    run, command = use
    option = command.option("--system") if command.manager is Manager.PIPENV else None
    if option is not None and run.node.command is not None and not run.node.command.is_exec:
        yield delete(Span(run.at + option.span.start - 1, run.at + option.span.end))
