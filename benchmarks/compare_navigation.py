"""What two language servers find at the same places in real Dockerfiles: definitions, highlights, renamings, outlines.

    python benchmarks/compare_navigation.py FOLDER --server 'NAME=COMMAND' --server 'NAME=COMMAND' [--show METHOD]

Definition, highlight and rename are asked at names of stages and variables and at here-documents, drawn from the
Dockerfiles below FOLDER; the others of whole files. An item is a place in the answer. It is wrong if what stands there
cannot be meant: another word than the name, a name that is not the file's own to change, a line that is no instruction,
an address that is none. It is missing if the other server has it and it is not wrong. `--show` prints every
difference, to be read.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from compare_editor_features import Server

from dockwright.lsp.client import member
from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from dockwright.model.facts import facts_of
from dockwright.model.variables import PLATFORM_ARGUMENTS
from dockwright.syntax.nodes import KEYWORDS
from dockwright.syntax.parser import parse
from dockwright.text.lines import LineIndex, Unit

NEW_NAME = "renamed"
_WORD = re.compile(r"[\w.-]+")


class Place(NamedTuple):
    """A cursor in a file; `name` is the word there, "" where the whole file is asked for."""

    path: Path
    text: str
    offset: int
    name: str


Item = tuple[int, int, str]
"""Line, column or last line, and what is said of it."""


class Method(NamedTuple):
    """A request, what else its parameters have, and how its answer becomes items."""

    request: str
    at_names: bool
    extra: JsonObject
    items: Callable[[Place, JsonValue], Iterator[Item]]


def as_list(value: JsonValue) -> list[JsonValue]:
    """The members of a list, or the value alone."""
    return value if isinstance(value, list) else [] if value is None else [value]


def start(value: JsonValue) -> tuple[int, int]:
    """Line and column of the start of a range."""
    line, column = member(value, "start", "line"), member(value, "start", "character")
    return (line, column) if isinstance(line, int) and isinstance(column, int) else (-1, -1)


def words_at(place: Place, extent: JsonValue) -> str:
    """The text of a range."""
    lines = LineIndex(place.text)
    line, column = member(extent, "end", "line"), member(extent, "end", "character")
    last = lines.offset(line, column, Unit.UTF16) if isinstance(line, int) and isinstance(column, int) else 0
    return place.text[lines.offset(*start(extent), Unit.UTF16) : last]


def definitions(place: Place, answer: JsonValue) -> Iterator[Item]:
    for each in as_list(answer):
        extent = member(each, "targetSelectionRange") or member(each, "range")
        yield (*start(extent), words_at(place, extent))


def highlights(place: Place, answer: JsonValue) -> Iterator[Item]:
    for each in as_list(answer):
        yield (*start(member(each, "range")), words_at(place, member(each, "range")))


def renamings(place: Place, answer: JsonValue) -> Iterator[Item]:
    changes = member(answer, "changes")
    documents = member(answer, "documentChanges")
    edits = [edit for found in changes.values() for edit in as_list(found)] if isinstance(changes, dict) else []
    edits += [edit for document in as_list(documents) for edit in as_list(member(document, "edits"))]
    for edit in edits:
        yield (*start(member(edit, "range")), words_at(place, member(edit, "range")))


def symbols(place: Place, answer: JsonValue) -> Iterator[Item]:
    """The lines on which an instruction or a directive is listed; variables in them are extra and not counted."""
    for each in as_list(answer):
        if member(each, "kind") in {13, 14}:
            continue
        extent = member(each, "range") or member(each, "location", "range")
        line = start(extent)[0]
        yield line, 0, (_WORD.findall(place.text.split("\n")[line]) or [""])[0].lower()
        yield from symbols(place, member(each, "children"))


def folds(place: Place, answer: JsonValue) -> Iterator[Item]:
    lines = place.text.split("\n")
    for each in as_list(answer):
        first, last = member(each, "startLine"), member(each, "endLine")
        if isinstance(first, int) and isinstance(last, int):
            yield first, last, lines[first][:40]


def links(_place: Place, answer: JsonValue) -> Iterator[Item]:
    for each in as_list(answer):
        target = member(each, "target") or f"https://hub.docker.com/{member(each, 'data')}"
        yield (*start(member(each, "range")), str(target).rstrip("/").removesuffix("/about"))


METHODS = {
    "definition": Method("textDocument/definition", True, {}, definitions),  # noqa: FBT003 - a row of a table
    "documentHighlight": Method("textDocument/documentHighlight", True, {}, highlights),  # noqa: FBT003 - as above
    "rename": Method("textDocument/rename", True, {"newName": NEW_NAME}, renamings),  # noqa: FBT003 - as above
    "documentSymbol": Method("textDocument/documentSymbol", False, {}, symbols),  # noqa: FBT003 - as above
    "foldingRange": Method("textDocument/foldingRange", False, {}, folds),  # noqa: FBT003 - as above
    "documentLink": Method("textDocument/documentLink", False, {}, links),  # noqa: FBT003 - as above
}


def is_wrong(method: str, place: Place, item: Item) -> bool:
    """Whether an item cannot be meant, judged by the text alone."""
    if method == "documentLink":
        return re.fullmatch(r"(?:https?|file)://[\w.:/?#%@!&+=~,;'()*-]+", item[2]) is None
    if method == "documentSymbol":
        return item[2].upper() not in {*KEYWORDS, "SYNTAX", "ESCAPE", "CHECK"}
    if method == "foldingRange":
        return False
    is_named = place.name.lower() in item[2].lower().split("=")[0] or place.name.isdecimal()
    return not is_named or (method == "rename" and not is_ours_to_rename(place))


def is_ours_to_rename(place: Place) -> bool:
    """Whether the file itself gives the name: one of the builder or of the base image means something as it is."""
    name = re.escape(place.name)
    line_end = r"[\\`][ \t]*\n(?:\s*#[^\n]*\n)*"
    given = rf"^\s*(?:ARG|ENV)\b(?:{line_end}|[^\n])*\b{name}\b|\bAS\s+{name}\b|<<-?[\"']?{name}\b"
    is_given = re.search(given, place.text, re.IGNORECASE | re.MULTILINE) is not None
    return is_given and place.name not in PLATFORM_ARGUMENTS


@dataclass
class Counts:
    """What came of one method from one server."""

    answered: int = 0
    items: int = 0
    wrong: int = 0
    missing: int = 0
    alone: int = 0


def names(text: str) -> list[tuple[int, str]]:
    """The names of stages, variables and here-documents in a file, where they stand."""
    facts = facts_of(parse(text))
    found = [(use.span.start, use.span.of(text)) for use in facts.uses if use.target is not None]
    found += [(stage.name_span.start, stage.name_span.of(text)) for stage in facts.stages if stage.name_span]
    found += [(each.span.start, each.name) for each in facts.mentions if not each.in_shell or each.binding]
    for placed in facts.file.instructions:
        for document in placed.node.heredocs:
            if document.terminator is not None:
                found.append((placed.place(document.terminator).start, document.name))
        for pair in getattr(placed.node, "assignments", ()) if placed.node.name in {"ARG", "ENV"} else ():
            found.append((placed.place(pair.key.span).start, pair.key.value))
    return found


def places(files: list[Path], count: int, seed: int, *, at_names: bool) -> list[Place]:
    """Places in as many files as can be, the same each time."""
    chosen = random.Random(seed)  # noqa: S311 - the same places each time
    order = sorted(files)
    chosen.shuffle(order)
    found: list[Place] = []
    for path in order:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        candidates = names(text) if at_names else [(0, "")]
        if candidates and len(found) < count:
            offset, name = chosen.choice(candidates)
            found.append(Place(path, text, offset, name))
    return found


def asked(server: Server, method: Method, drawn: list[Place]) -> list[set[Item]]:
    """The items that a server finds at each place."""
    found: list[set[Item]] = []
    for number, place in enumerate(drawn):
        uri = f"file:///nowhere/{number}/{method.request}/Dockerfile"
        item: JsonObject = {"uri": uri, "languageId": "dockerfile", "version": 1, "text": place.text}
        server.tell("textDocument/didOpen", {"textDocument": item})
        line, column = LineIndex(place.text).position(place.offset, Unit.UTF16)
        at: JsonObject = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}, **method.extra}
        found.append(set(method.items(place, server.ask(method.request, at))))
        server.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    return found


def compared(method: str, drawn: list[Place], mine: list[set[Item]], other: list[set[Item]]) -> Counts:
    """What one server has of what there is."""
    counts = Counts()
    for place, here, there in zip(drawn, mine, other, strict=True):
        counts.answered += bool(here)
        counts.items += len(here)
        counts.wrong += sum(is_wrong(method, place, item) for item in here)
        counts.missing += sum(not is_wrong(method, place, item) for item in there - here)
        counts.alone += len(here - there)
    return counts


def show(label: str, drawn: list[Place], mine: list[set[Item]], other: list[set[Item]]) -> None:
    """Print what only one of two servers finds."""
    for place, here, there in zip(drawn, mine, other, strict=True):
        line = LineIndex(place.text).position(place.offset, Unit.UTF32)[0] + 1
        for item in sorted(here - there):
            print(f"only {label}: {place.path.name}:{line} {place.name!r}: {item}")


def main() -> None:
    """Print one table for all methods and servers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--server", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--method", action="append", choices=sorted(METHODS))
    parser.add_argument("--positions", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="append", default=[], choices=sorted(METHODS))
    options = parser.parse_args()
    files = [path for path in options.folder.rglob("*") if path.is_file()]
    print(
        "| method | server | places | answered | items | wrong | missing | alone |\n|---|---|---|---|---|---|---|---|"
    )
    for name in options.method or METHODS:
        method = METHODS[name]
        drawn = places(files, options.positions, options.seed, at_names=method.at_names)
        answers: dict[str, list[set[Item]]] = {}
        for pair in options.server:
            label, _, command = pair.partition("=")
            server = Server(command)
            answers[label] = asked(server, method, drawn)
            server.end()
        for label, mine in answers.items():
            other = next((found for each, found in answers.items() if each != label), mine)
            found = compared(name, drawn, mine, other)
            print(
                f"| {name} | {label} | {len(drawn)} | {found.answered} | {found.items} | {found.wrong}"
                f" | {found.missing} | {found.alone} |",
                flush=True,
            )
            if name in options.show:
                show(label, drawn, mine, other)


if __name__ == "__main__":
    main()
