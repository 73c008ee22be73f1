"""Node.js: npm, yarn, pnpm and bun."""

import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Artifact, Install, Manifests, Missing, RuntimePlan
from dockwright.analysis.ecosystems.node_files import beside, environment_files
from dockwright.analysis.ecosystems.node_installs import MANAGERS, installs, manifests
from dockwright.analysis.ecosystems.node_next import next_plan
from dockwright.analysis.ecosystems.node_production import Production, Target, production, with_scripts
from dockwright.analysis.ecosystems.node_start import NodeStart, node_start, output_folder
from dockwright.analysis.ecosystems.node_static import static_plan
from dockwright.analysis.images import slim_image
from dockwright.analysis.needed_packages import needed_packages
from dockwright.analysis.transfers import context_copies
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.text.edit import Edit, insert

__all__ = ["MANAGERS", "installs", "manifests", "plan"]

_REPOSITORIES = frozenset({"node", "oven/bun"})


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
    return _plan(Target(stage, install, read, slim_image(stage.reference), project), start)


def _plan(target: Target, start: NodeStart) -> RuntimePlan | Missing:
    stage, install, read, image, project = target
    output = output_folder(start.script, install, project)
    if isinstance(output, Missing):
        return output
    modules = production(target)
    if isinstance(modules, Missing):
        return modules
    path = posixpath.join(install.directory, output)
    others = tuple(beside(stage, install, read, project, output))
    return RuntimePlan(
        image=image,
        artifacts=(Artifact(path, path), *_without_parts((*modules.artifacts, *others))),
        installs=modules.installs,
        environment=() if _sets_node_env(stage) else (("NODE_ENV", "production"),),
        start=start.replacement,
        builder_edits=tuple(_with_dev_dependencies(stage, install)),
        extra_builds=modules.prunes,
        tools=modules.tools,
        packages=needed_packages(stage, image),
        workdir=None if modules.installs else install.directory,
        notes=tuple(_notes(target, modules, output)),
    )


def _without_parts(artifacts: tuple[Artifact, ...]) -> Iterator[Artifact]:
    """The artifacts that do not lie in another one."""
    for artifact in artifacts:
        if not any(artifact.source.startswith(f"{other.source}/") for other in artifacts):
            yield artifact


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


def _notes(target: Target, modules: Production, output: str) -> Iterator[str]:
    yield f"check that the program needs no file outside {output}/ at run time"
    native = [package.name for package in with_scripts(target.read, target.project)]
    if native and not modules.installs and target.is_other_image:
        yield f"that {', '.join(native[:3])} needs no library of the full image that {target.image} has not"
    if target.read.caution and modules.installs:
        yield target.read.caution
    secrets = environment_files(target.stage, target.install, target.project)
    if secrets:
        yield f"that what {' and '.join(secrets)} says is given when the container is started: it is not taken over"


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
