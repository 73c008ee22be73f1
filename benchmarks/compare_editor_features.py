"""What language servers answer at the same cursor positions in real Dockerfiles.

    python benchmarks/compare_editor_features.py FOLDER --server 'NAME=COMMAND' --server 'NAME=COMMAND'

Positions are drawn from the Dockerfiles below FOLDER, as many of each kind as can be, and the same for all
servers. For completion the rest of the word is cut off, as if it were not typed yet: what its author wrote is
missing if no item makes it. An item is wrong if the text with it has an error in it that is more than something
not written yet. A hover is missing where there is something to tell, wrong if its range is elsewhere. Of signature
help the active parameter is compared with the part that stands there.

A method is a row in `METHODS`: how its places are drawn, what is sent, and what is counted in an answer.
"""

import argparse
import json
import random
import re
import shlex
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features.completions.model import MARKUP, unmarked
from dockwright.features.diagnostics import report
from dockwright.features.snapshot import Snapshot
from dockwright.knowledge import images, reference
from dockwright.lsp.client import member
from dockwright.lsp.io import Frames, framed
from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from dockwright.model.facts import Facts, facts_of
from dockwright.model.packages.read import packages_of
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.rules.model import Severity
from dockwright.syntax.nodes import (
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Label,
    Run,
    StopSignal,
    Transfer,
    User,
    Workdir,
)
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.lines import LineIndex, Unit
from dockwright.text.span import Span

if TYPE_CHECKING:
    from io import BufferedReader, BufferedWriter

_MOST_JUDGED = 60
_UNFINISHED = frozenset(
    {"wrong-argument-count", "invalid-flag-value", "unterminated-heredoc", "no-from", "shell-without-json"}
)


class Token(NamedTuple):
    """A word of a Dockerfile: what it is, and where (absolute)."""

    kind: str
    span: Span


class Place(NamedTuple):
    """A cursor: `written` is the word of the author that it stands in, `kind` what that is."""

    kind: str
    text: str
    offset: int
    written: str


@dataclass
class Counts:
    """What came of one method; `kinds` are those of the places with something missing or wrong."""

    places: int = 0
    answered: int = 0
    items: int = 0
    wrong: int = 0
    missing: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


class Method(NamedTuple):
    """A request: the kinds of words it is asked at, whether their rest is cut off, and how an answer is judged."""

    request: str
    kinds: frozenset[str]
    cut: bool
    judge: Callable[[Place, JsonValue, Counts], None]


# Words


def tokens(text: str) -> Iterator[Token]:
    """The words of a file that an editor could say something about."""
    facts = facts_of(parse(text), KNOWN_IMAGES)
    yield from (Token("directive", found.name_span) for found in facts.file.directives)
    for placed in facts.file.instructions:
        node = placed.node
        yield Token("keyword", placed.place(node.keyword.span))
        for flag in node.flags:
            if f"--{flag.name}" in reference.flags(node.name):
                yield Token("flag", placed.place(Span(flag.span.start, flag.name_span.end)))
                yield from _value(flag.name, placed.place(flag.value.span) if flag.value else None)
            for part in flag.fields:
                yield Token("mount key", placed.place(part.key_span))
                if part.key == "type":
                    yield Token("mount type", placed.place(part.value_span))
        for word in node.arguments:
            yield from (Token("variable", placed.place(found.span)) for found in word.substitutions)
        yield from _shifted(_of_node(node), placed.at)
    for use in facts.uses:
        if use.target is not None:
            yield Token("stage", use.span)
    yield from _images(facts)


def _value(name: str, span: Span | None) -> Iterator[Token]:
    if span is not None:
        yield Token({"network": "flag value", "platform": "flag value"}.get(name, "flag argument"), span)


def _shifted(found: Iterable[Token], by: int) -> Iterator[Token]:
    return (token._replace(span=token.span.shift(by)) for token in found)


