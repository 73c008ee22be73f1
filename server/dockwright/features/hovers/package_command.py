"""A command of a package manager: what it does to the layer and to the cache."""

from collections.abc import Iterator

from dockwright.analysis.ecosystems.registry import installs_of, manifests_of
from dockwright.features.hovers.model import Cursor, Hover
from dockwright.model.packages.caches import APT_ARCHIVES, APT_LISTS, CACHES, is_mounted
from dockwright.model.packages.cleanups import cleanups_of
from dockwright.model.packages.kinds import Family, Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import packages_of
from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.span import cover

_DOES = {
    Verb.INSTALL_PROJECT: "installs what the project's own manifest names",
    Verb.DOWNLOAD: "downloads dependencies and installs nothing",
    Verb.BUILD: "builds the source that is in the image by now",
    Verb.RUN_SCRIPT: "runs a script of the project",
    Verb.UPDATE_INDEX: "fetches the index of packages",
    Verb.UPGRADE: "brings newer versions of what is there",
    Verb.REMOVE: "removes packages: from what is seen, not from the layers before",
    Verb.PRUNE: "removes what production does not need: from what is seen, not from the layers before",
    Verb.CLEAN_CACHE: "empties the manager's cache: it saves space only in the step that filled it",
    Verb.TEST: "runs the tests of the project",
}
_FILLS_CACHE = frozenset({Verb.INSTALL_PROJECT, Verb.INSTALL_PACKAGES, Verb.DOWNLOAD, Verb.UPGRADE, Verb.BUILD})
_LOCKED = frozenset({Family.NODE, Family.PYTHON, Family.RUST, Family.DOTNET})


def package_hover(cursor: Cursor) -> Iterator[Hover]:
    """The command whose name or verb is under the cursor."""
    placed = cursor.placed
    stage = cursor.snapshot.facts.stage_at(cursor.offset)
    if placed is None or stage is None or not isinstance(placed.node, Run):
        return
    is_exec = placed.node.command is not None and placed.node.command.is_exec
    if not is_exec and not stage.state_at(placed.at).is_posix:
        return
    run = Placed(placed.at, placed.node)
    for command in packages_of(placed.node):
        span = cover(command.name_span, command.verb_span)
        if cursor.on(span) and (command.verb in _DOES or command.verb is Verb.INSTALL_PACKAGES):
            lines = [f"**{command.program} {command.verb_name}** {_does(command)}."]
            lines.extend(_install(cursor, stage, run, command))
            lines.extend(_downloads(run.node, command))
            yield Hover("\n\n".join(lines), run.place(span))


def _does(command: PackageCommand) -> str:
    if command.verb is Verb.INSTALL_PACKAGES:
        count = len(command.packages)
        return f"installs {count} package{'' if count == 1 else 's'} that it names" if count else "installs packages"
    return _DOES[command.verb]


def _install(cursor: Cursor, stage: Stage, run: Placed[Run], command: PackageCommand) -> Iterator[str]:
    """What an install reads and leaves out, and when it runs again."""
    if command.verb is Verb.UPDATE_INDEX:
        yield "The index stays as it is while the step is cached: an install belongs into the same RUN."
    if command.production_only:
        yield "Development dependencies are left out."
    if command.frozen and command.manager.family in _LOCKED:
        yield "Installs exactly what the lockfile says, or fails."
    if not command.installs_project:
        return
    project = cursor.snapshot.project
    for install in installs_of(stage, project):
        if install.run.at == run.at and install.command.name_span == command.name_span:
            files = [f"`{path}`" for path in manifests_of(install, project).files]
            if files:
                yield f"Reads {', '.join(files)}."


def _downloads(node: Run, command: PackageCommand) -> Iterator[str]:
    """What becomes of the manager's cache."""
    folders = _folders(command)
    if not folders:
        return
    names = " or ".join(f"`{folder}`" for folder in folders)
    if any(is_mounted(node, folder) for folder in folders):
        yield f"What it downloads ({names}) goes to a mount and not into the layer."
    elif command.no_cache:
        yield "It keeps no cache, so no downloads stay in the layer."
    elif any(found.clears(folder) for found in cleanups_of(node) for folder in folders):
        yield f"What it downloads ({names}) is removed in the same step."
    elif command.manager is Manager.APT and command.verb is not Verb.UPDATE_INDEX:
        yield f"The images of Debian and Ubuntu empty {names} after each install."
    else:
        yield f"What it downloads stays in the layer, for root usually in {names}: a cache mount keeps it out."


def _folders(command: PackageCommand) -> tuple[str, ...]:
    """The folders that the command fills."""
    if command.manager is Manager.APT:
        return (APT_LISTS,) if command.verb is Verb.UPDATE_INDEX else (APT_ARCHIVES,) if _fills(command) else ()
    return CACHES.get(command.manager, ()) if _fills(command) else ()


def _fills(command: PackageCommand) -> bool:
    return command.verb in _FILLS_CACHE
