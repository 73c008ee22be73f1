"""What a server says unasked or beside the text: diagnostics, repairs, hints, lenses, commands, settings."""

import random
import re
from collections.abc import Sequence

from dockwright.lsp.client import member
from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from editor_features.corpus import Source, instructions
from editor_features.language import BROKEN, REPAIRED
from editor_features.server import Counts, Server, as_list, extent, position

_COUNT = 60
_ODD = ("😋", "\f", "\u2028", "é", "\t", "x")
_CANCELLED = -32800
_WHOLE: JsonValue = {"start": {"line": 0, "character": 0}, "end": {"line": 100_000, "character": 0}}
_QUIET: JsonObject = {
    "docker": {"languageserver": {"diagnostics": {"deprecatedMaintainer": "ignore"}}},
    "dockwright": {"ignore": ["maintainer"]},
}
_TEMPLATES = (
    "FROM {{ base }}\nRUN {{ command }}\nCOPY {{ files | join(' ') }} /srv/\n",
    "{% if slim %}\nFROM debian:13-slim\n{% else %}\nFROM debian:13\n{% endif %}\nEXPOSE {{ port }}\n",
    "FROM node:{{ version }}\n{{#each packages}}\nRUN npm install {{this}}\n{{/each}}\n",
)


def sync(server: Server, sources: Sequence[Source]) -> Counts:
    """After edits with odd characters, piece by piece, the outline is that of the text as it is then."""
    counts = Counts()
    chosen = random.Random(1)  # noqa: S311 - the same edits each time
    for source in sources[:_COUNT]:
        counts.places += 1
        text = source.text
        uri = server.open(text)
        for version in range(2, 12):
            start = chosen.randrange(len(text))
            end = min(len(text), start + chosen.randrange(3))
            new = chosen.choice(_ODD) + chosen.choice(("", "\n"))
            edit: JsonValue = {"range": {"start": position(text, start), "end": position(text, end)}, "text": new}
            document: JsonValue = {"uri": uri, "version": version}
            server.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [edit]})
            text = text[:start] + new + text[end:]
            counts.items += 1
        edited = server.about("textDocument/documentSymbol", uri)
        server.close(uri)
        fresh = server.open(text)
        whole = server.about("textDocument/documentSymbol", fresh)
        server.close(fresh)
        counts.is_wrong("text", int(str(edited).replace(uri, "") != str(whole).replace(fresh, "")))
    return counts


def diagnostics(server: Server, sources: Sequence[Source]) -> Counts:
    """No error in a file that its project builds; one on a line that no build takes, put at its end."""
    counts = Counts()
    for number, source in enumerate(sources[:_COUNT]):
        counts.places += 1
        uri = server.open(source.text)
        found = server.diagnostics(uri)
        counts.items += len(found)
        counts.is_wrong("error in a good file", sum(member(each, "severity") == 1 for each in found))
        server.close(uri)
        kind, broken = BROKEN[number % len(BROKEN)]
        text = f"{source.text.rstrip()}\n\n{broken}\n"
        after = instructions(text)
        if after is not None and after[-1].line != text.count("\n") - 1:
            continue  # the file ends in a line that goes on
        uri = server.open(text)
        last = text.count("\n") - 1
        there = [each for each in server.diagnostics(uri) if member(each, "range", "start", "line") == last]
        server.close(uri)
        counts.items += len(there)
        counts.is_missing(f"{kind}: {broken}", int(not any(member(each, "severity") == 1 for each in there)))
    return counts


def code_actions(server: Server, sources: Sequence[Source]) -> Counts:
    """A quick fix for a line with one obvious repair: the line is another then, and BuildKit's parser takes it."""
    counts = Counts()
    for number, source in enumerate(sources[:_COUNT]):
        kind, broken = REPAIRED[number % len(REPAIRED)]
        text = f"{source.text.rstrip()}\n\n{broken}\n"
        if source.lines[-2:] and source.text.rstrip().endswith(("\\", "`")):
            continue
        counts.places += 1
        uri = server.open(text)
        last = text.count("\n") - 1
        there = [each for each in server.diagnostics(uri) if member(each, "range", "start", "line") == last]
        ranges: JsonValue = {
            "start": {"line": last, "character": 0},
            "end": {"line": last, "character": len(broken)},
        }
        context: JsonValue = {"diagnostics": there, "only": ["quickfix"]}
        actions = as_list(server.about("textDocument/codeAction", uri, range=ranges, context=context))
        made = [_repaired(server, uri, text, each) for each in actions]
        server.close(uri)
        changed = [each for each in made if each is not None and each != text]
        counts.items += len(changed)
        counts.is_missing(f"{kind}: {broken}", int(not any(broken not in each.split("\n") for each in changed)))
        counts.is_wrong(kind, sum(instructions(each) is None for each in changed))
    return counts


