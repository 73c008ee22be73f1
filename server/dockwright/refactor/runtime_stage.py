"""The lines of the runtime stage that a split adds."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.ecosystems.model import Manifests, RuntimeInstall, RuntimePlan
from dockwright.analysis.images import is_alpine, system
from dockwright.analysis.roles import Role, role
from dockwright.analysis.split import is_carried
from dockwright.analysis.system_packages import apk_install, apt_install, runtime_install
from dockwright.analysis.transfers import ContextCopy, context_copies, place_of
from dockwright.model.facts import Facts
from dockwright.model.stages import Stage
from dockwright.model.state import workdir_at
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.refactor.blocks import block, keyword, replace_arguments
from dockwright.refactor.manifests import manifest_lines
from dockwright.syntax import nodes
from dockwright.syntax.nodes import Instruction, Placed
from dockwright.text.edit import Edit, apply

_SUBSTITUTED = (
    nodes.Env,
    nodes.Label,
    nodes.Expose,
    nodes.User,
    nodes.Volume,
    nodes.Workdir,
    nodes.StopSignal,
    nodes.Transfer,
)
_LEGACY = re.compile(r"""([Ee][Nn][Vv]\s+)(\w+)\s+([^\s"'\\`]+)""")
_VARIABLE = re.compile(r"\$\{([A-Za-z_]\w*)")


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
    yield f"{keyword(first, 'FROM')} {_platform(runtime)}{_image(runtime)} {keyword(first, 'AS')} {runtime.name}"
    yield from _packages(runtime)
    yield from _carried(runtime)
    yield from _workdir(runtime)
    yield from _environment(runtime)
    for install in runtime.plan.installs:
        yield from _install(runtime, install)
    for artifact in runtime.plan.artifacts:
        target = _target(artifact.target, _directory(runtime) if runtime.plan.keeps_workdir else None)
        flags = "".join(f"{flag} " for flag in artifact.flags)
        yield f"{keyword(first, 'COPY')} --from={runtime.builder} {flags}{artifact.source} {target}"
    for path, text in runtime.plan.files:
        yield f"{keyword(first, 'COPY')} <<'EOF' {path}"
        yield from text.split("\n")
        yield "EOF"
    yield from _workdir_after(runtime)
    yield from _user(runtime)
    for placed in runtime.moved:
        yield from _text(runtime, placed)


def _platform(runtime: RuntimeStage) -> str:
    flag = runtime.stage.from_.node.flag("platform")
    if flag is None or "BUILDPLATFORM" in flag.text:
        return ""
    return f"{flag.text} "


def _image(runtime: RuntimeStage) -> str:
    """The image, by the builder's own variables where it is the same one or a variant of it."""
    word, reference = runtime.stage.from_.node.image, runtime.stage.reference
    if word is None or reference is None or not word.substitutions or word.raw[:1] in {'"', "'"}:
        return runtime.plan.image
    if not runtime.plan.image.startswith(reference.text):
        return runtime.plan.image
    return word.raw + runtime.plan.image[len(reference.text) :]


def _packages(runtime: RuntimeStage) -> Iterator[str]:
    packages = _more(runtime)
    if packages and _first_install(runtime) is None:
        reference = runtime.stage.reference
        install = apk_install if reference is not None and is_alpine(reference) else apt_install
        yield f"{keyword(runtime.stage.from_, 'RUN')} {install(' '.join(packages))}"


def _more(runtime: RuntimeStage) -> tuple[str, ...]:
    """The packages of the plan that no RUN of its own installs."""
    return tuple(package for package in runtime.plan.packages if package not in _installed(runtime))


def _first_install(runtime: RuntimeStage) -> int | None:
    """The offset of the RUN whose packages are installed first, if nothing that is carried needs others before."""
    for placed in runtime.above:
        if placed.at in runtime.plan.builder_only or not isinstance(placed.node, nodes.Run):
            continue
        found = role(runtime.stage, placed)
        if placed.at in runtime.plan.tools:
            return None
        if found in {Role.SYSTEM, Role.BUILD} and placed.at not in runtime.plan.builds:
            if _system_install(runtime, placed.node) is not None:
                return placed.at
        elif is_carried(runtime.stage, placed, runtime.project):
            return None
    return None


def _installed(runtime: RuntimeStage) -> set[str]:
    """The words of what the last stage installs of the distribution anyway."""
    carried = (*runtime.above, *runtime.below)
    runs = (placed.node for placed in carried if role(runtime.stage, placed) in {Role.SYSTEM, Role.BUILD})
    texts = (_system_install(runtime, node) or "" for node in runs if isinstance(node, nodes.Run))
    return {word for text in texts for word in text.split()}


def _system_install(runtime: RuntimeStage, node: nodes.Run, more: tuple[str, ...] = ()) -> str | None:
    reference = runtime.stage.reference
    return runtime_install(node, system(reference) if reference is not None else None, runtime.plan.provided, more)


def _carried(runtime: RuntimeStage) -> Iterator[str]:
    """What both stages need: ARG, ENV, SHELL, packages to run with, users, folders and files outside the build's."""
    used = _used_names(runtime)
    for placed in runtime.above:
        node = placed.node
        if placed.at in runtime.plan.builder_only:
            continue
        if isinstance(node, nodes.Arg):
            names = [pair.key.raw for pair in node.assignments]
            if not used.isdisjoint(names):
                yield from _text(runtime, placed)
        elif placed.at in runtime.plan.builds:
            continue
        elif isinstance(node, nodes.Env) and not _is_for_building(runtime, node):
            yield from _in_today_s_form(node, tuple(_text(runtime, placed)))
        elif isinstance(node, nodes.Transfer) and is_carried(runtime.stage, placed, runtime.project):
            yield from _text(runtime, placed)
        elif runtime.plan.has_shell:
            yield from _carried_run(runtime, placed)


def _in_today_s_form(node: nodes.Env, lines: tuple[str, ...]) -> Iterator[str]:
    """The lines of an ENV, with `=` for the blank of `ENV key value` where that needs no quotes."""
    yield from lines[:-1]
    pair = node.assignments[0]
    found = _LEGACY.fullmatch(lines[-1]) if pair.legacy else None
    yield f"{found[1]}{found[2]}={found[3]}" if found is not None else lines[-1]


def _is_for_building(runtime: RuntimeStage, node: nodes.Env) -> bool:
    return all(pair.key.raw in runtime.plan.build_variables for pair in node.assignments)


def _carried_run(runtime: RuntimeStage, placed: Placed[Instruction]) -> Iterator[str]:
    node = placed.node
    if isinstance(node, nodes.Shell) or placed.at in runtime.plan.tools:
        yield from _text(runtime, placed)
    elif not isinstance(node, nodes.Run):
        return
    elif role(runtime.stage, placed) in {Role.SYSTEM, Role.BUILD}:
        text = _system_install(runtime, node, _more(runtime) if placed.at == _first_install(runtime) else ())
        if text is not None:
            yield f"{node.keyword.raw} {text}"
    elif is_carried(runtime.stage, placed, runtime.project):
        yield from _text(runtime, placed)


def _text(runtime: RuntimeStage, placed: Placed[Instruction]) -> Iterator[str]:
    """The lines of an instruction and the comments above it, with what it starts as the plan wants it."""
    file = runtime.facts.file
    span = block(file, placed)
    edits = (edit.shift(-span.start) for edit in _start_edits(runtime) if span.start <= edit.span.start < span.end)
    text = apply(span.of(file.text), edits).rstrip("\r\n")
    yield from text.replace("\r\n", "\n").split("\n")


def _used_names(runtime: RuntimeStage) -> frozenset[str]:
    """The variables in the instructions that the runtime stage will have."""
    above = (placed.node for placed in runtime.above if isinstance(placed.node, _SUBSTITUTED))
    kept = (*above, *(placed.node for placed in runtime.below))
    names = {found.name for node in kept for word in node.arguments for found in word.substitutions}
    return frozenset(names | set(_names_in_settings(runtime)))


def _names_in_settings(runtime: RuntimeStage) -> Iterator[str]:
    """The variables that the settings of the package manager name, such as tokens in an .npmrc."""
    for install in runtime.plan.installs:
        for path in install.manifests.optional:
            if path.rpartition("/")[2].startswith("."):
                yield from _VARIABLE.findall(runtime.project.read(path) or "")


def _directory(runtime: RuntimeStage) -> str | None:
    """Where the lines that are added work: where the production dependencies go, else where the program runs."""
    for install in runtime.plan.installs:
        return install.directory
    if runtime.plan.workdir is not None:
        return None if _is_set_below(runtime) else runtime.plan.workdir
    return _end_of_above(runtime) if runtime.plan.ends_at is not None else workdir_at(runtime.stage, runtime.stage.end)


def _is_set_below(runtime: RuntimeStage) -> bool:
    """Whether a WORKDIR that stays where it is names the directory in which the plan has the program run."""
    stage = runtime.stage
    return runtime.plan.workdir is not None and any(
        isinstance(placed.node, nodes.Workdir) and workdir_at(stage, placed.end) == runtime.plan.workdir
        for placed in runtime.below
    )


def _end_of_above(runtime: RuntimeStage) -> str | None:
    return workdir_at(runtime.stage, runtime.above[-1].end if runtime.above else runtime.stage.from_.end)


def _workdir(runtime: RuntimeStage) -> Iterator[str]:
    if not runtime.plan.keeps_workdir or _is_set_below(runtime):
        return
    last = next((placed for placed in reversed(runtime.above) if isinstance(placed.node, nodes.Workdir)), None)
    path = _directory(runtime)
    if path is not None and path != "/" and not _comes_below(runtime, path):
        yield f"{last.node.keyword.raw if last else keyword(runtime.stage.from_, 'WORKDIR')} {path}"
    elif path is None and last is not None:
        yield last.node.text.rstrip("\r\n")


def _comes_below(runtime: RuntimeStage, path: str) -> bool:
    """Whether an instruction below sets the working directory, and nothing is put into it before."""
    inside = any(f"{artifact.target}/".startswith(f"{path}/") for artifact in runtime.plan.artifacts)
    if inside or runtime.plan.installs or _end_of_above(runtime) == path:
        return False
    return any(isinstance(placed.node, nodes.Workdir) for placed in runtime.below)


def _workdir_after(runtime: RuntimeStage) -> Iterator[str]:
    """The working directory that the instructions below count on, where it is another one."""
    if runtime.plan.workdir is not None:
        return
    path = _end_of_above(runtime)
    absolute = any(
        isinstance(placed.node, nodes.Workdir) and placed.node.arguments and placed.node.arguments[0].value[:1] == "/"
        for placed in runtime.below[:1]
    )
    if runtime.plan.keeps_workdir and path is not None and path != _directory(runtime) and not absolute:
        yield f"{keyword(runtime.stage.from_, 'WORKDIR')} {path}"


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
    yield f"{keyword(first, 'RUN')} {''.join(f'{flag} ' for flag in install.flags)}{install.command}"


def _brings(copy: ContextCopy, install: RuntimeInstall, project: Project) -> set[ProjectPath]:
    return {path for path in install.manifests.files if place_of(copy, path, project) is not None}


def _only(copy: ContextCopy, install: RuntimeInstall) -> bool:
    """Whether a COPY is for the manifests: what it names are files that look like them."""
    names = {path.rpartition("/")[2] for path in install.manifests.files}
    words = [source.value.rpartition("/")[2] for source in copy.sources]
    return all(word in names or "*" in word for word in words)


def _target(path: str, workdir: str | None) -> str:
    """A destination as it is, relative to the working directory where that is shorter."""
    if path == workdir and path != "/":
        return "./"
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
    """The edit of a CMD or ENTRYPOINT that stays in its place and starts something else than before."""
    moved = {placed.at for placed in runtime.moved}
    if runtime.plan.start is not None and runtime.plan.start.at not in moved:
        yield from _start_edits(runtime)


def _start_edits(runtime: RuntimeStage) -> Iterator[Edit]:
    start = runtime.plan.start
    if start is None:
        return
    for kind in (nodes.Entrypoint, nodes.Cmd):
        placed = runtime.stage.last(kind)
        if placed is not None and placed.at == start.at:
            words = json.dumps(list(start.words), ensure_ascii=False)
            yield replace_arguments(Placed(placed.at, placed.node), words)
