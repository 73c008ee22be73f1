"""Elixir: a release made by mix, on a small system image."""

import posixpath
import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan, Start
from dockwright.analysis.ecosystems.programs import start_paths
from dockwright.analysis.ecosystems.users import missing_user
from dockwright.analysis.images import is_alpine, runtime_base
from dockwright.analysis.images import system as system_of
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.starts import Started, started
from dockwright.analysis.transfers import context_path_of
from dockwright.knowledge.repositories import canonical
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.references import ImageReference
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath, join, parent
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Env, Placed, Run

MANAGERS = frozenset({Manager.MIX})
_REPOSITORIES = frozenset({"elixir", "erlang", "hexpm/elixir"})
_DEBIAN = ("ca-certificates", "libncurses6", "libstdc++6", "openssl")
_ALPINE = ("libgcc", "libstdc++", "ncurses-libs", "openssl")
"""What the Erlang runtime in a release is linked to."""
_APP = re.compile(r"\bapp:\s*:(\w+)")
_RELEASES = re.compile(r"\breleases:\s*\[\s*(\w+):")
_LOCAL = re.compile(r"\bpath:\s*\"([^\"]+)\"")
_READS = re.compile(r"\bFile\.(?:read|stream)!?|\bCode\.(?:require|eval)_file|\bSystem\.cmd")
_VARIABLES = frozenset({"MIX_ENV", "MIX_HOME", "HEX_HOME", "ELIXIR_ERL_OPTIONS"})


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """The `mix deps.get`s of `stage`."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager is not Manager.MIX or command.verb is not Verb.INSTALL_PROJECT:
            continue
        directory = directory_of(stage, run.at, command)
        if directory is not None:
            manifest = context_path_of(stage, run.at, posixpath.join(directory, "mix.exs"), project)
            yield Install(run, command, directory, parent(manifest) if manifest is not None else None)


def manifests(install: Install, project: Project) -> Manifests:
    """mix.exs and mix.lock, and those of the applications under an umbrella."""
    folder = install.context or ProjectPath("")
    lock = join(folder, "mix.lock")
    members = project.match(join(folder, "apps/*/mix.exs"))
    return Manifests(
        required=(join(folder, "mix.exs"),),
        optional=(*((lock,) if project.exists(lock) else ()), *members),
        lockfile=lock if project.exists(lock) else None,
        members=members,
        needs_source=_needs_source(project.read(join(folder, "mix.exs")) or ""),
    )


def _needs_source(text: str) -> str | None:
    local = _LOCAL.search(text)
    if local is not None:
        return f"mix.exs takes a dependency of the local folder {local[1]}"
    return "mix.exs reads other files" if _READS.search(text) is not None else None


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """The release on a slim image of the builder's system; it has Erlang in it."""
    reference = stage.reference
    if reference is None or canonical(reference.repository) not in _REPOSITORIES:
        return None
    commands = [(run, command) for run, command in run_commands(stage) if command.manager is Manager.MIX]
    start = started(stage)
    if start is None or not start.words or not commands:
        return None
    releases = [(run, command) for run, command in commands if "release" in _tasks(command)]
    if not releases:
        runs_mix = start.words[0] in {"mix", "iex"}
        missing = Missing(
            f"the container starts {start.words[0]}: make a release in a RUN (`mix release`), and start that"
        )
        return missing if runs_mix else None
    folders = tuple(folder for run, command in releases for folder in _folders(stage, run, command, project))
    if not folders:
        return Missing("where `mix release` puts the release is not known")
    paths = start_paths(stage, start)
    found = next((folder for folder in folders for path in paths if path.startswith(f"{folder}/bin/")), None)
    if found is None:
        return Missing(f"the container starts {start.words[0]}, but `mix release` makes {folders[0]}")
    return _plan(stage, reference, found, start)


def _tasks(command: PackageCommand) -> tuple[str, ...]:
    return tuple(word.value.rstrip(",") for word in command.call.arguments)


def _plan(stage: Stage, reference: ImageReference, folder: str, start: Started) -> RuntimePlan | Missing:
    if system_of(reference) is None:
        return Missing(
            f"which system {reference.text} is built on is not known: name it in the tag, or pin a newer one"
        )
    image = runtime_base(reference)
    stranger = missing_user(stage, image)
    if stranger is not None:
        return stranger
    needed = _ALPINE if is_alpine(reference) else _DEBIAN
    sets_language = any(
        pair.key.raw in {"LANG", "LC_ALL"} for placed in stage.every(Env) for pair in placed.node.assignments
    )
    return RuntimePlan(
        image=image,
        artifacts=(Artifact(folder, folder),),
        environment=() if sets_language else (("LANG", "C.UTF-8"),),
        start=Start(start.placed.at, (*start.init, *start.own)) if start.is_shell and not start.is_alone else None,
        packages=(*needed, *needed_packages(stage, image)),
        build_variables=_VARIABLES,
        notes=("check that the program needs no file outside the release at run time",),
    )


def _folders(stage: Stage, run: Placed[Run], command: PackageCommand, project: Project) -> Iterator[str]:
    """The absolute folders of the release that a command makes."""
    directory = directory_of(stage, run.at, command)
    if directory is None:
        return
    path = command.option("--path")
    if path is not None:
        if path.value is not None and "$" not in path.value:
            yield posixpath.normpath(posixpath.join(directory, path.value))
        return
    environment = _environment(stage, run, command)
    name = _name(stage, run, command, directory, project)
    if environment is not None and name is not None:
        yield f"{directory}/_build/{environment}/rel/{name}"


def _environment(stage: Stage, run: Placed[Run], command: PackageCommand) -> str | None:
    inline = command.call.variable("MIX_ENV")
    if inline is not None:
        return inline if "$" not in inline else None
    binding = stage.scope.find("MIX_ENV", run.at)
    return binding.value if binding is not None else "dev"


def _name(stage: Stage, run: Placed[Run], command: PackageCommand, directory: str, project: Project) -> str | None:
    tasks = _tasks(command)
    after = tasks[tasks.index("release") + 1 :]
    if after and not after[0].startswith("-") and after[0].isidentifier():
        return after[0]
    manifest = context_path_of(stage, run.at, f"{directory}/mix.exs", project)
    text = project.read(manifest) if manifest is not None else None
    found = _RELEASES.search(text or "") or _APP.search(text or "")
    return found[1] if found is not None else None
