"""What is asked at names of stages and variables: definition, references, highlights, renaming and their kin.

Only names that mean one thing in their file are asked for: then regular expressions find all their places.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dockwright.lsp.client import member
from dockwright.lsp.jsonrpc import JsonValue
from editor_features.corpus import Source, instructions
from editor_features.server import Counts, Server, as_list, extent

_COUNT = 60
_NEW = "renamed"


class Name(NamedTuple):
    """A cursor at a name: all places of it, those that define it first, and how many those are."""

    kind: str
    source: Source
    name: str
    at: int
    places: tuple[int, ...]
    definitions: int


def names(sources: Sequence[Source], kinds: frozenset[str] = frozenset({"stage", "variable", "heredoc"})) -> list[Name]:
    """`_COUNT` names, one of a file."""
    chosen = random.Random(1)  # noqa: S311 - the same places each time
    found: list[Name] = []
    for source in sources:
        candidates = [each for each in _names(source) if each.kind in kinds]
        if candidates and len(found) < _COUNT:
            picked = chosen.choice(candidates)
            found.append(picked._replace(at=chosen.choice(picked.places)))
    return found


def _names(source: Source) -> Iterator[Name]:
    text = source.text
    aliases = [each.words[2].lower() for each in source.instructions if each.name == "FROM" and len(each.words) == 3]
    for name, line in source.stages.items():
        definition = text.lower().find(f" {name}", source.starts[line] + len("FROM ")) + 1
        alone = aliases.count(name) == 1 and not re.search(rf"FROM.*:{re.escape(name)}", text)
        spots = source.named(name)
        if alone and definition in spots:
            yield _name("stage", source, name, definition, spots)
    if sum(each.name == "FROM" for each in source.instructions) != 1:
        return  # in other stages a name may be another variable
    declared = source.declared()
    for name, where in declared.items():
        # What a RUN assigns itself, or names without `$`, no regular expression can tell.
        is_plain = len(where) == 1 and not re.search(rf"(?<![\w$]){name}=(?!.*\bENV\b)", _runs(source))
        uses = source.used(name)
        if is_plain and uses and min(uses) > where[0] and text.count(name) == len(uses) + 1:
            yield _name("variable", source, name, where[0], [*where, *uses])
    for each in source.instructions:
        found = re.search(r"<<-?[\"']?([A-Za-z_]\w*)", source.lines[each.line])
        if found is not None and each.last > each.line and source.lines[each.last].strip() == found[1]:
            start = source.starts[each.line] + found.start(1)
            end = source.starts[each.last] + source.lines[each.last].find(found[1])
            if text[start:end].count(found[1]) == 1 and source.lines[each.line].count("<<") == 1:
                yield _name("heredoc", source, found[1], start, [start, end])


def _name(kind: str, source: Source, name: str, definition: int, spots: Iterable[int]) -> Name:
    others = [spot for spot in dict.fromkeys(spots) if spot != definition]
    return Name(kind, source, name, definition, (definition, *others), 1)


def _runs(source: Source) -> str:
    return "\n".join(line for each in source.instructions if each.name == "RUN" for _, line in source.code(each))


def _compare(counts: Counts, name: Name, found: Iterable[int], expected: Iterable[int]) -> None:
    """Count what was found and what not; a place is that of the name wherever in the name's word it begins."""
    there, wanted = set(found), set(expected)
    counts.items += len(there)
    counts.is_wrong(name.kind, len(there - wanted))
    counts.is_missing(name.kind, len(wanted - there))


def _start(name: Name, value: JsonValue) -> int:
    """Where the name begins in a range of a server, which may have the `$` or the whole assignment in it."""
    start, end = extent(name.source.text, value)
    inside = name.source.text[start:end].lower().find(name.name.lower()) if start >= 0 else -1
    return start + inside if inside >= 0 else start


