"""Install before the source is copied, so that an edit of the source does not install anew."""

from collections.abc import Iterator

from dockwright.analysis.install_order import EarlyCopy, early_copies
from dockwright.analysis.safety import Safety
from dockwright.refactor.blocks import block, block_text, insert_lines, keyword, line_end
from dockwright.refactor.manifests import manifest_lines
from dockwright.refactor.model import Change, Context, Offer, Refactoring
from dockwright.syntax.nodes import File, Placed, Run
from dockwright.text.edit import Edit, replace
from dockwright.text.span import Span

_NAME = "reorder-install"


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
    commands = run.scripts[0].commands if run.scripts else ()
    if not commands or len(commands) == 1:
        return None
    command = early.install.command.command
    if command is not commands[0] or commands[1].joined_by not in {"&&", ";"}:
        return "the install is not the first command of its RUN"
    return None


def build(file: File, early: EarlyCopy) -> Change:
    """The manifests take the place of the COPY, which goes below the install."""
    run = early.install.run
    copy = Placed(early.copy.placed.at, early.copy.placed.node)
    end_of_line = line_end(file)
    lines = "".join(
        f"{line}{end_of_line}"
        for line in manifest_lines(early.install.directory, early.install.context, early.manifests, early.stage, copy)
    )
    span = Span(copy.at, copy.end)
    edits: list[Edit] = [replace(span, lines)]
    source = block_text(file, copy)
    comments = block(file, copy)
    if comments.start < copy.at:
        edits.append(replace(Span(comments.start, copy.at), ""))
    edits.append(_source_below(file, early, run, source, end_of_line))
    return Change(tuple(edits))


def _source_below(file: File, early: EarlyCopy, run: Placed[Run], source: str, end_of_line: str) -> Edit:
    """The COPY after the install; a RUN that goes on after it is cut in two."""
    commands = run.node.scripts[0].commands if run.node.scripts else ()
    if len(commands) <= 1 or early.install.command.command is not commands[0]:
        return insert_lines(file, run.end, source)
    first, second = commands[0], commands[1]
    flags = "".join(f"{flag.span.of(run.node.text)} " for flag in run.node.flags)
    cut = Span(run.at + first.span.end, run.at + second.span.start)
    return replace(cut, f"{end_of_line}{source}{keyword(run, 'RUN')} {flags}")


reorder_install = Refactoring(
    name=_NAME,
    title="Install before the source is copied",
    doc="Copies the manifests first, installs, and copies the source after that.",
    offers=offers,
)
