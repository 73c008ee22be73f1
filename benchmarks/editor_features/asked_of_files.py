"""What is asked of whole files: outline, folds, selection, tokens, formatting and links."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dockwright.lsp.client import member
from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from editor_features.corpus import Instruction, Source, instructions
from editor_features.places import draw
from editor_features.server import Counts, Server, as_list, extent

_COUNT = 60
_FEW = 3
_OPTIONS: JsonValue = {"tabSize": 4, "insertSpaces": True}
_DIRECTIVE = re.compile(r"#[ \t]*(?:syntax|escape|check)[ \t]*=", re.IGNORECASE)


def document_symbol(server: Server, sources: Sequence[Source]) -> Counts:
    """An item for each instruction, at its first line; none where no instruction or directive begins."""
    counts = Counts()
    for source in sources[:_COUNT]:
        counts.places += 1
        uri = server.open(source.text)
        found = [*_symbols(server.about("textDocument/documentSymbol", uri))]
        server.close(uri)
        counts.items += len(found)
        wanted = {each.line for each in source.instructions}
        inside = {line for each in source.instructions for line in range(each.line, each.last + 1)}
        counts.is_missing("instruction", len(wanted - {*found}))
        for line in found:
            is_fine = line in inside or _DIRECTIVE.match(source.lines[line]) is not None
            counts.is_wrong("line", int(not is_fine))
    return counts


def _symbols(answer: JsonValue) -> Iterator[int]:
    """The lines of all items; a list that is flat repeats nothing."""
    for each in as_list(answer):
        line = member(each, "selectionRange", "start", "line")
        line = line if line is not None else member(each, "location", "range", "start", "line")
        if isinstance(line, int):
            yield line
        yield from _symbols(member(each, "children"))


def folding(server: Server, sources: Sequence[Source]) -> Counts:
    """A fold for each instruction on several lines, and for comments on three or more; none of other lines."""
    counts = Counts()
    for source in sources[:_COUNT]:
        counts.places += 1
        uri = server.open(source.text)
        answer = as_list(server.about("textDocument/foldingRange", uri))
        server.close(uri)
        found = [(_line(each, "startLine"), _line(each, "endLine")) for each in answer]
        counts.items += len(found)
        long = {(each.line, _last(source, each)) for each in source.instructions if _last(source, each) > each.line}
        counts.is_missing("instruction", len(long - {*found}))
        counts.is_missing("comments", len({*_comments(source)} - {*found}))
        begins = {each.line for each in source.instructions}
        for first, last in found:
            is_fold = 0 <= first < last < len(source.lines) and source.lines[last].strip() != ""
            is_other = is_fold and ("<<" in source.lines[first] or source.lines[first].lstrip().startswith("#"))
            counts.is_wrong("lines", int(not is_fold or (first not in begins and not is_other)))
    return counts


def _line(value: JsonValue, name: str) -> int:
    line = member(value, name)
    return line if isinstance(line, int) else -1


def _last(source: Source, each: Instruction) -> int:
    """The last line of an instruction that has something in it; BuildKit counts what ends a continuation too."""
    last = min(each.last, len(source.lines) - 1)
    while last > each.line and not source.lines[last].strip():
        last -= 1
    return last


def _comments(source: Source) -> Iterator[tuple[int, int]]:
    """The runs of three and more comment lines outside of instructions, first and last line."""
    inside = {line for each in source.instructions for line in range(each.line, each.last + 1)}
    lines = [
        number
        for number, line in enumerate(source.lines)
        if line.startswith("#") and number not in inside and not _DIRECTIVE.match(line)
    ]
    first = 0
    for index, number in enumerate(lines):
        if index + 1 == len(lines) or lines[index + 1] != number + 1:
            if index - first + 1 >= _FEW:
                yield lines[first], number
            first = index + 1


def selection(server: Server, sources: Sequence[Source]) -> Counts:
    """Ranges around a word that grow: one is the word, one the instruction, the last the file."""
    counts = Counts()
    for place in draw(sources, ("image", "path", "user", "signal", "port"), _COUNT):
        counts.places += 1
        text = place.source.text
        uri = server.open(text)
        positions: JsonValue = [_position(text, place.middle)]
        answer = as_list(server.about("textDocument/selectionRange", uri, positions=positions))
        server.close(uri)
        found: list[tuple[int, int]] = []
        step: JsonValue = answer[0] if answer else None
        while step is not None:
            found.append(extent(text, member(step, "range")))
            step = member(step, "parent")
        counts.items += len(found)
        word = (place.start, place.start + len(place.word))
        line = text[: place.start].count("\n")
        keyword = place.source.starts[line] + len(place.source.lines[line]) - len(place.source.lines[line].lstrip())
        counts.is_missing("word", int(not any(first <= word[0] and word[1] <= last for first, last in found[:3])))
        counts.is_missing("instruction", int(not any(first == keyword for first, _ in found)))
        counts.is_missing("file", int(not found or found[-1][0] != 0 or found[-1][1] < len(text.rstrip())))
        grows = all(outer[0] <= inner[0] and inner[1] <= outer[1] for inner, outer in pairwise(found))
        counts.is_wrong("order", int(not grows or any(not a <= place.middle <= b for a, b in found)))
    return counts


def _position(text: str, offset: int) -> JsonObject:
    line = text[:offset].count("\n")
    return {"line": line, "character": offset - text.rfind("\n", 0, offset) - 1}


def semantic_tokens(server: Server, sources: Sequence[Source]) -> Counts:
    """A token at each keyword and each comment; in order, none on another, none past the end of its line."""
    counts = Counts()
    for source in sources[:_COUNT]:
        counts.places += 1
        uri = server.open(source.text)
        data = as_list(member(server.about("textDocument/semanticTokens/full", uri), "data"))
        server.close(uri)
        numbers = [each for each in data if isinstance(each, int)]
        found: set[tuple[int, int]] = set()
        line = column = end = 0
        for at in range(0, len(numbers), 5):
            step, shift, length = numbers[at : at + 3]
            line, column = line + step, shift + (0 if step else column)
            is_past = line >= len(source.lines) or column + length > _utf16(source.lines[line])
            counts.is_wrong("place", int(is_past or length <= 0 or (not step and column < end)))
            found.add((line, column))
            end = column + length
        counts.items += len(found)
        wanted = {(each.line, _blank(source.lines[each.line])) for each in source.instructions}
        counts.is_missing("keyword", len(wanted - found))
        inside = {line for each in source.instructions for line in range(each.line, each.last + 1)}
        comments = {
            (number, 0)
            for number, text in enumerate(source.lines)
            if text.startswith("#") and number not in inside and not _DIRECTIVE.match(text)
        }
        counts.is_missing("comment", len(comments - found))
    return counts


def _utf16(line: str) -> int:
    return len(line.encode("utf-16-le")) // 2


def _blank(line: str) -> int:
    return len(line) - len(line.lstrip())


def formatting(server: Server, sources: Sequence[Source]) -> Counts:
    """The same build after it; nothing more to do a second time; what goes on from the line before is indented."""
    counts = Counts()
    for source in [each for each in sources if any(one.line != one.last for one in each.instructions)][:_COUNT]:
        counts.places += 1
        once, edits = _formatted(server, source.text)
        counts.items += edits
        again, _ = _formatted(server, once)
        after = instructions(once)
        same = after is not None and [_meant(each) for each in after] == [_meant(each) for each in source.instructions]
        counts.is_wrong("meaning", int(not same))
        counts.is_wrong("second time", int(again != once))
        lines = once.split("\n")
        for each in after or ():
            goes_on = lines[each.line + 1 : each.last + 1]
            is_heredoc = any("<<" in line for line in lines[each.line : each.last + 1])
            flush = sum(line[:1].strip() != "" for line in goes_on if _is_code(line))
            counts.is_missing("indentation", 0 if is_heredoc else flush)
    return counts


def _is_code(line: str) -> bool:
    return line.strip() != "" and not line.lstrip().startswith("#")


def _meant(each: Instruction) -> tuple[str, tuple[str, ...], str]:
    """An instruction but for the case of AS, and the blanks between continued lines."""
    words = (each.words[0], each.words[1].upper(), *each.words[2:]) if len(each.words) > 1 else each.words
    return each.name, each.flags, re.sub(r"\s+", " ", " ".join(words if each.name == "FROM" else each.words)).strip()


def _formatted(server: Server, text: str) -> tuple[str, int]:
    uri = server.open(text)
    edits = as_list(server.about("textDocument/formatting", uri, options=_OPTIONS))
    server.close(uri)
    return _applied(text, edits), len(edits)


def _applied(text: str, edits: list[JsonValue]) -> str:
    found = [(extent(text, member(each, "range")), str(member(each, "newText"))) for each in edits]
    for (start, end), new in sorted(found, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def formatting_of_a_part(server: Server, sources: Sequence[Source]) -> Counts:
    """Of a range, and after a line was continued: edits in the lines of the instruction alone, and its indentation."""
    counts = Counts()
    for source in sources:
        found = next((each for each in source.plain if each.last == each.line + 1 and each.name == "RUN"), None)
        if found is None or counts.places >= _COUNT:
            continue
        counts.places += 1
        lines = [*source.lines]
        lines[found.last] = lines[found.last].lstrip()
        if not _is_code(lines[found.last]):
            continue
        text = "\n".join(lines)
        uri = server.open(text)
        span: JsonValue = {
            "start": {"line": found.line, "character": 0},
            "end": {"line": found.last, "character": len(lines[found.last])},
        }
        edits = as_list(server.about("textDocument/rangeFormatting", uri, range=span, options=_OPTIONS))
        server.close(uri)
        counts.items += len(edits)
        touched = [member(each, "range", "start", "line") for each in edits]
        counts.is_wrong("other lines", sum(line not in {found.line, found.last} for line in touched))
        after = _applied(text, edits).split("\n")[found.last]
        is_quoted = lines[found.line].count("'") % 2 == 1  # then blanks are part of the text
        counts.is_missing("indentation", int(not is_quoted and after[:1].strip() != ""))
        counts.is_wrong("text in quotes", int(is_quoted and after != lines[found.last]))
    return counts


def document_link(server: Server, sources: Sequence[Source]) -> Counts:
    """The page of each image whose registry has pages; a target that is no address of that image is wrong."""
    counts = Counts()
    for place in draw(sources, ("image",), _COUNT):
        counts.places += 1
        uri = server.open(place.source.text)
        links = as_list(server.about("textDocument/documentLink", uri))
        line = place.source.text[: place.start].count("\n")
        here = [each for each in links if member(each, "range", "start", "line") == line]
        targets = [_target(server, each) for each in here]
        server.close(uri)
        counts.items += len(targets)
        pages = [*_pages(place.word)]
        counts.is_missing("page", int(bool(pages) and not any(target in pages for target in targets)))
        counts.is_wrong("page", sum(bool(pages) and target not in pages for target in targets))
    return counts


def _target(server: Server, link: JsonValue) -> str:
    target = member(link, "target")
    found = target if target is not None else member(server.ask("documentLink/resolve", link), "target")
    return str(found).rstrip("/").removesuffix("/about")


def _pages(image: str) -> Iterator[str]:
    """The addresses that are right, of those registries that are known to have pages."""
    registry, _, path = image.partition("/")
    if "." not in registry and ":" not in registry:
        yield f"https://hub.docker.com/{'r' if path else '_'}/{image.removeprefix('library/')}"
    match registry:
        case "docker.io":
            is_official = path.startswith("library/")
            yield f"https://hub.docker.com/{'_' if is_official else 'r'}/{path.removeprefix('library/')}"
        case "mcr.microsoft.com":
            yield f"https://mcr.microsoft.com/artifact/mar/{path}"
        case "quay.io":
            yield f"https://quay.io/repository/{path}"
        case "public.ecr.aws":
            yield f"https://gallery.ecr.aws/{path}"
        case "ghcr.io":
            owner, _, name = path.partition("/")
            yield f"https://ghcr.io/{path}"
            yield f"https://github.com/{owner}/{name}/pkgs/container/{name}"
        case _:
            return
