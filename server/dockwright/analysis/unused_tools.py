"""Whether a stage could be based on the `-slim` variant of its image, for all that its file says."""

from collections.abc import Iterator

from dockwright.analysis.ecosystems.node_installs import installs
from dockwright.knowledge import images
from dockwright.model.commands import calls_of, calls_of_form
from dockwright.model.packages.kinds import Family, Verb
from dockwright.model.packages.read import packages_of
from dockwright.model.references import ImageReference
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Cmd, Entrypoint, Healthcheck, Run

_BUILDS = frozenset({Verb.BUILD, Verb.RUN_SCRIPT})
_LANGUAGES = frozenset({"node", "python", "ruby"})
_EVERYWHERE = frozenset(
    {"cat", "cd", "chgrp", "chmod", "chown", "cp", "echo", "groupadd", "ln", "ls", "mkdir", "mv", "printf", "rm", "sed"}
    | {"set", "sh", "sleep", "tee", "test", "[", "touch", "true", "useradd", "usermod", "export", "tar", "find", "id"}
)
_OWN = {
    "node": frozenset({"node", "npm", "npx", "corepack", "yarn"}),
    "python": frozenset({"python", "python3"}),
    "ruby": frozenset({"ruby"}),
}


def slim_instead(stage: Stage, project: Project) -> str | None:
    """The slim tag to use in the place of the stage's own; None where something may need the full image."""
    reference = stage.reference
    if reference is None or reference.digest is not None or reference.repository not in _LANGUAGES:
        return None
    if _is_small(reference):
        return None
    known = _EVERYWHERE | _OWN[reference.repository]
    if any(name not in known for name in _called(stage)) or not _installs_plainly(stage, project):
        return None
    return images.same_version_variant(reference.repository, reference.tag, "slim")


def _is_small(reference: ImageReference) -> bool:
    flavour = images.shape_of(reference.repository, reference.tag).flavour
    return any(word == "slim" or word.startswith("alpine") for word in flavour)


def _called(stage: Stage) -> Iterator[str]:
    """The programs that the stage runs while it is built and when it starts."""
    for run in stage.every(Run):
        yield from (call.name for call in calls_of(run.node))
    for kind in (Cmd, Entrypoint, Healthcheck):
        placed = stage.last(kind)
        form = placed.node.command if placed is not None else None
        if form is not None:
            yield from (call.name for call in calls_of_form(form))


def _installs_plainly(stage: Stage, project: Project) -> bool:
    """Whether nothing is built and no install can need a compiler: npm's lockfile tells which packages are native."""
    wanted = {install.command.call: install for install in installs(stage, project)}
    for run in stage.every(Run):
        for command in packages_of(run.node):
            if command.manager.family is not Family.NODE or command.verb in _BUILDS:
                return False
            install = wanted.get(command.call)
            if install is None:
                continue
            lock = project.npm_lock(install.context) if install.context is not None else None
            if lock is None or lock.native or lock.install_scripts:
                return False
    return not any(command.packages for run in stage.every(Run) for command in packages_of(run.node))
