"""Go binaries that a stage takes from another one."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.go import cgo_setting
from dockwright.model.facts import Facts
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.model import PackageCommand
from dockwright.model.run_commands import run_commands
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.model.uses import StageUse, UseKind
from dockwright.syntax.nodes import Copy, Placed, Run


class CopiedBinary(NamedTuple):
    """A binary that `go build` makes in one stage and a COPY takes into another.

    `is_static` is True if cgo is switched off for the build, None if the file does not say.
    """

    use: StageUse
    copy: Placed[Copy]
    run: Placed[Run]
    command: PackageCommand
    path: str
    is_static: bool | None


def copied_binaries(stage: Stage, facts: Facts) -> Iterator[CopiedBinary]:
    """The Go binaries that `stage` copies from the stages that build them."""
    for use in facts.uses:
        node = use.placed.node
        if use.user is not stage or use.kind is not UseKind.COPY or use.target is None or not isinstance(node, Copy):
            continue
        sources = {posixpath.normpath(posixpath.join("/", source.value)) for source in node.sources}
        for run, command in run_commands(use.target):
            path = _output(use.target, run, command)
            if path is not None and path in sources:
                copy = Placed(use.placed.at, node)
                yield CopiedBinary(use, copy, run, command, path, _is_static(use.target, run, command))


def _output(stage: Stage, run: Placed[Run], command: PackageCommand) -> str | None:
    if command.manager is not Manager.GO or command.verb is not Verb.BUILD:
        return None
    output = command.option("-o")
    workdir = workdir_at(stage, run.at)
    if output is None or output.value is None or command.directory is None or "$" in output.value:
        return None
    path = posixpath.join(workdir or "/", command.directory, output.value)
    return posixpath.normpath(path) if workdir is not None or path.startswith("/") else None


def _is_static(stage: Stage, run: Placed[Run], command: PackageCommand) -> bool | None:
    setting = cgo_setting(stage, run, command)
    return None if setting is None else setting == "0"
