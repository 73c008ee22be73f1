"""A COPY source: what of the build context it takes."""

from collections.abc import Iterator

from dockwright.analysis.transfers import context_path
from dockwright.features.hovers.model import Cursor, Hover
from dockwright.project.context_size import ContextSize
from dockwright.project.paths import ROOT
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Copy, Transfer, Word

_SHOWN = 8
_STEP = 1000.0


def copied_hover(cursor: Cursor) -> Iterator[Hover]:
    """The files that the source under the cursor takes from the build context."""
    placed = cursor.placed
    project = cursor.snapshot.project
    if placed is None or not isinstance(placed.node, Transfer) or not project.known:
        return
    if isinstance(placed.node, Copy) and placed.node.source_stage is not None:
        return
    for source in placed.node.sources:
        if cursor.on(source.span) and not source.substitutions:
            text = _described(cursor, source, project)
            if text:
                yield Hover(text, placed.place(source.span))


def _described(cursor: Cursor, source: Word, project: Project) -> str:
    if context_path(source) == ROOT and cursor.snapshot.measure is not None:
        return _whole(cursor.snapshot.measure(), project)
    if "://" in source.value:
        return ""
    paths = project.sent(source.value)
    if not paths:
        if project.match(source.value):
            return f"Nothing: {project.ignore_path} keeps back what this names."
        return "" if project.may_match(source.value) else "Nothing in the build context matches."
    names = [f"`{path}/`" if project.is_dir(path) else f"`{path}`" for path in paths[:_SHOWN]]
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return f"Takes {', '.join(names)}{more}."


def _whole(size: ContextSize, project: Project) -> str:
    least = "" if size.complete else "at least "
    ignore = f"after `{project.ignore_path}`" if project.ignore is not None else "there is no `.dockerignore`"
    lines = [f"Takes {least}**{size.files:,} files, {readable(size.bytes)}** ({ignore})."]
    if size.largest:
        lines.append("Largest: " + ", ".join(f"`{path}` {readable(count)}" for path, count in size.largest) + ".")
    return "\n\n".join(lines)


def readable(count: int) -> str:
    """A number of bytes with a unit of 1000: `12 B`, `3.4 MB`."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < _STEP or unit == "GB":
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= _STEP
    return ""
