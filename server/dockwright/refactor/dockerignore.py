"""Write a `.dockerignore`, or add to it what it lacks."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.analysis.transfers import context_copies
from dockwright.analysis.unwanted import Unwanted, unwanted
from dockwright.refactor.blocks import line_end
from dockwright.refactor.model import Change, Context, FileEdits, Offer, Refactoring
from dockwright.text.edit import insert
from dockwright.text.span import Span

_NAME = "dockerignore"


def offers(context: Context) -> Iterator[Offer]:
    """One offer at each COPY of the whole context."""
    found = unwanted(context.facts, context.project)
    if not found:
        return
    path = context.project.ignore_path
    title = f"Add {len(found)} patterns to {path}" if context.project.ignore is not None else f"Create {path}"
    for span in _whole_copies(context):
        yield Offer(
            id=_NAME,
            title=title,
            span=span,
            safety=Safety.UNSAFE,
            note=f"check that the build needs none of: {', '.join(one.pattern for one in found)}",
            build=lambda: build(context, found),
        )


def _whole_copies(context: Context) -> Iterator[Span]:
    for stage in context.facts.stages:
        for copy in context_copies(stage):
            if copy.takes_everything:
                yield copy.placed.span


def build(context: Context, found: tuple[Unwanted, ...]) -> Change:
    """The new lines, in groups with a comment each; below what the file has."""
    path = context.project.ignore_path
    old = context.project.read(path) or ""
    end_of_line = ("\r\n" if "\r\n" in old else "\n") if old else line_end(context.facts.file)
    groups: dict[str, list[str]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one.pattern)
    blocks = [end_of_line.join([f"# {group}", *patterns]) + end_of_line for group, patterns in groups.items()]
    text = end_of_line.join(blocks)
    before = ""
    if old:
        before = end_of_line if old.endswith("\n") else end_of_line * 2
    return Change((), (FileEdits(path, (insert(len(old), before + text),), create=context.project.ignore is None),))


dockerignore = Refactoring(
    name=_NAME,
    title="Create or complete .dockerignore",
    doc="Keeps from the builder what no image needs: dependencies, version control, secrets, tests, build output.",
    offers=offers,
)
