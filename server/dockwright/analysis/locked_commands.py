"""cargo, bundler and composer: commands that do not hold on to the lockfile, and those that demand one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems import ruby, rust
from dockwright.analysis.ecosystems.rust_targets import context_of, workspace_root
from dockwright.analysis.lockfiles import Unlocked
from dockwright.analysis.transfers import brought
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath, join
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Placed, Run
from dockwright.text.edit import insert
from dockwright.text.span import Span, cover

_TRUE = frozenset({"1", "true"})
_PLATFORMS = re.compile(r"^PLATFORMS\n((?: {2}.*\n?)+)", re.MULTILINE)


class _Locking(NamedTuple):
    """A command that installs by a lockfile, and where that is in the context."""

    run: Placed[Run]
    command: PackageCommand
    lock: ProjectPath
    frozen: bool

    @property
    def span(self) -> Span:
        """What names the command."""
        return self.run.place(cover(self.command.name_span, self.command.verb_span))

    @property
    def text(self) -> str:
        """The command as written, without its arguments."""
        return self.span.shift(-self.run.at).of(self.run.node.text)


def unlocked_cargo(stage: Stage, project: Project) -> Iterator[Unlocked]:
    """The cargo builds that may change the Cargo.lock that they get."""
    for found in _cargo(stage, project):
        if not found.frozen and _reaches(stage, found, project):
            message = f"`{found.text}` may compile other versions than {found.lock} says: add --locked"
            form = found.run.node.command
            at = found.run.at + found.command.verb_span.end
            edits = () if form is not None and form.is_exec else (insert(at, " --locked"),)
            yield Unlocked(found.span, message, "Add --locked", edits)


def unlocked_bundler(stage: Stage, project: Project) -> Iterator[Unlocked]:
    """The `bundle install`s that may change the Gemfile.lock that they get."""
    for found in _bundler(stage, project):
        if not found.frozen and _reaches(stage, found, project):
            message = f"`{found.text}` may install other versions than {found.lock} says: set BUNDLE_FROZEN"
            form = found.run.node.command
            at = found.run.at + found.command.name_span.start
            edits = () if form is not None and form.is_exec else (insert(at, "BUNDLE_FROZEN=1 "),)
            yield Unlocked(found.span, message, "Set BUNDLE_FROZEN=1", edits)


def _reaches(stage: Stage, found: _Locking, project: Project) -> bool:
    return project.exists(found.lock) and brought(stage, found.run.at, found.lock, project) is not None


def is_for_linux(lock: str) -> bool:
    """Whether a Gemfile.lock names a platform that images have: bundler refuses to add one to a frozen lockfile."""
    found = _PLATFORMS.search(lock.replace("\r\n", "\n"))
    return found is None or "linux" in found[1] or any(line.strip() == "ruby" for line in found[1].split("\n"))


def missing_locks(stage: Stage, project: Project) -> Iterator[Unlocked]:
    """The commands that are bound to a lockfile which does not reach them."""
    if not project.known:
        return
    for found in (*_cargo(stage, project), *_bundler(stage, project)):
        if not found.frozen:
            continue
        if not project.exists(found.lock):
            why = f"there is no {found.lock} in the build context"
        elif brought(stage, found.run.at, found.lock, project) is not None:
            continue
        elif project.is_ignored(found.lock):
            why = f"{project.ignore_path} keeps {found.lock} back"
        else:
            why = f"{found.lock} is not copied before it"
        yield Unlocked(found.span, f"`{found.text}` fails: {why}", "", ())


def _cargo(stage: Stage, project: Project) -> Iterator[_Locking]:
    for run, command in run_commands(stage):
        if command.manager is not Manager.CARGO or not rust.is_build(command):
            continue
        context = context_of(stage, run, command, project)
        # A package that the RUN itself has just made up has no lockfile in the context.
        if context is not None and project.exists(join(context, "Cargo.toml")):
            lock = join(workspace_root(project, context), "Cargo.lock")
            yield _Locking(run, command, lock, command.frozen)


def _bundler(stage: Stage, project: Project) -> Iterator[_Locking]:
    for install in ruby.installs(stage, project):
        if install.context is not None and project.exists(join(install.context, "Gemfile")):
            lock = join(install.context, "Gemfile.lock")
            yield _Locking(
                install.run, install.command, lock, install.command.frozen or _is_deployed(stage, install.run)
            )


def _is_deployed(stage: Stage, run: Placed[Run]) -> bool:
    """Whether a variable or `bundle config` holds bundler to the lockfile."""
    for name in ("BUNDLE_FROZEN", "BUNDLE_DEPLOYMENT"):
        binding = stage.scope.find(name, run.at)
        if binding is not None and (binding.value is None or binding.value.lower() in _TRUE):
            return True
    return any(
        command.manager is Manager.BUNDLER
        and command.verb is Verb.CONFIGURE
        and any(word.value in {"frozen", "deployment"} for word in command.arguments)
        for other, command in run_commands(stage)
        if other.at <= run.at
    )