def _of_node(node: object) -> Iterator[Token]:  # noqa: C901, PLR0912 - one case for each instruction
    match node:
        case From():
            if node.as_word is not None:
                yield Token("as", node.as_word.span)
            if node.alias is not None:
                yield Token("stage name", node.alias.span)
        case Transfer():
            yield from (Token("source", word.span) for word in node.sources if not word.raw.startswith("<<"))
            if node.destination is not None:
                yield Token("destination", node.destination.span)
            if isinstance(node, Copy) and node.heredocs:
                yield Token("heredoc", node.heredocs[0].opener)
        case Run():
            yield from (Token("package command", command.name_span) for command in packages_of(node))
            yield from (Token("heredoc", doc.opener) for doc in node.heredocs)
            if node.command is not None:
                yield Token("command", node.command.span)
        case Cmd() | Entrypoint():
            if node.command is not None:
                yield Token("command", node.command.span)
        case Env() | Label() | Arg():
            for pair in node.assignments:
                name = node.name.lower()
                yield Token(f"{name} key", pair.key.span)
                if pair.key.value in reference.labels():
                    yield Token("OCI label", pair.key.span)
                if pair.value is not None and pair.value.raw:
                    yield Token(f"{name} value", pair.value.span)
        case Expose():
            yield from (Token("port", word.span) for word in node.arguments if word.raw.isdigit())
        case User():
            if node.user is not None and ":" not in node.user.raw:
                yield Token("user", node.user.span)
        case StopSignal():
            if node.signal is not None:
                yield Token("signal", node.signal.span)
        case Workdir():
            if node.path is not None:
                yield Token("path", node.path.span)
        case _:
            return


def _images(facts: Facts) -> Iterator[Token]:
    """Names and tags of images that are written without variables; tags of those that the facts list."""
    for stage in facts.stages:
        span, found = stage.image_span, stage.reference
        if span is None or found is None or found.text != span.of(facts.file.text):
            continue
        name, colon, tag = found.text.partition("@")[0].rpartition(":")
        if "/" in tag or not colon:
            name, tag = found.text.partition("@")[0], ""
        yield Token("image", Span(span.start, span.start + len(name)))
        if tag and images.repository(found.repository) is not None:
            start = span.start + len(name) + 1
            yield Token("tag", Span(start, start + len(tag)))


# Judging


def judge_completion(place: Place, answer: JsonValue, counts: Counts) -> None:
    """Items that make an error, and whether what the author wrote is among them."""
    items = answer if isinstance(answer, list) else member(answer, "items")
    items = items if isinstance(items, list) else []
    counts.answered += bool(items)
    counts.items += len(items)
    made = [_inserted(place, item) for item in items]
    wanted = (place.text[: place.offset] + place.written[_typed(place) :]).lower()
    if not any(text.lower().startswith(wanted) for text, _ in made):
        counts.missing += 1
        counts.kinds[f"{place.kind} missing"] += 1
    wrong = sum(_is_error(text, at) for text, at in made[:_MOST_JUDGED])
    counts.wrong += wrong
    if wrong:
        counts.kinds[f"{place.kind} wrong"] += 1


def _typed(place: Place) -> int:
    """How many code points of the word stand before the cursor."""
    before = place.text[: place.offset]
    return next(count for count in range(len(place.written), -1, -1) if before.endswith(place.written[:count]))


def _inserted(place: Place, item: JsonValue) -> tuple[str, Span]:
    """The text after an item is taken, and where the item is in it."""
    lines = LineIndex(place.text)
    edit = member(item, "textEdit")
    new = str(member(edit, "newText") or member(item, "insertText") or member(item, "label"))
    if member(item, "insertTextFormat") == 2:
        new = MARKUP.sub(unmarked, new)
    extent = member(edit, "range") or member(edit, "replace")
    start, end = (_offset(lines, member(extent, name), place.offset) for name in ("start", "end"))
    return place.text[:start] + new + place.text[end:], Span(start, start + len(new))


def _offset(lines: LineIndex, position: JsonValue, otherwise: int) -> int:
    line, column = member(position, "line"), member(position, "character")
    return lines.offset(line, column, Unit.UTF16) if isinstance(line, int) and isinstance(column, int) else otherwise