def _repaired(server: Server, uri: str, text: str, action: JsonValue) -> str | None:
    """The text after an action, None if it changes another file or none."""
    edit = member(action, "edit")
    if edit is None and member(action, "data") is not None:
        edit = member(server.ask("codeAction/resolve", action), "edit")
    if edit is None:  # a command whose arguments are told by the server alone
        return _commanded(server, uri, text, action)
    return _edited(uri, text, edit)


def _edited(uri: str, text: str, edit: JsonValue) -> str | None:
    changes = member(edit, "changes", uri)
    edits = as_list(changes)
    for one in as_list(member(edit, "documentChanges")):
        if member(one, "textDocument", "uri") == uri:
            edits += as_list(member(one, "edits"))
    if not edits:
        return None
    found = [(extent(text, member(each, "range")), str(member(each, "newText"))) for each in edits]
    for (start, end), new in sorted(found, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _commanded(server: Server, uri: str, text: str, action: JsonValue) -> str | None:
    """What a command of an action does, where the server sends the edit back."""
    command = member(action, "command")
    name = member(command, "command") if isinstance(command, dict) else command
    arguments = member(command, "arguments") if isinstance(command, dict) else member(action, "arguments")
    if not isinstance(name, str) or name == "dockwright.explainRule":
        return None
    server.edits.clear()
    server.ask("workspace/executeCommand", {"command": name, "arguments": arguments})
    return next((made for edit in server.edits if (made := _edited(uri, text, edit)) is not None), None)


def inlay_hints(server: Server, sources: Sequence[Source]) -> Counts:
    """The image that a FROM with one variable names, where that is set at one place above."""
    counts = Counts()
    pattern = re.compile(r"^FROM\s+([\w./:-]*)\$\{?(\w+)\}?([\w./:-]*)(?:\s+AS\s+\S+)?\s*$", re.IGNORECASE)
    for source in sources:
        for each in source.instructions:
            found = pattern.match(source.lines[each.line]) if each.name == "FROM" else None
            value = _default(source, found[2]) if found is not None else None
            if found is None or value is None or counts.places >= _COUNT:
                continue
            counts.places += 1
            uri = server.open(source.text)
            hints = as_list(server.about("textDocument/inlayHint", uri, range=_WHOLE))
            server.close(uri)
            here = [str(member(hint, "label")) for hint in hints if member(hint, "position", "line") == each.line]
            counts.items += len(here)
            image = f"{found[1]}{value}{found[3]}"
            counts.is_missing("image", int(not any(label.endswith(image) for label in here)))
            counts.is_wrong("image", sum(label.startswith("=") and not label.endswith(image) for label in here))
            break
    return counts


def _default(source: Source, name: str) -> str | None:
    """The value of a variable that is declared once, above the first FROM."""
    found = re.findall(rf"^ARG\s+{name}\b(?:=([\w./:-]+))?\s*$", source.text, re.MULTILINE)
    first = next(each.line for each in source.instructions if each.name == "FROM")
    above = "\n".join(source.lines[:first])
    return found[0] if len(found) == 1 and found[0] and re.search(rf"^ARG\s+{name}=", above, re.MULTILINE) else None


def code_lenses(server: Server, sources: Sequence[Source]) -> Counts:
    """How many stages use a stage: as many as hold its name, in files where no variable stands for one."""
    counts = Counts()
    plain = [each for each in sources if each.stages and not re.search(r"^FROM.*\$", each.text, re.MULTILINE)]
    for source in plain[:_COUNT]:
        counts.places += 1
        uri = server.open(source.text)
        lenses = as_list(server.about("textDocument/codeLens", uri))
        server.close(uri)
        counts.items += len(lenses)
        froms = [each.line for each in source.instructions if each.name == "FROM"]
        for name, line in source.stages.items():
            spots = [source.text[:at].count("\n") for at in source.named(name)]
            users = {sum(start <= spot for start in froms) for spot in spots if spot != line}
            titles = [
                str(member(each, "command", "title"))
                for each in lenses
                if member(each, "range", "start", "line") == line
            ]
            counted = [int(found[1]) for title in titles if (found := re.search(r"used by (\d+)", title))]
            counts.is_missing("uses", int(bool(users) and not counted and line != froms[-1]))
            counts.is_wrong("uses", sum(count != len(users) for count in counted))
    return counts


def commands(server: Server, sources: Sequence[Source]) -> Counts:
    """A graph in which each stage has its name."""
    counts = Counts()
    for source in [each for each in sources if len(each.stages) > 1][:_COUNT]:
        counts.places += 1
        uri = server.open(source.text)
        params: JsonValue = {"command": "dockwright.showStageGraph", "arguments": [uri]}
        graph = str(server.ask("workspace/executeCommand", params) or "")
        server.close(uri)
        counts.items += graph.count("stage")
        counts.is_missing("stage", sum(name not in graph for name in source.stages))
    return counts


def configuration(server: Server, sources: Sequence[Source]) -> Counts:
    """A kind of finding is there, and gone after a setting was changed."""
    counts = Counts()
    opened: list[tuple[str, str]] = []
    for source in sources[:_COUNT]:
        counts.places += 1
        text = f"{source.text.rstrip()}\n\nMAINTAINER someone\n"
        opened.append((server.open(text), text))
    before = [_has_maintainer(server, uri, text) for uri, text in opened]
    server.tell("workspace/didChangeConfiguration", {"settings": _QUIET})
    server.settle()
    for (uri, text), was in zip(opened, before, strict=True):
        counts.items += int(was)
        counts.is_missing("finding", int(not was))
        counts.is_wrong("finding", int(was and _has_maintainer(server, uri, text)))
        server.close(uri)
    server.tell("workspace/didChangeConfiguration", {"settings": {"docker": {}, "dockwright": {}}})
    return counts


def _has_maintainer(server: Server, uri: str, text: str) -> bool:
    last = text.count("\n") - 1
    return any(member(each, "range", "start", "line") == last for each in server.diagnostics(uri))


def cancellation(server: Server, sources: Sequence[Source]) -> Counts:
    """A request that is withdrawn at once is answered as such, or with its result; the server goes on."""
    counts = Counts()
    for source in sources[:_COUNT]:
        counts.places += 1
        uri = server.open(source.text)
        number = server.begin("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        server.tell("$/cancelRequest", {"id": number})
        answer = server.answer(number)
        counts.items += 1
        is_answer = member(answer, "error", "code") == _CANCELLED or isinstance(answer.get("result"), list)
        counts.is_wrong("answer", int(not is_answer))
        counts.is_missing("server", int(server.about("textDocument/documentSymbol", uri) is None))
        server.close(uri)
    return counts


def languages(server: Server, sources: Sequence[Source]) -> Counts:
    """Ignore files have tokens and hovers; no errors are made up in templates, whose text no builder ever reads."""
    counts = Counts()
    for number, source in enumerate(sources[:_COUNT]):
        counts.places += 1
        if number % 2:
            text = _TEMPLATES[number % len(_TEMPLATES)] + source.text
            uri = server.open(text)
            found = server.diagnostics(uri)
            counts.items += len(found)
            counts.is_wrong("template", sum(member(each, "severity") == 1 for each in found))
        else:
            uri = server.open("node_modules\n[a\n*.log\n", ".dockerignore", "ignore")
            answers = int(server.about("textDocument/semanticTokens/full", uri) is not None)
            hover = server.at("textDocument/hover", uri, "node_modules\n", 3)
            counts.items += answers + int(hover is not None)
            counts.is_missing("ignore file", 2 - answers - int(hover is not None))
        server.close(uri)
    return counts
