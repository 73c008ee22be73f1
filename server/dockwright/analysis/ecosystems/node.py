"""Node.js: npm, yarn, pnpm and bun."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimeInstall, RuntimePlan
from dockwright.analysis.ecosystems.node_installs import MANAGERS, installs, manifests
from dockwright.analysis.ecosystems.node_manifests import package_json, uses_prisma
from dockwright.analysis.ecosystems.node_next import next_plan
from dockwright.analysis.ecosystems.node_start import node_start, output_folder
from dockwright.analysis.ecosystems.node_static import static_plan
from dockwright.analysis.ecosystems.node_tools import Tools, has_npm_ci, omit_dev, tools_of
from dockwright.analysis.images import slim_image
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.transfers import context_copies
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.manifests.npm_lock import LockedPackage, parse_npm_lock
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project
from dockwright.text.edit import Edit, insert

__all__ = ["MANAGERS", "installs", "manifests", "plan"]

_REPOSITORIES = frozenset({"node", "oven/bun"})
_RUNTIME_FOLDERS = ("public", "views", "static", "locales", "templates", "migrations", "prisma", "assets")


def plan(stage: Stage, project: Project) -> RuntimePlan | Missing | None:
    """How to split a Node.js stage; None where it installs nothing or builds nothing."""
    found = installs(stage, project)
    if not found or stage.reference is None or stage.reference.repository not in _REPOSITORIES:
        return None
    install = found[0]
    if not any(run.at >= install.run.at and _is_build(command) for run, command in run_commands(stage)):
        return None
    special = _special(stage, install, project)
    if special is not None:
        return special
    read = manifests(install, project)
    obstacle = _obstacle(stage, found, read, project)
    if obstacle is not None:
        return obstacle
    start = node_start(stage, install, project)
    if isinstance(start, Missing):
        return start
    output = output_folder(start.script, install, project)
    if isinstance(output, Missing):
        return output
    tools = tools_of(stage, install)
    if isinstance(tools, Missing):
        return tools
    image = slim_image(stage.reference)
    path = posixpath.join(install.directory, output)
    return RuntimePlan(
        image=image,
        artifacts=(Artifact(path, path), *_beside(install, read, project, output)),
        installs=(_production(stage, install, read, tools, project),),
        environment=() if _sets_node_env(stage) else (("NODE_ENV", "production"),),
        start=start.replacement,
        builder_edits=tuple(_with_dev_dependencies(stage, install)),
        tools=tools.runs,
        packages=needed_packages(stage, image),
        notes=tuple(_notes(read, output, image, project)),
    )


def _special(stage: Stage, install: Install, project: Project) -> RuntimePlan | Missing | None:
    """The plan for a stage that needs no production dependencies in the image that ships."""
    found = static_plan(stage, install, project) or next_plan(stage, install, project)
    if isinstance(found, RuntimePlan):
        return found._replace(builder_edits=tuple(_with_dev_dependencies(stage, install)))
    return found


def _is_build(command: PackageCommand) -> bool:
    return command.verb is Verb.BUILD or (command.verb is Verb.RUN_SCRIPT and command.manager in MANAGERS)


def _obstacle(stage: Stage, found: tuple[Install, ...], read: Manifests, project: Project) -> Missing | None:
    """Why production dependencies cannot be installed anew."""
    folders = dict.fromkeys(install.directory for install in found)
    if len(folders) > 1:
        return Missing(f"dependencies are installed in {' and '.join(folders)}: which of them run is not known")
    if not project.known:
        if any(_brings_manifest(stage, install) for install in found):
            return None
        return Missing("the build context is not known, nor which files the install reads")
    missing = next((path for path in read.required if not project.exists(path)), None)
    if missing is not None:
        return Missing(f"there is no {missing} in the build context")
    hidden = next((path for path in read.files if project.is_ignored(path)), None)
    if hidden is not None:
        return Missing(f"{hidden} is kept back by {project.ignore_path}")
    if read.needs_source is not None:
        return Missing(read.needs_source)
    if read.members:
        return Missing("which of the workspaces the program needs is not known")
    return None


def _brings_manifest(stage: Stage, install: Install) -> bool:
    """Whether a COPY names the manifests, so that it can be repeated without knowing the context."""
    return any(
        copy.placed.at < install.run.at and not copy.takes_everything and "package" in copy.sources[0].value
        for copy in context_copies(stage)
    )


def _beside(install: Install, read: Manifests, project: Project, output: str) -> Iterator[Artifact]:
    """What the program may read beside its own files: folders of the context, and the client that Prisma generates."""
    context = install.context or ProjectPath("")
    package = package_json(project, context)
    if package is not None and uses_prisma(package):
        path = posixpath.join(install.directory, "node_modules/.prisma")
        yield Artifact(path, path)
    for name in _RUNTIME_FOLDERS:
        folder = join(context, name)
        if name != output and folder not in read.folders and project.is_dir(folder) and not project.is_ignored(folder):
            path = posixpath.join(install.directory, name)
            yield Artifact(path, path)


def _notes(read: Manifests, output: str, image: str, project: Project) -> Iterator[str]:
    yield f"check that the program needs no file outside {output}/ at run time"
    native = [package.name for package in _with_scripts(read, project)]
    if native and not image.endswith("alpine"):
        yield f"that {', '.join(native[:3])} can be installed in {image}, which has no compiler"
    if read.caution:
        yield read.caution


def _sets_node_env(stage: Stage) -> bool:
    binding = stage.scope.find("NODE_ENV")
    return binding is not None and binding.value == "production"


def _with_dev_dependencies(stage: Stage, install: Install) -> Iterator[Edit]:
    """In a builder that sets NODE_ENV=production the install would leave out what the build needs."""
    binding = stage.scope.find("NODE_ENV", install.run.at)
    form = install.run.node.command
    if binding is None or binding.value != "production" or install.command.manager is not Manager.NPM:
        return
    if form is None or form.is_exec:
        return
    if install.command.option("--include") is None and not install.command.production_only:
        yield insert(install.run.at + install.command.verb_span.end, " --include=dev")


def _production(stage: Stage, install: Install, read: Manifests, tools: Tools, project: Project) -> RuntimeInstall:
    command = production_command(stage, install.command, read, project)
    flags = tuple(flag.span.of(install.run.node.text) for flag in install.run.node.flags)
    return RuntimeInstall(install.directory, install.context or ProjectPath(""), read, tools.prefix + command, flags)


def production_command(stage: Stage, install: PackageCommand, read: Manifests, project: Project) -> str:
    """The command that installs production dependencies only, from the lockfile where there is one."""
    manager = install.manager
    locked = read.lockfile is not None or (install.frozen and not project.known)
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
    return f"npm {'ci' if locked and has_npm_ci(stage) else 'install'} {omit_dev(stage)}{scripts}"


def needs_scripts(read: Manifests, project: Project) -> bool:
    """Whether a production dependency runs a script when it is installed, as far as an npm lockfile tells; else yes."""
    text = project.read(read.lockfile) if read.lockfile is not None else None
    lock = parse_npm_lock(text) if text is not None else None
    return lock is None or not lock.records_scripts or bool(lock.install_scripts)


def _with_scripts(read: Manifests, project: Project) -> tuple[LockedPackage, ...]:
    text = project.read(read.lockfile) if read.lockfile is not None else None
    lock = parse_npm_lock(text) if text is not None else None
    return lock.install_scripts if lock is not None else ()