def _is_error(text: str, at: Span) -> bool:
    """Whether there is an error at a span that is more than something not written yet."""
    snapshot = Snapshot(open_document("", 0, text), facts_of(parse(text), KNOWN_IMAGES), UNKNOWN_PROJECT)
    return any(
        found.rule.severity is Severity.ERROR
        and found.rule.name not in _UNFINISHED
        and " needs " not in found.finding.message
        and found.finding.span.start < at.end
        and at.start < found.finding.span.end
        for found in report(snapshot).diagnostics
    )


def judge_hover(place: Place, answer: JsonValue, counts: Counts) -> None:
    """Whether something is told, and of what stands there."""
    if answer is None:
        counts.missing += 1
        counts.kinds[f"{place.kind} missing"] += 1
        return
    counts.answered += 1
    counts.items += 1
    extent = member(answer, "range")
    lines = LineIndex(place.text)
    start, end = (_offset(lines, member(extent, name), place.offset) for name in ("start", "end"))
    if not start <= place.offset <= end:
        counts.wrong += 1
        counts.kinds[f"{place.kind} wrong"] += 1


PARTS = {
    "source": "source",
    "destination": "dest",
    "image": "image",
    "tag": "tag",
    "stage name": "name|stage",
    "env key": "key",
    "env value": "value",
    "label key": "key",
    "label value": "value",
    "arg key": "name",
    "arg value": "default",
    "command": "command|executable|program|parameter|argument",
    "port": "port",
    "user": "user|uid",
    "signal": "signal",
    "path": "path",
    "flag value": ".",
    "flag argument": ".",
}
"""What the parameter is called that a word of that kind is, in any server's words."""


def judge_signature(place: Place, answer: JsonValue, counts: Counts) -> None:
    """Whether there is a signature, and whether its active parameter is the part at the cursor."""
    signatures = member(answer, "signatures")
    if not isinstance(signatures, list) or not signatures:
        counts.missing += 1
        counts.kinds[f"{place.kind} missing"] += 1
        return
    counts.answered += 1
    counts.items += len(signatures)
    chosen = signatures[_number(member(answer, "activeSignature"), len(signatures))]
    parameters = member(chosen, "parameters")
    labels = [str(member(each, "label")) for each in parameters] if isinstance(parameters, list) else []
    own = member(chosen, "activeParameter")
    index = own if own is not None else member(answer, "activeParameter")
    label = labels[_number(index, len(labels))] if labels else ""
    if not re.search(PARTS[place.kind], label, re.IGNORECASE):
        counts.wrong += 1
        counts.kinds[f"{place.kind} wrong"] += 1


def _number(value: JsonValue, count: int) -> int:
    """An index as LSP reads it: 0 where it is missing or outside."""
    return value if isinstance(value, int) and 0 <= value < count else 0


METHODS = {
    "hover": Method(
        "textDocument/hover",
        frozenset(
            {
                "directive", "keyword", "flag", "mount key", "mount type", "variable", "stage", "stage name", "image",
                "package command", "heredoc", "env key", "arg key", "OCI label", "port", "signal",
            }
        ),
        cut=False,
        judge=judge_hover,
    ),
    "completion": Method(
        "textDocument/completion",
        frozenset(
            {
                "keyword", "flag", "flag value", "mount key", "mount type", "variable", "stage", "as", "image", "tag",
                "OCI label", "port", "user", "signal", "directive",
            }
        ),
        cut=True,
        judge=judge_completion,
    ),
    "signatureHelp": Method("textDocument/signatureHelp", frozenset(PARTS), cut=False, judge=judge_signature),
}  # fmt: skip


def places(method: Method, files: list[Path], count: int, seed: int) -> list[Place]:
    """`count` places, the kinds in turn, no two of a kind in one file as long as there are others."""
    chosen = random.Random(seed)  # noqa: S311 - the same places each time
    found: dict[str, list[Place]] = {kind: [] for kind in sorted(method.kinds)}
    order = sorted(files)
    chosen.shuffle(order)
    for path in order:
        text = path.read_bytes().decode("utf-8", "replace")
        by_kind: dict[str, list[Token]] = {}
        for token in tokens(text):
            if token.kind in method.kinds and token.span.end > token.span.start:
                by_kind.setdefault(token.kind, []).append(token)
        for kind, candidates in by_kind.items():
            if len(found[kind]) < count:
                found[kind].append(_place(text, chosen.choice(candidates), cut=method.cut))
    result: list[Place] = []
    for number in range(count):
        result.extend(each[number] for each in found.values() if number < len(each))
    return result[:count]


