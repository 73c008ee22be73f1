"""What the features that find places answer, drawn as text for scenarios."""

from collections.abc import Iterable, Iterator, Mapping

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features import call_hierarchy
from dockwright.features.definition import Way, declaration, definition
from dockwright.features.document_symbols import Symbol, document_symbols
from dockwright.features.folding import folds
from dockwright.features.linked_editing import linked_ranges
from dockwright.features.links import links
from dockwright.features.references import highlights, references
from dockwright.features.rename import Refusal, rename
from dockwright.features.selection import selections
from dockwright.features.snapshot import Snapshot
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import from_files
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.edit import apply
from dockwright.text.span import Span
from tests.support.marks import cursor, mark
from tests.support.scenario import Producer, Scenario

DOCKERFILE = "Dockerfile"
_NOTHING = "nothing\n"
_SHOWN = 24


def opened(scenario: Scenario) -> Snapshot:
    """The scenario's Dockerfile in its build context."""
    files = {path: text.replace("‸", "") for path, text in scenario.files.items()}
    text = files[DOCKERFILE]
    return Snapshot(open_document("", 0, text), facts_of(parse(text), KNOWN_IMAGES), from_files(files))


def _offset(scenario: Scenario) -> int:
    return cursor(scenario.files[DOCKERFILE])[1]


def _marked(snapshot: Snapshot, spans: Iterable[Span]) -> str:
    found = tuple(spans)
    return mark(snapshot.text, found) if found else _NOTHING


def _way(scenario: Scenario, snapshot: Snapshot, way: Way | None) -> str:
    if way is None:
        return _NOTHING
    here = [target.span for target in way.targets if target.path is None]
    parts = [mark(snapshot.text, here)] if here else []
    for target in way.targets:
        if target.path is not None:
            marked = mark(scenario.files[target.path], [target.span]) if target.span.end else ""
            parts.append(f"{target.path}{':' if marked else ''}\n{marked}")
    return "".join(parts)


def _definition(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    return _way(scenario, snapshot, definition(snapshot, _offset(scenario)))


def _declaration(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    return _way(scenario, snapshot, declaration(snapshot, _offset(scenario)))


def _references(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    return _marked(snapshot, references(snapshot, _offset(scenario), with_definitions=True))


def _uses(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    return _marked(snapshot, references(snapshot, _offset(scenario), with_definitions=False))


def _written(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    return _marked(snapshot, (found.span for found in highlights(snapshot, _offset(scenario)) if found.is_write))


def _read(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    return _marked(snapshot, (found.span for found in highlights(snapshot, _offset(scenario)) if not found.is_write))


def _linked(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    return _marked(snapshot, linked_ranges(snapshot, _offset(scenario)))


def renamed(scenario: Scenario, name: str) -> str:
    """The text after a renaming, or why there is none."""
    snapshot = opened(scenario)
    edits = rename(snapshot, _offset(scenario), name)
    if isinstance(edits, Refusal):
        return f"refused: {edits.message}\n"
    return apply(snapshot.text, edits) if edits is not None else _NOTHING


def _symbols(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    return "".join(_lines(snapshot.text, document_symbols(snapshot), "")) or _NOTHING


def _lines(text: str, symbols: tuple[Symbol, ...], indent: str) -> Iterator[str]:
    for symbol in symbols:
        assert symbol.extent.encloses(symbol.span)
        detail = f" | {symbol.detail}" if symbol.detail else ""
        yield f"{indent}{symbol.kind.value} {symbol.name}{detail} | {_short(text, symbol.extent)}\n"
        yield from _lines(text, symbol.children, f"{indent}  ")


def _short(text: str, span: Span) -> str:
    """The text of a span on one line, its middle left out where it is long."""
    shown = span.of(text).replace("\n", "⏎").replace("\r", "")
    half = _SHOWN // 2
    return shown if len(shown) <= _SHOWN else f"{shown[:half]}…{shown[-half:]}"


def _folding(scenario: Scenario) -> str:
    """What each fold leaves to be seen, and what it hides."""
    snapshot = opened(scenario)
    lines = snapshot.document.lines
    parts: list[str] = []
    for fold in folds(snapshot):
        first, last = lines.line_of(fold.span.start), lines.line_of(fold.span.end)
        seen = snapshot.text[lines.starts[first] : lines.content_end(first)]
        hidden = snapshot.text[lines.content_end(first) : lines.content_end(last)].lstrip("\r\n").replace("\r", "")
        body = "".join(f"    {line}\n" for line in hidden.split("\n"))
        parts.append(f"{fold.kind.value}: {seen}\n{body}")
    return "".join(parts) or _NOTHING


def _selection(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    found = selections(snapshot, _offset(scenario))
    return "".join(f"{_short(snapshot.text, span)}\n" for span in found)


def _links(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    lines = (f"{link.span.of(snapshot.text)} → {link.address or link.path}\n" for link in links(snapshot))
    return "".join(lines) or _NOTHING


def _calls(scenario: Scenario) -> str:
    snapshot = opened(scenario)
    node = call_hierarchy.hierarchy_at(snapshot, _offset(scenario))
    if node is None:
        return _NOTHING
    parts = [f"{node.name} ({node.detail}) | {_short(snapshot.text, node.extent)}\n"]
    for arrow, calls in (
        ("←", call_hierarchy.incoming(snapshot, node.key)),
        ("→", call_hierarchy.outgoing(snapshot, node.key)),
    ):
        for call in calls:
            places = ", ".join(_short(snapshot.text, span) for span in call.places)
            parts.append(f"{arrow} {call.node.name} ({call.node.detail}): {places}\n")
    return "".join(parts)


class _Producers(dict[str, Producer]):
    """The producers by name; `rename to x` is one for every x."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or str(name).startswith(_RENAME)

    def __missing__(self, name: str) -> Producer:
        new = name.removeprefix(_RENAME)
        return lambda scenario: renamed(scenario, new)


_RENAME = "rename to "
PRODUCERS: Mapping[str, Producer] = _Producers(
    {
        "definition": _definition,
        "declaration": _declaration,
        "references": _references,
        "uses": _uses,
        "written": _written,
        "read": _read,
        "linked": _linked,
        "symbols": _symbols,
        "folding": _folding,
        "selection": _selection,
        "links": _links,
        "calls": _calls,
    }
)
DRAWN = frozenset({"definition", "declaration", "references", "uses", "written", "read", "linked"})
"""The producers whose answers are the file itself, with marks."""
