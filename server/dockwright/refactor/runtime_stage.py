"""The lines of the runtime stage that a split adds."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Manifests, RuntimeInstall, RuntimePlan
from dockwright.analysis.roles import Role, role
from dockwright.analysis.system_packages import runtime_install
from dockwright.analysis.transfers import ContextCopy, context_copies, place_of
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.refactor.blocks import block_text, keyword, replace_arguments
from dockwright.refactor.manifests import manifest_lines
from dockwright.syntax import nodes
from dockwright.syntax.nodes import Instruction, Placed
from dockwright.text.edit import Edit


class RuntimeStage(NamedTuple):
    """What the lines are made of.

    `above` and `below` are the stage's instructions before and after the place
    of the split, `moved` those of `above` that leave the builder.
    """

    facts: Facts
    project: Project
    stage: Stage
    plan: RuntimePlan
    builder: str
    name: str
    above: tuple[Placed[Instruction], ...]
    below: tuple[Placed[Instruction], ...]
    moved: tuple[Placed[Instruction], ...]


def runtime_lines(runtime: RuntimeStage) -> Iterator[str]:
    """The lines of the new stage, without line ends, up to the instructions that stay where they are."""
    first = runtime.stage.from_
    yield f"{keyword(first, 'FROM')} {_platform(runtime)}{runtime.plan.image} {keyword(first, 'AS')} {runtime.name}"
    yield from _carried(runtime)
    yield from _workdir(runtime)
    yield from _environment(runtime)
    for install in runtime.plan.installs:
        yield from _install(runtime, install)
    for artifact in runtime.plan.artifacts:
        target = _target(artifact.target, _final_workdir(runtime))
        yield f"{keyword(first, 'COPY')} --from={runtime.builder} {artifact.source} {target}"
    yield from _user(runtime)
    for placed in runtime.moved:
        yield from block_text(runtime.facts.file, placed).rstrip("\r\n").replace("\r\n", "\n").split("\n")


def _platform(runtime: RuntimeStage) -> str:
    flag = runtime.stage.from_.node.flag("platform")
    if flag is None or "BUILDPLATFORM" in flag.text:
        return ""
    return f"{flag.text} "


def _carried(runtime: RuntimeStage) -> Iterator[str]:
    """What both stages need: ARG, ENV, SHELL, packages to run with, users and folders."""
    used = _used_names(runtime)
    for placed in runtime.above:
        node = placed.node
        found = role(runtime.stage, placed)
        if isinstance(node, nodes.Arg):
            names = [pair.key.raw for pair in node.assignments]
            if not used.isdisjoint(names):
                yield from _text(runtime, placed)
        elif isinstance(node, nodes.Env):
            yield from _text(runtime, placed)
        elif not runtime.plan.has_shell:
            continue
        elif (
            isinstance(node, nodes.Shell)
            or (found is Role.SET_UP and not _touches_source(runtime, placed))
            or (found is Role.UNKNOWN and not _after_source(runtime, placed))
        ):
            yield from _text(runtime, placed)
        elif found is Role.SYSTEM and isinstance(node, nodes.Run):
            text = runtime_install(node)
            if text is not None:
                yield f"{node.keyword.raw} {text}"


def _text(runtime: RuntimeStage, placed: Placed[Instruction]) -> Iterator[str]:
    text = block_text(runtime.facts.file, placed).rstrip("\r\n")
    yield from text.replace("\r\n", "\n").split("\n")


def _used_names(runtime: RuntimeStage) -> frozenset[str]:
    """The variables in the instructions that the runtime stage will have."""
    kinds = (nodes.Env, nodes.Label, nodes.Expose, nodes.User, nodes.Volume, nodes.Workdir, nodes.StopSignal)
    above = (placed.node for placed in runtime.above if isinstance(placed.node, kinds))
    kept = (*above, *(placed.node for placed in runtime.below))
    return frozenset(found.name for node in kept for word in node.arguments for found in word.substitutions)


def _after_source(runtime: RuntimeStage, placed: Placed[Instruction]) -> bool:
    copies = context_copies(runtime.stage)
    return bool(copies) and copies[0].placed.at < placed.at


def _touches_source(runtime: RuntimeStage, placed: Placed[Instruction]) -> bool:
    """Whether a `chmod` or `chown` after the COPY works on files that the last stage does not have."""
    return _after_source(runtime, placed)


def _final_workdir(runtime: RuntimeStage) -> str | None:
    return workdir_at(runtime.stage, runtime.stage.end)


def _workdir(runtime: RuntimeStage) -> Iterator[str]:
    if any(isinstance(placed.node, nodes.Workdir) for placed in runtime.below):
        return
    last = next((placed for placed in reversed(runtime.above) if isinstance(placed.node, nodes.Workdir)), None)
    if last is None or not runtime.plan.keeps_workdir:
        return
    path = _final_workdir(runtime)
    yield f"{last.node.keyword.raw} {path}" if path else next(_text(runtime, last))


def _environment(runtime: RuntimeStage) -> Iterator[str]:
    for name, value in runtime.plan.environment:
        yield f"{keyword(runtime.stage.from_, 'ENV')} {name}={value}"


def _install(runtime: RuntimeStage, install: RuntimeInstall) -> Iterator[str]:
    """The manifests as the builder copies them, or by name, and the command."""
    first = runtime.stage.from_
    copied: set[ProjectPath] = set()
    for copy in context_copies(runtime.stage):
        brings = _brings(copy, install, runtime.project)
        if brings and not copy.takes_everything and copy.placed.at < runtime.above[-1].end and _only(copy, install):
            copied |= brings
            yield from _text(runtime, Placed(copy.placed.at, copy.placed.node))
    left = Manifests(
        required=tuple(path for path in install.manifests.required if path not in copied),
        optional=tuple(path for path in install.manifests.optional if path not in copied),
        folders=install.manifests.folders,
    )
    copies = context_copies(runtime.stage)
    if copies:
        like = Placed(copies[0].placed.at, copies[0].placed.node)
        yield from manifest_lines(install.directory, install.context, left, runtime.stage, like)
    yield f"{keyword(first, 'RUN')} {install.command}"


def _brings(copy: ContextCopy, install: RuntimeInstall, project: Project) -> set[ProjectPath]:
    return {path for path in install.manifests.files if place_of(copy, path, project) is not None}


def _only(copy: ContextCopy, install: RuntimeInstall) -> bool:
    """Whether a COPY is for the manifests: what it names are files that look like them."""
    names = {path.rpartition("/")[2] for path in install.manifests.files}
    words = [source.value.rpartition("/")[2] for source in copy.sources]
    return all(word in names or "*" in word for word in words)


def _target(path: str, workdir: str | None) -> str:
    """A destination as it is, relative to the working directory where that is shorter."""
    if workdir and workdir != "/" and path.startswith(f"{workdir}/"):
        return f"./{path[len(workdir) + 1 :]}"
    return path


def _user(runtime: RuntimeStage) -> Iterator[str]:
    """The user: as the builder left it, unless it is set again below; else that of the plan."""
    if any(isinstance(placed.node, nodes.User) for placed in runtime.below):
        return
    last = next((placed for placed in reversed(runtime.above) if isinstance(placed.node, nodes.User)), None)
    if last is not None:
        yield from _text(runtime, last)
    elif runtime.plan.user is not None:
        yield f"{keyword(runtime.stage.from_, 'USER')} {runtime.plan.user}"


def start_edits(runtime: RuntimeStage) -> Iterator[Edit]:
    """The edit of the CMD or ENTRYPOINT where the plan starts something else than before."""
    start = runtime.plan.start
    if start is None:
        return
    for kind in (nodes.Entrypoint, nodes.Cmd):
        placed = runtime.stage.last(kind)
        if placed is not None and placed.at == start.at:
            yield replace_arguments(Placed(placed.at, placed.node), json.dumps(list(start.words)))
