"""Definition and declaration: from a name to where it gets its meaning, from a path to the file."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.features.context_sources import ContextSource, context_sources, files_of
from dockwright.features.extents import extent
from dockwright.features.named import Kind, Named, named_at
from dockwright.features.package_scripts import script_at
from dockwright.features.snapshot import Snapshot
from dockwright.model.variables import Binding
from dockwright.project.paths import ProjectPath
from dockwright.text.span import Span


class Target(NamedTuple):
    """A place to go to: `span` the name, `extent` all that belongs to it.

    In this document, or at `path` of the build context; both spans are empty and
    at its start where the whole file is meant.
    """

    span: Span
    extent: Span
    path: ProjectPath | None = None


class Way(NamedTuple):
    """From the text at `origin` to its targets, the most important first."""

    origin: Span
    targets: tuple[Target, ...]


def definition(snapshot: Snapshot, offset: int) -> Way | None:
    """Where what stands at `offset` gets its meaning: for a variable the value in force and where that comes from."""
    named = named_at(snapshot.facts, offset)
    if named is None:
        return _elsewhere(snapshot, offset)
    spans = [place.span for place in named.definitions]
    if named.kind is Kind.VARIABLE:
        spans = list(_sources(named)) or spans
    elif named.kind is Kind.SHELL:
        spans = [place.span for place in named.places if place.is_write]
    return _way(snapshot, named, spans)


def declaration(snapshot: Snapshot, offset: int) -> Way | None:
    """Every place where the name at `offset` is defined: all branches of a variable that is declared again."""
    named = named_at(snapshot.facts, offset)
    if named is None:
        return _elsewhere(snapshot, offset)
    return _way(snapshot, named, [place.span for place in named.places if place.is_write])


def _sources(named: Named) -> Iterator[Span]:
    """The definition in force, unless the cursor is on it, and the one that its value comes from."""
    binding: Binding | None = named.binding
    if binding is None:
        return
    for each in dict.fromkeys((binding, binding.origin)):
        if each.span is not None and (each.span != named.span or binding.origin.span in {None, each.span}):
            yield each.span


def _way(snapshot: Snapshot, named: Named, spans: list[Span]) -> Way | None:
    targets: list[Target] = []
    for span in spans:
        placed = snapshot.facts.instruction_at(span.start)
        targets.append(Target(span, extent(placed) if placed is not None else span))
    return Way(named.span, tuple(targets)) if targets else None


def _elsewhere(snapshot: Snapshot, offset: int) -> Way | None:
    placed = snapshot.facts.instruction_at(offset)
    if placed is None or not snapshot.project.known:
        return None
    for source in context_sources(snapshot, placed):
        if source.span.holds(offset):
            targets = tuple(_files(snapshot, source))
            return Way(source.span, targets) if targets else None
    script = script_at(snapshot, placed, offset)
    return Way(script.span, (Target(script.key, script.key, script.path),)) if script is not None else None


def _files(snapshot: Snapshot, source: ContextSource) -> Iterator[Target]:
    """The files, and the patterns that hide any of what the source names."""
    start = Span(0, 0)
    project = snapshot.project
    patterns: dict[Target, None] = {}
    for path in project.match(source.value) if source.value is not None else ():
        if not project.is_sent(path) and project.ignore is not None and project.ignore.path is not None:
            pattern = project.ignore.explain(path)
            if pattern is not None:
                patterns[Target(pattern.span, pattern.span, project.ignore.path)] = None
    yield from patterns
    yield from (Target(start, start, path) for path in files_of(snapshot, source))
