"""A source of COPY, ADD or a bind mount: what of the build context it takes."""

from collections.abc import Iterator

from dockwright.features.context_sources import context_sources
from dockwright.features.hovers.model import Cursor, Hover
from dockwright.project.context_size import ContextSize
from dockwright.project.paths import ROOT, ProjectPath, normalise
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Run

_SHOWN = 8
_LARGEST = 3
_STEP = 1000.0


def copied_hover(cursor: Cursor) -> Iterator[Hover]:
    """The files that the source under the cursor takes from the build context."""
    placed = cursor.placed
    if placed is None or not cursor.snapshot.project.known:
        return
    verb = "Mounts" if isinstance(placed.node, Run) else "Takes"
    for source in context_sources(cursor.snapshot, placed):
        if source.span.holds(cursor.offset) and source.value is not None:
            text = _described(cursor, source.value, verb)
            if text:
                yield Hover(text, source.span)


def _described(cursor: Cursor, source: str, verb: str) -> str:
    project = cursor.snapshot.project
    if normalise(source) == ROOT and cursor.snapshot.measure is not None:
        return _whole(cursor.snapshot.measure(), project, verb)
    paths = project.sent(source)
    if not paths:
        if project.match(source):
            return f"Nothing: {project.ignore_path} keeps back what this names."
        return "" if project.may_match(source) else "Nothing in the build context matches."
    names = [f"`{path}/`" if project.is_dir(path) else f"`{path}`" for path in paths[:_SHOWN]]
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return f"{verb} {', '.join(names)}{more}: {_summed(project, paths)}"


def _summed(project: Project, paths: tuple[ProjectPath, ...]) -> str:
    """How much that is, as far as it is listed; the largest files if there are more than were named."""
    found = [file for path in paths for file in _files(project, path)]
    sizes = {path: entry.size for path in found if path is not None and (entry := project.entry(path)) is not None}
    count = len(sizes)
    least = "at least " if None in found or project.truncated else ""
    text = f"**{least}{count:,} file{'' if count == 1 else 's'}, {readable(sum(sizes.values()))}**."
    if len(found) <= len(paths):
        return text
    largest = sorted(sizes, key=lambda path: (-sizes[path], path))[:_LARGEST]
    return f"{text}\n\nLargest: {', '.join(f'`{path}` {readable(sizes[path])}' for path in largest)}."


def _files(project: Project, path: ProjectPath) -> Iterator[ProjectPath | None]:
    """The files at and below `path` that are sent; None for a folder that was not looked into."""
    if not project.is_dir(path):
        yield path
    elif path not in project.folders:
        yield None
    else:
        for child in project.children(path):
            if project.is_sent(child):
                yield from _files(project, child)


def _whole(size: ContextSize, project: Project, verb: str) -> str:
    least = "" if size.complete else "at least "
    ignore = f"after `{project.ignore_path}`" if project.ignore is not None else "there is no `.dockerignore`"
    lines = [f"{verb} {least}**{size.files:,} files, {readable(size.bytes)}** ({ignore})."]
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
