"""Where pip, poetry, uv and pipenv install a project's dependencies, and what they read."""

import posixpath
import re
from collections.abc import Iterator

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.model import Install, Manifests
from dockwright.analysis.transfers import context_path_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.manifests.pyproject import PyProject
from dockwright.project.paths import ROOT, ProjectPath, join, normalise, parent
from dockwright.project.snapshot import Project

MANAGERS = frozenset({Manager.PIP, Manager.POETRY, Manager.UV, Manager.PIPENV})

LOCKFILES: dict[Manager, tuple[str, ...]] = {
    Manager.POETRY: ("poetry.lock",),
    Manager.UV: ("uv.lock",),
    Manager.PIPENV: ("Pipfile.lock",),
}
"""The lockfiles of each manager."""

_MANIFEST = {Manager.POETRY: "pyproject.toml", Manager.UV: "pyproject.toml", Manager.PIPENV: "Pipfile"}
_OPTIONAL = {Manager.POETRY: ("poetry.toml",), Manager.UV: ("uv.toml", ".python-version")}
_APART = {Manager.POETRY: ("--no-root",), Manager.UV: ("--no-install-project", "--no-install-workspace")}
"""With these options only the dependencies are installed, not the project."""
_WITHOUT_DEV = {Manager.POETRY: "--without dev", Manager.UV: "--no-dev"}
_LOCAL_IN_PIPFILE = re.compile(r"""\bpath\s*=\s*["']""")


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """The installs of the project's own dependencies in `stage`, without those that only finish an earlier one."""
    found: list[Install] = []
    for install in _installs(stage, project):
        command = install.command
        apart = _APART.get(command.manager, ())
        earlier = (
            other
            for other in found
            if other.command.manager is command.manager and other.directory == install.directory
        )
        if not any(other.command.has(*apart) for other in earlier):
            found.append(install)
    return tuple(found)


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager not in MANAGERS or command.verb is not Verb.INSTALL_PROJECT or command.has("--only-root"):
            continue
        directory = directory_of(stage, run.at, command)
        if directory is None:
            continue
        name = _MANIFEST.get(command.manager, "")
        if is_pip(command):
            files = requirement_files(command)
            if not files or installs_itself(command):
                continue
            directory, name = _requirements_place(directory, files[0])
        path = context_path_of(stage, run.at, posixpath.join(directory, name), project)
        context = _context(path, name)
        if context is None and any(
            "type=bind" in flag.text and "pyproject.toml" in flag.text for flag in run.node.flags
        ):
            context = ROOT
        yield Install(run, command, directory, context)


def is_pip(command: PackageCommand) -> bool:
    """Whether it is pip, or uv in its place."""
    return command.manager is Manager.PIP or (command.manager is Manager.UV and command.verb_name.startswith("pip "))


def requirement_files(command: PackageCommand) -> tuple[str, ...]:
    """The requirements files that pip is given, as written; none if a variable stands in one."""
    files = command.values("-r", "--requirement", "--requirements")
    if command.verb_name == "pip sync":
        files = tuple(word.value for word in command.arguments)
    return () if any("$" in file for file in files) else files


def installs_itself(command: PackageCommand) -> bool:
    """Whether pip is told to install the project itself, or another folder."""
    return any(package.is_local for package in command.packages) or any(
        "://" not in value and not value.startswith("git+") for value in command.values("-e", "--editable")
    )


def _requirements_place(directory: str, file: str) -> tuple[str, str]:
    """The folder from which a requirements file is named, and its name there."""
    path = posixpath.normpath(posixpath.join(directory, file))
    if path.startswith(f"{directory.rstrip('/')}/") and not (file.startswith("/") and directory == "/"):
        return directory, posixpath.relpath(path, directory)
    folder, _, name = path.rpartition("/")
    return folder or "/", name


def _context(path: ProjectPath | None, name: str) -> ProjectPath | None:
    """The folder of the context in which `name` is the file at `path`."""
    if path is None or not f"/{path}".endswith(f"/{normalise(name)}"):
        return None
    return ProjectPath(path[: len(path) - len(normalise(name))].rstrip("/"))


def manifests(install: Install, project: Project) -> Manifests:
    """What `install` reads."""
    folder = install.context or ProjectPath("")
    if is_pip(install.command):
        return _pip_manifests(install, folder, project)
    manager = install.command.manager
    lock = next((path for name in LOCKFILES[manager] if project.exists(path := join(folder, name))), None)
    required = (join(folder, _MANIFEST[manager]), *([lock] if lock is not None else []))
    optional = (path for name in _OPTIONAL.get(manager, ()) if project.exists(path := join(folder, name)))
    if manager is Manager.PIPENV:
        local = _LOCAL_IN_PIPFILE.search(project.read(join(folder, "Pipfile")) or "")
        reason = "Pipfile installs a local folder" if local is not None else None
        return Manifests(required, tuple(optional), lockfile=lock, needs_source=reason)
    pyproject = project.pyproject(folder)
    return Manifests(
        required,
        tuple(optional),
        lockfile=lock,
        needs_source=_needs_source(pyproject),
        apart=_apart(install.command, pyproject),
    )


def _needs_source(pyproject: PyProject | None) -> str | None:
    if pyproject is None or not pyproject.local_paths:
        return None
    return f"pyproject.toml depends on the local folder {pyproject.local_paths[0]}"


def _apart(command: PackageCommand, pyproject: PyProject | None) -> str:
    """The option that leaves the project out, where it is a package to be installed."""
    options = _APART[command.manager]
    if pyproject is None or not pyproject.is_package or command.has(*options, "--no-directory", "--only-group"):
        return ""
    return options[0]


def _pip_manifests(install: Install, folder: ProjectPath, project: Project) -> Manifests:
    """The requirements files, with those that they include, from their own folders."""
    required: dict[ProjectPath, None] = {}
    for file in (*requirement_files(install.command), *install.command.values("-c", "--constraint", "--constraints")):
        path = posixpath.relpath(posixpath.join(install.directory, file), install.directory)
        if install.command.directory is not None and file.startswith("/"):
            path = posixpath.relpath(file, install.directory)
        required[join(folder, path)] = None
    links = (value for value in install.command.values("-f", "--find-links") if "://" not in value)
    needs_source = next((f"pip looks for packages in the folder {value}" for value in links), None)
    waiting = list(required)
    while waiting:
        path = waiting.pop()
        requirements = project.requirements(path)
        if requirements is None:
            continue
        if requirements.local_paths:
            needs_source = f"{path} installs the local folder {requirements.local_paths[0]}"
        elif requirements.found_in:
            needs_source = f"{path} looks for packages in the folder {requirements.found_in[0]}"
        for include in requirements.includes:
            included = join(parent(path), include)
            if included not in required and "://" not in include:
                required[included] = None
                waiting.append(included)
    return Manifests(tuple(required), needs_source=needs_source)


def without_dev(stage: Stage, install: Install, project: Project) -> str:
    """The option that `install` lacks to leave development dependencies out, where the project has any; else `""`."""
    command = install.command
    flag = _WITHOUT_DEV.get(command.manager, "")
    if not flag or is_pip(command) or command.development is not None or install.context is None:
        return ""
    if command.has("--only", "--without", "--only-group", "--no-default-groups"):
        return ""
    pyproject = project.pyproject(install.context)
    if pyproject is None or not pyproject.has_dev_group:
        return ""
    return "" if stage.scope.find("UV_NO_DEV", install.run.at) is not None else flag
