"""Install before the source is copied, so that an edit of the source does not install anew."""

import json
import posixpath
from collections.abc import Iterator

from dockwright.analysis.ecosystems.model import Manifests
from dockwright.analysis.install_order import EarlyCopy, early_copies
from dockwright.analysis.safety import Safety
from dockwright.analysis.transfers import copies_before, place_of
from dockwright.project.paths import ROOT, ProjectPath
from dockwright.refactor.blocks import block, block_text, insert_lines, keyword, line_end
from dockwright.refactor.manifests import manifest_lines
from dockwright.refactor.model import Change, Context, Offer, Refactoring
from dockwright.syntax.nodes import File, Placed, Run
from dockwright.syntax.shell.nodes import Command
from dockwright.text.edit import Edit, insert, replace
from dockwright.text.span import Span

_NAME = "reorder-install"
_BEFORE = frozenset({"bundle", "cd", "composer", "corepack", "gem", "mix", "set"})
"""What may stand before the install in its RUN and be done again in the rest of it."""


def offers(context: Context) -> Iterator[Offer]:
    """One offer for each install that has the source copied above it."""
    for stage in context.facts.stages:
        for early in early_copies(stage, context.project):
            obstacle = early.obstacle or _unmovable(early)
            yield Offer(
                id=f"{_NAME}:{early.install.run.at}",
                title=f"Copy {early.manifests.required[0]} and install before the source is copied",
                span=early.copy.placed.span,
                safety=Safety.UNSAFE if early.caution else Safety.SAFE,
                note=early.caution,
                build=lambda early=early: build(context.facts.file, early),
                disabled=obstacle,
            )


def _unmovable(early: EarlyCopy) -> str | None:
    """Why the install cannot be taken out of its RUN."""
    run = early.install.run.node
    if run.heredocs:
        return "the install stands in a here-document"
    commands = _commands(early)
    if not commands:
        return "the install would need more flags, and is in exec form" if early.manifests.early_flags else None
    number = _number(early)
    if number is None or any(command.name not in _BEFORE for command in commands[:number]):
        return "the install is not the first command of its RUN"
    if any(command.joined_by not in {"&&", ";"} for command in commands[1 : number + 2]):
        return "whether the install runs depends on other commands of its RUN"
    return None


def _commands(early: EarlyCopy) -> tuple[Command, ...]:
    scripts = early.install.run.node.scripts
    return scripts[0].commands if scripts else ()


def _number(early: EarlyCopy) -> int | None:
    """Which command of its RUN the install is, counted from 0."""
    wanted = early.install.command.command
    return next((number for number, command in enumerate(_commands(early)) if command is wanted), None)


def build(file: File, early: EarlyCopy) -> Change:
    """The manifests take the place of the COPY, which goes below the install."""
    run = early.install.run
    copy = Placed(early.copy.placed.at, early.copy.placed.node)
    end_of_line = line_end(file)
    left = _not_there(early)
    lines = "".join(
        f"{line}{end_of_line}"
        for line in manifest_lines(early.install.directory, early.install.context, left, early.stage, copy)
    )
    span = Span(copy.at, copy.end)
    edits: list[Edit] = [replace(span, lines)]
    source = block_text(file, copy)
    comments = block(file, copy)
    if comments.start < copy.at:
        edits.append(replace(Span(comments.start, copy.at), ""))
    edits.append(_source_below(file, early, run, source, end_of_line))
    if early.manifests.early_flags:
        edits.append(insert(run.at + early.install.command.verb_span.end, f" {early.manifests.early_flags}"))
    return Change(tuple(edits))


def _not_there(early: EarlyCopy) -> Manifests:
    """The manifests that no COPY above has brought to their place yet."""
    install = early.install
    copies = [copy for copy in copies_before(early.stage, early.copy.placed.at) if copy.folder is not None]
    there = {
        path
        for path in early.manifests.files
        for copy in copies
        if place_of(copy, path, early.project) == _place(install.directory, install.context or ROOT, path)
    }
    return early.manifests._replace(
        required=tuple(path for path in early.manifests.required if path not in there),
        optional=tuple(path for path in early.manifests.optional if path not in there),
    )


def _place(directory: str, context: ProjectPath, path: ProjectPath) -> str:
    return posixpath.normpath(posixpath.join(directory, posixpath.relpath(path, context or ".")))


def _source_below(file: File, early: EarlyCopy, run: Placed[Run], source: str, end_of_line: str) -> Edit:
    """The COPY after the install; a RUN that goes on after it is cut in two, each part with the `cd` it begins with."""
    if early.manifests.apart:
        return insert_lines(file, block(file, run).start, f"{_apart(early, run)}{end_of_line}{source}")
    commands, number = _commands(early), _number(early)
    rest = early.manifests.after_source
    if number is None or number + 1 >= len(commands):
        moves = run.node.text[commands[0].span.start : commands[number].span.start] if number is not None else ""
        last = f"{keyword(run, 'RUN')} {moves}{rest}{end_of_line}" if rest else ""
        return insert_lines(file, run.end, f"{source}{last}")
    install, second = commands[number], commands[number + 1]
    text = run.node.text
    flags = _flags(run)
    moves = text[commands[0].span.start : install.span.start]
    cut = Span(install.span.end, second.span.start)
    comments = "".join(f"{line.strip()}{end_of_line}" for line in cut.of(text).split("\n") if _is_comment(line))
    first = f"{moves}{rest} && " if rest else moves
    return replace(cut.shift(run.at), f"{end_of_line}{source}{comments}{keyword(run, 'RUN')} {flags}{first}")


def _apart(early: EarlyCopy, run: Placed[Run]) -> str:
    """A RUN that installs the dependencies without the project: the original with one more option."""
    text, command = run.node.text, early.install.command
    form = run.node.command
    if form is not None and form.is_exec:
        words = [word.value for word in form.words or ()]
        return f"{keyword(run, 'RUN')} {json.dumps([*words, early.manifests.apart], ensure_ascii=False)}"
    end = command.command.span.end
    script = text[run.node.rest.span.start : command.verb_span.end]
    return f"{keyword(run, 'RUN')} {_flags(run)}{script} {early.manifests.apart}{text[command.verb_span.end : end]}"


def _flags(run: Placed[Run]) -> str:
    return "".join(f"{flag.span.of(run.node.text)} " for flag in run.node.flags)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


reorder_install = Refactoring(
    name=_NAME,
    title="Install before the source is copied",
    doc="Copies the manifests first, installs, and copies the source after that.",
    offers=offers,
)