def definition(server: Server, sources: Sequence[Source]) -> Counts:
    """The one place that defines the name."""
    counts = Counts()
    for name in names(sources):
        counts.places += 1
        answer = server.once("textDocument/definition", name.source.text, name.at)
        ranges = [member(each, "targetSelectionRange") or member(each, "range") for each in as_list(answer)]
        _compare(counts, name, (_start(name, each) for each in ranges), name.places[: name.definitions])
    return counts


def references(server: Server, sources: Sequence[Source]) -> Counts:
    """All places of the name."""
    counts = Counts()
    for name in names(sources):
        counts.places += 1
        context: JsonValue = {"includeDeclaration": True}
        answer = server.once("textDocument/references", name.source.text, name.at, context=context)
        _compare(counts, name, (_start(name, member(each, "range")) for each in as_list(answer)), name.places)
    return counts


def highlight(server: Server, sources: Sequence[Source]) -> Counts:
    """All places of the name."""
    counts = Counts()
    for name in names(sources):
        counts.places += 1
        answer = server.once("textDocument/documentHighlight", name.source.text, name.at)
        _compare(counts, name, (_start(name, member(each, "range")) for each in as_list(answer)), name.places)
    return counts


def rename(server: Server, sources: Sequence[Source]) -> Counts:
    """An edit at every place of the name; together they leave a file that BuildKit's parser takes."""
    counts = Counts()
    for name in names(sources):
        counts.places += 1
        answer = server.once("textDocument/rename", name.source.text, name.at, newName=_NEW)
        edits = [each for one in as_list(member(answer, "documentChanges")) for each in as_list(member(one, "edits"))]
        changes = member(answer, "changes")
        edits += [each for one in changes.values() for each in as_list(one)] if isinstance(changes, dict) else []
        _compare(counts, name, (_start(name, member(each, "range")) for each in edits), name.places)
        counts.is_wrong(f"{name.kind} renamed", int(bool(edits) and instructions(_edited(name, edits)) is None))
    return counts


def _edited(name: Name, edits: list[JsonValue]) -> str:
    text = name.source.text
    for (start, end), new in sorted(
        ((extent(text, member(each, "range")), str(member(each, "newText"))) for each in edits), reverse=True
    ):
        text = text[:start] + new + text[end:]
    return text


def prepare_rename(server: Server, sources: Sequence[Source]) -> Counts:
    """The name at the cursor, exactly."""
    counts = Counts()
    for name in names(sources):
        counts.places += 1
        answer = server.once("textDocument/prepareRename", name.source.text, name.at)
        start, end = extent(name.source.text, member(answer, "range") or answer)
        counts.items += int(answer is not None)
        counts.is_missing(name.kind, int(answer is None))
        is_other = name.source.text[max(start, 0) : max(end, 0)].lower() != name.name.lower()
        counts.is_wrong(name.kind, int(answer is not None and is_other))
    return counts


def linked_editing(server: Server, sources: Sequence[Source]) -> Counts:
    """All places of a stage's name that are written alike."""
    counts = Counts()
    for name in names(sources, frozenset({"stage"})):
        spots = name.places
        text = name.source.text
        if len(spots) < 2 or len({text[spot : spot + len(name.name)] for spot in spots}) > 1:
            continue
        counts.places += 1
        answer = server.once("textDocument/linkedEditingRange", text, name.at)
        found = [extent(text, each)[0] for each in as_list(member(answer, "ranges"))]
        _compare(counts, name, found, spots)
    return counts


def call_hierarchy(server: Server, sources: Sequence[Source]) -> Counts:
    """Incoming calls are the places that name the stage, but for its own."""
    counts = Counts()
    for name in names(sources, frozenset({"stage"})):
        counts.places += 1
        uri = server.open(name.source.text)
        prepared = as_list(server.at("textDocument/prepareCallHierarchy", uri, name.source.text, name.places[0]))
        incoming = as_list(server.ask("callHierarchy/incomingCalls", {"item": prepared[0]})) if prepared else []
        server.close(uri)
        ranges = [each for call in incoming for each in as_list(member(call, "fromRanges"))]
        _compare(counts, name, (_start(name, each) for each in ranges), name.places[1:])
    return counts
