"""Node.js: npm, yarn, pnpm and bun."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.directories import directory_of
from dockwright.analysis.ecosystems.model import (
    Artifact,
    Install,
    Manifests,
    Missing,
    RuntimeInstall,
    RuntimePlan,
    Start,
)
from dockwright.analysis.ecosystems.node_manifests import node_manifests, package_json
from dockwright.analysis.images import slim_image
from dockwright.analysis.starts import started
from dockwright.analysis.transfers import context_path_of
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.manifests.npm_lock import parse_npm_lock
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project
from dockwright.text.edit import Edit, insert

MANAGERS = frozenset({Manager.NPM, Manager.YARN, Manager.PNPM, Manager.BUN})
_OUTPUTS = frozenset({"dist", "build", "out", "lib", ".output", "compiled", "bundle"})
_RUNTIME_FOLDERS = ("public", "views", "static", "locales", "templates", "migrations", "prisma", "assets")
_NODE_SCRIPT = re.compile(r"^(?:exec\s+)?node\s+((?:--?[\w=.:-]+\s+)*)(\S+)$")


def installs(stage: Stage, project: Project) -> tuple[Install, ...]:
    """The installs of the project's own dependencies in `stage`."""
    return tuple(_installs(stage, project))


def _installs(stage: Stage, project: Project) -> Iterator[Install]:
    for run, command in run_commands(stage):
        if command.manager not in MANAGERS or command.verb is not Verb.INSTALL_PROJECT:
            continue
        directory = directory_of(stage, run.at, command)
        if directory is None:
            continue
        manifest = context_path_of(stage, run.at, posixpath.join(directory, "package.json"), project)
        context = ProjectPath(manifest.rpartition("/")[0]) if manifest is not None else None
        yield Install(run, command, directory, context)


def manifests(install: Install, project: Project) -> Manifests:
    """What `install` reads."""
    return node_manifests(project, install.context or ProjectPath(""), install.command.manager)


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """How to split a Node.js stage; None where it installs nothing or builds nothing."""
    found = installs(stage, project)
    if not found or stage.reference is None or stage.reference.repository != "node":
        return None
    install = found[0]
    if not any(run.at >= install.run.at and _is_build(command) for run, command in run_commands(stage)):
        return None
    start = _start(stage, install, project)
    if isinstance(start, Missing):
        return start
    output = _output(start.script, install, project)
    if isinstance(output, Missing):
        return output
    notes = [f"check that the program needs no file outside {output}/ at run time"]
    path = posixpath.join(install.directory, output)
    return RuntimePlan(
        image=slim_image(stage.reference),
        artifacts=(Artifact(path, path), *_runtime_folders(install, project, output)),
        installs=(_production(install, project),),
        environment=() if _sets_node_env(stage) else (("NODE_ENV", "production"),),
        start=start.replacement,
        builder_edits=tuple(_with_dev_dependencies(stage, install)),
        notes=tuple(notes),
    )


def _is_build(command: PackageCommand) -> bool:
    return command.verb is Verb.BUILD or (command.verb is Verb.RUN_SCRIPT and command.manager in MANAGERS)


class _Script(NamedTuple):
    """The JavaScript file that is started, relative to the install's folder, and the command if it is to be changed."""

    script: str
    replacement: Start | None


def _start(stage: Stage, install: Install, project: Project) -> _Script | Missing:
    start = started(stage)
    if start is None or not start.words:
        return Missing("what the container starts is not one plain command")
    words = start.words
    through = words[0] in {"npm", "yarn", "pnpm", "bun"}
    if through:
        package = package_json(project, install.context or ProjectPath(""))
        name = words[2] if words[1:2] == ("run",) and len(words) > len(("npm", "run")) else words[1]
        script = package.scripts.get(name) if package is not None else None
        match = _NODE_SCRIPT.match(script.strip()) if script is not None else None
        if match is None:
            return Missing(f"what `{' '.join(words)}` starts is not a plain `node FILE` in package.json")
        words = ("node", *match[1].split(), match[2])
    if words[0].rpartition("/")[2] != "node":
        return Missing(f"the container starts {words[0]}, not node")
    script = next((word for word in words[1:] if not word.startswith("-")), None)
    if script is None:
        return Missing("node is started without a file")
    workdir = workdir_at(stage, stage.end) or install.directory
    path = posixpath.relpath(posixpath.join(workdir, script), install.directory)
    replacement = Start(start.placed.at, words) if through or start.is_shell else None
    return _Script(path, replacement)


def _output(script: str, install: Install, project: Project) -> str | Missing:
    """The folder of the started file, if the build makes it: it is no source folder of the context."""
    folder = script.partition("/")[0]
    if script.startswith("..") or "/" not in script:
        return Missing(f"the started file {script} is not in a folder that the build makes")
    context = install.context or ProjectPath("")
    tsconfig = project.tsconfig(join(context, "tsconfig.json"))
    declared = posixpath.relpath(tsconfig.out_dir, context or ".") if tsconfig and tsconfig.out_dir else ""
    declared = declared.partition("/")[0]
    if folder in _OUTPUTS or folder == declared:
        return folder
    return Missing(f"{folder}/, where the started file is, is not known to be made by the build")


def _runtime_folders(install: Install, project: Project, output: str) -> Iterator[Artifact]:
    for name in _RUNTIME_FOLDERS:
        if name != output and project.is_dir(join(install.context or ProjectPath(""), name)):
            path = posixpath.join(install.directory, name)
            yield Artifact(path, path)


def _sets_node_env(stage: Stage) -> bool:
    binding = stage.scope.find("NODE_ENV")
    return binding is not None and binding.value == "production"


def _with_dev_dependencies(stage: Stage, install: Install) -> Iterator[Edit]:
    """In a builder that sets NODE_ENV=production the install would leave out what the build needs."""
    binding = stage.scope.find("NODE_ENV", install.run.at)
    if binding is None or binding.value != "production" or install.command.manager is not Manager.NPM:
        return
    if install.command.option("--include") is None and not install.command.production_only:
        yield insert(install.run.at + install.command.verb_span.end, " --include=dev")


def _production(install: Install, project: Project) -> RuntimeInstall:
    context = install.context or ProjectPath("")
    read = node_manifests(project, context, install.command.manager)
    return RuntimeInstall(install.directory, context, read, production_command(install.command.manager, read, project))


def production_command(manager: Manager, read: Manifests, project: Project) -> str:
    """The command that installs production dependencies only, from the lockfile where there is one."""
    locked = read.lockfile is not None
    if manager is Manager.YARN:
        text = project.read(read.lockfile) if read.lockfile is not None else None
        if text is not None and "__metadata:" in text:
            return "yarn workspaces focus --all --production"
        return f"yarn install{' --frozen-lockfile' if locked else ''} --production"
    if manager is Manager.PNPM:
        return f"pnpm install{' --frozen-lockfile' if locked else ''} --prod"
    if manager is Manager.BUN:
        return f"bun install{' --frozen-lockfile' if locked else ''} --production"
    scripts = "" if needs_scripts(read, project) else " --ignore-scripts"
    return f"npm {'ci' if locked else 'install'} --omit=dev{scripts}"


def needs_scripts(read: Manifests, project: Project) -> bool:
    """Whether a production dependency runs a script when it is installed, as far as an npm lockfile tells; else yes."""
    text = project.read(read.lockfile) if read.lockfile is not None else None
    lock = parse_npm_lock(text) if text is not None else None
    return (
        lock is None or not lock.records_scripts or any(package in lock.production for package in lock.install_scripts)
    )
