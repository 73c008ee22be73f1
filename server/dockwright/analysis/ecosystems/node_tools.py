"""How pnpm and yarn come into an image of Node.js, which has no pnpm and no yarn 2, and what its npm knows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Install, Missing
from dockwright.model.packages.kinds import Manager
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import packages_of
from dockwright.model.references import ImageReference
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


_NODE = re.compile(r"(\d+)(?:\.(\d+))?")
_CI_SINCE = {8: 12, 10: 3}
"""The first minor version of a line of Node.js whose npm has `ci`; 9 and what is older than 8 have none."""
_OMIT_SINCE = 15


def has_npm_ci(reference: ImageReference | None) -> bool:
    """Whether npm in an image of Node.js has `npm ci`, which came with npm 5.7.

    Node.js 10 has had it since 10.3.0 (npm 6.1), Node.js 8 since 8.12.0 (npm 6.4).
    """
    release = _node(reference)
    if release is None or release[0] > max(_CI_SINCE):
        return True
    major, minor = release
    return major in _CI_SINCE and (minor is None or minor >= _CI_SINCE[major])


def omit_dev(reference: ImageReference | None) -> str:
    """The option of npm that leaves out development dependencies: `--omit` came with npm 7, that is Node.js 15."""
    release = _node(reference)
    return "--omit=dev" if release is None or release[0] >= _OMIT_SINCE else "--only=production"


def _node(reference: ImageReference | None) -> tuple[int, int | None] | None:
    """Major and minor version of Node.js in the image, as far as its tag tells."""
    match = _NODE.match(reference.tag or "") if reference is not None and reference.repository == "node" else None
    return (int(match[1]), int(match[2]) if match[2] else None) if match is not None else None
