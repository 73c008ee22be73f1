"""Installs that do not hold on to the lockfile, and how they would."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems import node_manifests, python_installs
from dockwright.analysis.ecosystems.model import Install
from dockwright.analysis.ecosystems.node_tools import has_npm_ci, omit_dev
from dockwright.analysis.ecosystems.registry import installs_of, manifests_of
from dockwright.analysis.transfers import ContextCopy, brought, copies_before, place_of
from dockwright.model.commands import calls_of
from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath, join, name, parent
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Run
from dockwright.text.edit import Edit, delete, insert, replace
from dockwright.text.span import Span, cover

LOCKFILES = {**node_manifests.LOCKFILES, **python_installs.LOCKFILES, Manager.DOTNET: ("packages.lock.json",)}
"""The lockfiles of each manager; the first that exists counts."""

_FLAGS = {
    Manager.YARN: "--frozen-lockfile",
    Manager.PNPM: "--frozen-lockfile",
    Manager.BUN: "--frozen-lockfile",
    Manager.UV: "--locked",
    Manager.DOTNET: "--locked-mode",
}
_VERBS = {Manager.UV: "sync", Manager.DOTNET: "restore"}
_VARIABLES = {Manager.UV: ("UV_LOCKED", "UV_FROZEN")}
"""What freezes the lockfile when it is set by ENV."""
_MANIFESTS = {Manager.UV: "pyproject.toml", Manager.POETRY: "pyproject.toml", Manager.PIPENV: "Pipfile"}
"""The file that lies beside the lockfile, and whose COPY takes that too; package.json if not named here."""
_BERRY = "--immutable"
_OLD_PRODUCTION = frozenset({"--production", "--only=production", "--only=prod", "--prod"})


class Unlocked(NamedTuple):
    """An install that ignores or may change its lockfile.

    `edits` make it hold on to it; they are empty where there is no lockfile, and `message` says so. `span` is absolute.
    """

    span: Span
    message: str
    title: str
    edits: tuple[Edit, ...]


def locked_install(stage: Stage, project: Project, manager: Manager) -> Iterator[Unlocked]:
    """The installs of the project's dependencies by `manager` that are not bound to the lockfile."""
    for install in installs_of(stage, project):
        command = install.command
        if command.manager is not manager or _is_frozen(stage, install) or command.is_global or command.packages:
            continue
        if manager is Manager.NPM and not has_npm_ci(stage.root_reference):
            continue
        if manager in _VERBS and project.known and not _has_lockfile(install, project):
            continue
        span = install.run.place(cover(command.name_span, command.verb_span))
        wanted = _wanted(install, project)
        message = f"`{install.text}` may install other versions than the lockfile: use `{wanted}`"
        edits = tuple(_edits(stage, install, project))
        if not edits:
            if _is_cloned(stage, install, project):
                continue
            lock = LOCKFILES[manager][0]
            missing = f"; there is no {lock} in the build context, make one and commit it" if project.known else ""
            yield Unlocked(span, f"{message}{missing}", "", ())
            continue
        yield Unlocked(span, message, f"Use {wanted}", edits)


def is_berry(project: Project, folder: ProjectPath) -> bool:
    """Whether yarn is of version 2 or later, by its lockfile or settings."""
    text = project.read(join(folder, "yarn.lock"))
    return (text is not None and "__metadata:" in text) or project.exists(join(folder, ".yarnrc.yml"))


def _is_frozen(stage: Stage, install: Install) -> bool:
    """Whether the lockfile is held on to, or there is none that could be."""
    command = install.command
    if command.frozen or python_installs.is_pip(command):
        return True
    if command.manager is Manager.NPM and not has_npm_ci(stage.root_reference):
        return True
    return any(stage.scope.find(name, install.run.at) is not None for name in _VARIABLES.get(command.manager, ()))


def _has_lockfile(install: Install, project: Project) -> bool:
    return _lock_of(install, project) is not None


def _lock_of(install: Install, project: Project) -> ProjectPath | None:
    return manifests_of(install, project).lockfile if install.context is not None else None


def _is_cloned(stage: Stage, install: Install, project: Project) -> bool:
    """Whether it is the project of somebody else that is installed, which git fetches in the build."""
    if install.context is not None and brought(stage, install.run.at, join(install.context, "package.json"), project):
        return False
    return any(
        call.name == "git" and call.arguments and call.arguments[0].value == "clone"
        for run in stage.every(Run)
        if run.at <= install.run.at
        for call in calls_of(run.node)
    )


