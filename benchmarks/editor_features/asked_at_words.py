"""Hover, completion and signature help, asked at words."""

import re
from collections.abc import Sequence

from dockwright.lsp.client import member
from dockwright.lsp.jsonrpc import JsonValue
from editor_features import language
from editor_features.corpus import Source, instructions
from editor_features.places import Place, draw
from editor_features.server import Counts, Server, as_list, extent

_COUNT = 60
_MOST_JUDGED = 60
_MARKUP = re.compile(r"\$\{\d+:([^}]*)\}|\$\d+|\\([\\$}])")
_HOVERED = (
    "directive", "keyword", "flag", "mount key", "mount type", "variable", "stage", "stage name", "image",
    "package command", "heredoc", "env key", "arg key", "OCI label", "port", "signal", "user",
)  # fmt: skip
_COMPLETED = (
    "keyword", "flag", "flag value", "mount key", "mount type", "variable", "stage", "as", "image", "tag",
    "OCI label", "port", "user", "signal", "directive",
)  # fmt: skip
_PARTS = {
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
}
"""What the parameter is called that a word of that kind is, in any server's words."""


def hover(server: Server, sources: Sequence[Source]) -> Counts:
    """Something is told of each of these; the range holds the cursor; a value that is set once is named."""
    counts = Counts()
    for place in draw(sources, _HOVERED, _COUNT):
        counts.places += 1
        answer = server.once("textDocument/hover", place.source.text, place.middle)
        told = str(answer)
        if answer is None:
            counts.is_missing(place.kind)
            continue
        counts.items += 1
        start, end = extent(place.source.text, member(answer, "range"))
        is_elsewhere = start >= 0 and not start <= place.middle <= end
        counts.is_wrong(place.kind, int(is_elsewhere or _only_value(place) not in told))
    return counts


def _only_value(place: Place) -> str:
    """The value of a variable that is set at one place in the file, and plainly; "" if it is not."""
    name = place.word.lstrip("${")
    if place.kind not in {"variable", "env key"} or len(place.source.declared().get(name, ())) != 1:
        return ""
    found = re.search(rf"^\s*(?:ARG|ENV)\s+{name}=([\w./:-]+)\s*$", place.source.text, re.MULTILINE)
    return found[1] if found is not None else ""


def completion(server: Server, sources: Sequence[Source]) -> Counts:
    """What the author wrote is offered; what an item makes is in the language, and BuildKit's parser takes it."""
    counts = Counts()
    for place in draw(sources, _COMPLETED, _COUNT):
        counts.places += 1
        text, cursor = place.cut
        answer = server.once("textDocument/completion", text, cursor)
        items = as_list(answer if isinstance(answer, list) else member(answer, "items"))
        counts.items += len(items)
        made = [_inserted(text, cursor, item) for item in items]
        wanted = (place.source.text[: place.start] + place.word).lower()
        counts.is_missing(place.kind, int(not any(each.lower().startswith(wanted) for each, _ in made)))
        counts.is_wrong(place.kind, sum(_is_wrong(place, each, end) for each, end in made[:_MOST_JUDGED]))
    return counts


def _inserted(text: str, cursor: int, item: JsonValue) -> tuple[str, int]:
    """The text after an item is taken, and where what was inserted ends."""
    edit = member(item, "textEdit")
    new = str(member(edit, "newText") or member(item, "insertText") or member(item, "label"))
    if member(item, "insertTextFormat") == 2:
        new = _MARKUP.sub(lambda match: match[1] or match[2] or "x", new)
    start, end = extent(text, member(edit, "range") or member(edit, "replace"))
    start, end = (cursor, cursor) if start < 0 else (start, end)
    return text[:start] + new + text[end:], start + len(new)


def _is_wrong(place: Place, text: str, end: int) -> bool:
    word = text[place.start : end]
    return not _is_known(place, word) or (instructions(text) is None and place.kind != "keyword")


def _is_known(place: Place, word: str) -> bool:  # noqa: C901, PLR0911, PLR0912 - one case for each kind
    """Whether the word that a completion makes is one that can stand there."""
    first = re.split(r"[\s=,]", word.strip() + " ")[0]
    match place.kind:
        case "keyword":
            return first.upper() in language.KEYWORDS
        case "flag":
            return first.removeprefix("--") in language.FLAGS[place.of]
        case "flag value":
            return any(re.fullmatch(pattern, first) for pattern in language.VALUES.values())
        case "mount key":
            return first in language.MOUNT_KEYS
        case "mount type":
            return first in language.MOUNT_TYPES
        case "variable":
            name = re.match(r"\$\{?(\w+)", word)
            if name is None:
                return False
            above = place.source.text[: place.start]
            return name[1] in language.GIVEN or re.search(rf"(?:ARG|ENV|\s){name[1]}\b", above) is not None
        case "stage":
            return first.isdigit() or first.lower() in place.source.stages or re.fullmatch(_IMAGE, first) is not None
        case "as":
            return first.upper() == "AS"
        case "image":
            return re.fullmatch(_IMAGE, first) is not None
        case "tag":
            return re.fullmatch(r"\w[\w.-]{0,127}", first) is not None
        case "OCI label":
            return first in language.LABELS
        case "port":
            return re.fullmatch(r"\d{1,5}(?:/(?:tcp|udp|sctp))?", first) is not None
        case "user":
            return re.fullmatch(r"[\w-]+", first) is not None
        case "signal":
            return first in language.SIGNALS or re.fullmatch(r"SIGRTM(?:IN|AX)(?:[+-]\d+)?", first) is not None
        case "directive":
            return first.lstrip("# ") in language.DIRECTIVES
        case _:
            return False


_IMAGE = r"[a-z0-9][a-z0-9._/-]*(?::\w[\w.-]*)?(?:@sha256:[0-9a-f]{64})?"


def signature_help(server: Server, sources: Sequence[Source]) -> Counts:
    """There is a signature, and its active parameter is called what the word at the cursor is."""
    counts = Counts()
    for place in draw(sources, tuple(_PARTS), _COUNT):
        counts.places += 1
        answer = server.once("textDocument/signatureHelp", place.source.text, place.middle)
        signatures = as_list(member(answer, "signatures"))
        counts.items += len(signatures)
        if not signatures:
            counts.is_missing(place.kind)
            continue
        chosen = signatures[_number(member(answer, "activeSignature"), len(signatures))]
        labels = [str(member(each, "label")) for each in as_list(member(chosen, "parameters"))]
        own = member(chosen, "activeParameter")
        index = own if own is not None else member(answer, "activeParameter")
        label = labels[_number(index, len(labels))] if labels else ""
        counts.is_wrong(place.kind, int(not re.search(_PARTS[place.kind], label, re.IGNORECASE)))
    return counts


def _number(value: JsonValue, count: int) -> int:
    """An index as LSP reads it: 0 where it is missing or outside."""
    return value if isinstance(value, int) and 0 <= value < count else 0