def _place(text: str, token: Token, *, cut: bool) -> Place:
    """The middle of a word; for a variable behind its `$`."""
    start, end = token.span
    written = token.span.of(text)
    offset = (start + end) // 2
    if token.kind == "variable":
        offset = start + (2 if written.startswith("${") else 1)
        written = written.partition(":")[0].partition("-")[0].removesuffix("}")
    if cut:
        text = text[:offset] + text[end:]
    return Place(token.kind, text, offset, written)


# Servers


class Server:
    """A language server at the other end of two pipes."""

    def __init__(self, command: str) -> None:
        """Start it."""
        self._process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._frames = Frames()
        self._arrived: list[JsonObject] = []
        self._ids = 0
        document: JsonObject = {
            "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
            "hover": {"contentFormat": ["markdown"]},
        }
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {"textDocument": document}})
        self.tell("initialized", {})

    def tell(self, method: str, params: JsonValue) -> None:
        """Send a notification."""
        self._write({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: JsonValue) -> JsonValue:
        """The result of a request, None for an error."""
        self._ids += 1
        self._write({"jsonrpc": "2.0", "id": self._ids, "method": method, "params": params})
        while True:
            message = self._next()
            if "method" in message and "id" in message:
                self._write({"jsonrpc": "2.0", "id": message["id"], "result": None})
            elif message.get("id") == self._ids:
                return message.get("result")

    def end(self) -> None:
        """Stop it."""
        self._process.kill()
        self._process.wait()

    def _write(self, message: JsonObject) -> None:
        stream = cast("BufferedWriter", self._process.stdin)
        stream.write(framed(json.dumps(message).encode()))
        stream.flush()

    def _next(self) -> JsonObject:
        stream = cast("BufferedReader", self._process.stdout)
        while not self._arrived:
            data = stream.read1(65_536)
            if not data:
                raise EOFError
            self._arrived.extend(json.loads(frame) for frame in self._frames.feed(data) if isinstance(frame, bytes))
        return self._arrived.pop(0)


def measure(server: Server, method: Method, drawn: list[Place]) -> Counts:
    """What a server answers at all places."""
    counts = Counts(places=len(drawn))
    for number, place in enumerate(drawn):
        uri = f"file:///nowhere/{number}/{method.request}/Dockerfile"
        item: JsonObject = {"uri": uri, "languageId": "dockerfile", "version": 1, "text": place.text}
        server.tell("textDocument/didOpen", {"textDocument": item})
        line, column = LineIndex(place.text).position(place.offset, Unit.UTF16)
        at: JsonObject = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
        method.judge(place, server.ask(method.request, at), counts)
        server.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    return counts


def main() -> None:
    """Print one table for all methods and servers, and what each misses by kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--server", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--method", action="append", choices=sorted(METHODS))
    parser.add_argument("--positions", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    files = [path for path in options.folder.rglob("*") if path.is_file()]
    print("| method | server | places | answered | items | wrong | missing |\n|---|---|---|---|---|---|---|")
    details: list[str] = []
    for name in options.method or METHODS:
        drawn = places(METHODS[name], files, options.positions, options.seed)
        for pair in options.server:
            label, _, command = pair.partition("=")
            server = Server(command)
            found = measure(server, METHODS[name], drawn)
            server.end()
            print(
                f"| {name} | {label} | {found.places} | {found.answered} | {found.items} | {found.wrong}"
                f" | {found.missing} |",
                flush=True,
            )
            rows = ", ".join(f"{kind} {count}" for kind, count in found.kinds.most_common())
            details.append(f"{name}, {label}: {rows or 'nothing'}")
    print("", *details, sep="\n")


if __name__ == "__main__":
    main()
