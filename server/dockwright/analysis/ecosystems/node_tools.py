"""How pnpm and yarn come into an image of Node.js, which has neither pnpm nor a yarn of version 2."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Install, Missing
from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import packages_of
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage


class Tools(NamedTuple):
    """What must run before the manager: whole RUNs, by offset, and what stands before the install in its own RUN."""

    runs: tuple[int, ...] = ()
    prefix: str = ""


def tools_of(stage: Stage, install: Install) -> Tools | Missing:
    """What brings the manager of `install`."""
    before = [(run, command) for run, command in run_commands(stage) if run.at < install.run.at]
    runs = {run.at: run for run, command in before if _brings(command, install)}
    others = [command for run, command in before if run.at in runs and not _brings(command, install)]
    if others:
        return Missing(f"the RUN that brings {install.command.manager.value} does more than that")
    prefix = "".join(f"{text} && " for text in _own(install))
    if install.command.manager is Manager.PNPM and not runs and not prefix:
        return Missing("how pnpm comes into the image is not known")
    return Tools(tuple(runs), prefix)


def _brings(command: PackageCommand, install: Install) -> bool:
    manager = install.command.manager
    if command.manager is Manager.COREPACK:
        return manager in {Manager.PNPM, Manager.YARN}
    return command.is_global and any(package.name == manager.value for package in command.packages)


def _own(install: Install) -> Iterator[str]:
    """The commands in the RUN of the install that bring the manager."""
    for command in packages_of(install.run.node):
        if command is install.command:
            return
        if _brings(command, install):
            yield " ".join(word.text for word in command.call.words)