def _is_mounted(install: Install) -> bool:
    """Whether the lockfile comes by a mount, not by a COPY."""
    names = LOCKFILES[install.command.manager]
    return any(name in flag.text for flag in install.run.node.flags for name in names)


def _wanted(install: Install, project: Project) -> str:
    if install.command.manager is Manager.NPM:
        return "npm ci"
    flag = _flag(install, project)
    manager = install.command.manager
    return f"{manager.value} {_VERBS.get(manager, 'install')} {flag}"


def _flag(install: Install, project: Project) -> str:
    if install.command.manager is Manager.YARN and is_berry(project, install.context or ProjectPath("")):
        return _BERRY
    return _FLAGS[install.command.manager]


def _edits(stage: Stage, install: Install, project: Project) -> Iterator[Edit]:
    """The edits; none where no lockfile can be brought to the install."""
    lock = _lock_of(install, project)
    if lock is None:
        return
    if brought(stage, install.run.at, lock, project) is None and not _is_mounted(install):
        widened = _widened(stage, install, lock, project)
        if widened is None:
            return
        yield widened
    yield from _locked(install, project, omit_dev(stage.root_reference))


def _locked(install: Install, project: Project, omit: str) -> Iterator[Edit]:
    command = install.command
    if command.manager is not Manager.NPM:
        if install.run.node.json:
            return
        verb = "" if command.verb_span.start < command.verb_span.end else " install"
        yield insert(install.run.at + command.verb_span.end, f"{verb} {_flag(install, project)}")
        return
    yield replace(install.run.place(command.verb_span), "ci")
    for option in command.options:
        written = install.run.place(option.span)
        text = option.span.of(install.run.node.text)
        if text in _OLD_PRODUCTION:
            yield replace(written, omit)
        elif option.name in {"--save", "-S", "--save-exact", "-E", "--no-save", "--no-package-lock", "--package-lock"}:
            before = install.run.node.text[option.span.start - 1 : option.span.start]
            yield delete(Span(written.start - len(before), written.end))


def _widened(stage: Stage, install: Install, lock: ProjectPath, project: Project) -> Edit | None:
    """The edit that has the COPY of the manifest take the lockfile as well; None if there is no such COPY to widen."""
    if project.is_ignored(lock):
        return None
    manifest = join(parent(lock), _MANIFESTS.get(install.command.manager, "package.json"))
    for copy in reversed(copies_before(stage, install.run.at)):
        if place_of(copy, manifest, project) is not None:
            return _with_source(copy, manifest, lock)
    return None


def _with_source(copy: ContextCopy, manifest: ProjectPath, lock: ProjectPath) -> Edit | None:
    """Add `lock` after the source that is the manifest; the destination must be a folder."""
    destination = copy.placed.node.destination
    if copy.placed.node.json or copy.renames is not None or destination is None:
        return None
    source = next((word for word in copy.sources if name(ProjectPath(word.value)) == name(manifest)), None)
    if source is None:
        return None
    prefix = source.raw[: len(source.raw) - len(name(manifest))]
    return insert(copy.placed.at + source.span.end, f" {prefix}{name(lock)}")


def missing_lockfiles(stage: Stage, project: Project) -> Iterator[Unlocked]:
    """The installs of `stage` that are bound to a lockfile which does not reach them."""
    if not project.known:
        return
    for install in installs_of(stage, project):
        command = install.command
        if install.context is None or command.manager not in LOCKFILES or python_installs.is_pip(command):
            continue
        if not command.frozen or _is_mounted(install):
            continue
        span = install.run.place(cover(command.name_span, command.verb_span))
        lock = _lock_of(install, project)
        if lock is None:
            names = " or ".join(LOCKFILES[command.manager])
            if command.command.depth and any(name in install.run.node.text for name in LOCKFILES[command.manager]):
                # A test asks for the file: where there is none, the command does not run.
                continue
            yield Unlocked(span, f"`{install.text}` fails: there is no {names} in the build context", "", ())
        elif brought(stage, install.run.at, lock, project) is None:
            hidden = project.is_ignored(lock)
            why = f"{project.ignore_path} keeps {lock} back" if hidden else f"{lock} is not copied before it"
            widened = _widened(stage, install, lock, project)
            edits = (widened,) if widened is not None else ()
            yield Unlocked(span, f"`{install.text}` fails: {why}", f"Copy {lock} too", edits)
