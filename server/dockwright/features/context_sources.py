"""The files of the build context that an instruction names: the sources of COPY and ADD, and of bind mounts."""

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.analysis.transfers import is_remote
from dockwright.features.named import effective
from dockwright.features.snapshot import Snapshot
from dockwright.model.expansion import expanded
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import EntryKind
from dockwright.syntax.nodes import Copy, Flag, Instruction, Placed, Run, Transfer
from dockwright.text.span import Span

_MOST = 100
_SOURCES = frozenset({"source", "src"})


class ContextSource(NamedTuple):
    """A source at `span` of the file; `value` is the path or glob after substitution, None if that is unknown."""

    span: Span
    value: str | None


def context_sources(snapshot: Snapshot, placed: Placed[Instruction]) -> Iterator[ContextSource]:
    """What one instruction, or the one inside an ONBUILD, takes from the build context."""
    inner = effective(placed)
    node = inner.node
    if isinstance(node, Copy) and node.source_stage is not None:
        return
    if isinstance(node, Transfer):
        stage = snapshot.facts.scoped_stage_at(placed.at)
        openers = {document.opener for document in node.heredocs}
        for word in node.sources:
            if word.span in openers or is_remote(word.value):
                continue
            value = word.literal
            if value is None and stage is not None:
                value = expanded(word, node.escape, stage.scope.lookup(placed.at))
            yield ContextSource(inner.place(word.span), value)
    elif isinstance(node, Run):
        for mount in node.mounts:
            yield from _mounted(inner, mount)


def _mounted(placed: Placed[Instruction], mount: Flag) -> Iterator[ContextSource]:
    fields = {field.key: field for field in mount.fields}
    kind = fields.get("type")
    if "from" in fields or (kind is not None and kind.value != "bind"):
        return
    for key in _SOURCES & fields.keys():
        field = fields[key]
        if field.value is not None and "$" not in field.value:
            yield ContextSource(placed.place(field.value_span), field.value)


def files_of(snapshot: Snapshot, source: ContextSource) -> tuple[ProjectPath, ...]:
    """The files that a source names, ignored ones too; none for folders, and at most 100."""
    if source.value is None or not snapshot.project.known:
        return ()
    found = snapshot.project.match(source.value)
    return tuple(path for path in found if _is_file(snapshot, path))[:_MOST]


def _is_file(snapshot: Snapshot, path: ProjectPath) -> bool:
    entry = snapshot.project.entry(path)
    return entry is not None and entry.kind is EntryKind.FILE
