"""Definition and declaration: from a name to where it gets its meaning, from a path to the file."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.transfers import context_path_of
from dockwright.features.context_sources import ContextSource, context_sources, files_of
from dockwright.features.extents import extent
from dockwright.features.named import Kind, Named, effective, named_at
from dockwright.features.snapshot import Snapshot
from dockwright.model.commands.calls import calls_of, calls_of_form
from dockwright.model.packages.model import PackageCommand
from dockwright.model.packages.read import packages_in
from dockwright.model.state import joined, workdir_at
from dockwright.model.variables import Binding
from dockwright.project.manifests.json_places import member_key
from dockwright.project.paths import ProjectPath
from dockwright.syntax.nodes import Cmd, Entrypoint, Healthcheck, Instruction, Placed, Run
from dockwright.text.span import Span

_PACKAGE_JSON = "package.json"


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
    return _script(snapshot, placed, offset)


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


def _script(snapshot: Snapshot, placed: Placed[Instruction], offset: int) -> Way | None:
    """From `build` in `npm run build` to the script of that name."""
    inner = effective(placed)
    for command in _commands(inner.node):
        script = command.script
        word = next((word for word in command.arguments if word.value == script), None)
        span = inner.place(word.span if word is not None else command.verb_span)
        if script is None or not span.holds(offset):
            continue
        for path in _manifests(snapshot, placed, command):
            text = snapshot.project.read(path)
            found = member_key(text, ("scripts", script)) if text is not None else None
            if found is not None:
                return Way(span, (Target(found, found, path),))
    return None


def _commands(node: Instruction) -> Iterator[PackageCommand]:
    calls = calls_of(node) if isinstance(node, Run) else ()
    if isinstance(node, Cmd | Entrypoint | Healthcheck) and node.command is not None:
        calls = calls_of_form(node.command)
    for call in calls:
        yield from packages_in(call)


def _manifests(snapshot: Snapshot, placed: Placed[Instruction], command: PackageCommand) -> Iterator[ProjectPath]:
    """The package.json that the command reads; where that is not known, the only one that there is."""
    stage = snapshot.facts.scoped_stage_at(placed.at)
    if stage is not None and command.directory is not None:
        folder = joined(workdir_at(stage, placed.at), command.directory)
        if folder is not None:
            image_path = f"{folder.rstrip('/')}/{_PACKAGE_JSON}"
            path = context_path_of(stage, placed.at, image_path, snapshot.project)
            if path is not None:
                yield path
                return
    found = snapshot.project.find(_PACKAGE_JSON)
    if len(found) == 1:
        yield found[0]
