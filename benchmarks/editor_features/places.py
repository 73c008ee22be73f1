"""Words of real files that an editor could tell of, found with BuildKit's parser and regular expressions."""

import random
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from editor_features.corpus import Instruction, Source
from editor_features.language import FLAGS, LABELS, MOUNT_KEYS

_VARIABLE = re.compile(r"(?<!\\)\$(?:\{(?P<braced>[A-Za-z_]\w*)[^}]*\}|(?P<bare>[A-Za-z_]\w*))")
_DIRECTIVE = re.compile(r"#[ \t]*(syntax|escape|check)[ \t]*=", re.IGNORECASE)
_PACKAGES = re.compile(
    r"(?<![\w/-])(?:apt-get|apk|npm|pip3?|yarn|dnf|yum)(?= (?:-\w+ )*(?:install|add|ci|update)(?: |$))"
)
_KEY = re.compile(r"\s*(?:ENV|LABEL|ARG)\s+(?P<key>[\w.-]+)=(?P<value>[^\s\"'$]+)?", re.IGNORECASE)
_HEREDOC = re.compile(r"\s*(?:RUN|COPY)\s.*?<<-?[\"']?(?P<name>[A-Za-z_]\w*)", re.IGNORECASE)
_EXPANDED = frozenset({"ADD", "ARG", "COPY", "ENV", "EXPOSE", "FROM", "LABEL", "USER", "VOLUME", "WORKDIR"})


class Place(NamedTuple):
    """A cursor: `word` is what the author wrote there, from `start`; `of` the keyword of the instruction."""

    kind: str
    source: Source
    start: int
    word: str
    of: str

    @property
    def middle(self) -> int:
        """A cursor in the middle of the word."""
        return self.start + len(self.word) // 2

    @property
    def cut(self) -> tuple[str, int]:
        """The text as if the second half of the word were not typed yet, and the cursor there."""
        middle = self.middle if self.kind != "variable" else self.start + (2 if self.word.startswith("${") else 1)
        return self.source.text[:middle] + self.source.text[self.start + len(self.word) :], middle


def draw(sources: Sequence[Source], kinds: Sequence[str], count: int) -> list[Place]:
    """`count` places, the kinds in turn, no two of a kind in one file."""
    chosen = random.Random(1)  # noqa: S311 - the same places each time
    found: dict[str, list[Place]] = {kind: [] for kind in kinds}
    for source in sources:
        by_kind: dict[str, list[Place]] = {}
        for place in words(source):
            by_kind.setdefault(place.kind, []).append(place)
        for kind in kinds:
            if kind in by_kind and len(found[kind]) < count:
                found[kind].append(chosen.choice(by_kind[kind]))
    result: list[Place] = []
    for number in range(count):
        result.extend(each[number] for each in found.values() if number < len(each))
    return result[:count]


def words(source: Source) -> Iterator[Place]:
    """All words of a file, by kind."""
    for number, line in enumerate(source.lines):
        match = _DIRECTIVE.match(line)
        if match is None:
            break
        yield Place("directive", source, source.starts[number] + match.start(1), match[1], "")
    for each in source.instructions:
        line, at = source.lines[each.line], source.starts[each.line]
        blank = len(line) - len(line.lstrip())
        if line[blank : blank + len(each.name)].upper() == each.name:
            yield Place("keyword", source, at + blank, line[blank : blank + len(each.name)], each.name)
            yield from _flags(source, each, line, at)
            yield from _arguments(source, each, line, at)
    for each in source.plain:
        for at, line in source.code(each):
            for match in _VARIABLE.finditer(line) if each.name in _EXPANDED else ():
                written = match[0] if match["bare"] else match[0][: 2 + len(match["braced"])]
                yield Place("variable", source, at + match.start(), written, each.name)


def _flags(source: Source, each: Instruction, line: str, at: int) -> Iterator[Place]:
    for flag in each.flags:
        name, equals, value = flag.partition("=")
        found = line.find(flag)
        if found < 0 or name.removeprefix("--") not in FLAGS.get(each.name, ()):
            continue
        yield Place("flag", source, at + found, name, each.name)
        start = at + found + len(name) + 1
        if name in {"--network", "--platform", "--security"} and equals:
            yield Place("flag value", source, start, value, each.name)
        if name == "--from" and value.lower() in source.stages:
            yield Place("stage", source, start, value, each.name)
        if name == "--mount":
            yield from _mount(source, value, start)


def _mount(source: Source, value: str, start: int) -> Iterator[Place]:
    for part in value.split(","):
        key, equals, each = part.partition("=")
        if key in MOUNT_KEYS:
            yield Place("mount key", source, start, key, "RUN")
        if key == "type" and equals:
            yield Place("mount type", source, start + len("type="), each, "RUN")
        start += len(part) + 1


def _arguments(  # noqa: C901, PLR0912 - one case for each instruction
    source: Source, each: Instruction, line: str, at: int
) -> Iterator[Place]:
    def word(kind: str, text: str, after: int = 0) -> Iterator[Place]:
        found = line.find(text, max(after, len(each.name)))
        if text and found >= 0:
            yield Place(kind, source, at + found, text, each.name)

    heredoc = _HEREDOC.match(line)
    if heredoc is not None and not each.is_on_one_line:
        yield Place("heredoc", source, at + heredoc.start("name"), heredoc["name"], each.name)
    if each.name == "RUN" and "<<" not in line:
        for match in _PACKAGES.finditer(line):
            yield Place("package command", source, at + match.start(), match[0], each.name)
    if not each.is_on_one_line or not each.words or any("<<" in word for word in each.words):
        return
    first = each.words[0]
    match each.name:
        case "FROM":
            yield from _from(source, each, line, at)
        case "COPY" | "ADD" if not line.rstrip().endswith("]") and len(each.words) == 2 and "$" not in line:
            destination = line.rfind(each.words[-1])
            yield Place("destination", source, at + destination, each.words[-1], each.name)
            yield Place("source", source, at + line.rfind(first, 0, destination), first, each.name)
        case "ENV" | "LABEL" | "ARG":
            found = _KEY.match(line)
            if found is not None:
                kind = each.name.lower()
                yield Place(f"{kind} key", source, at + found.start("key"), found["key"], each.name)
                if found["key"] in LABELS:
                    yield Place("OCI label", source, at + found.start("key"), found["key"], each.name)
                if found["value"]:
                    yield Place(f"{kind} value", source, at + found.start("value"), found["value"], each.name)
        case "EXPOSE" if first.isdigit():
            yield from word("port", first)
        case "USER" if re.fullmatch(r"[\w-]+", first):
            yield from word("user", first)
        case "STOPSIGNAL" if first.startswith("SIG"):
            yield from word("signal", first)
        case "WORKDIR" if "$" not in first:
            yield from word("path", first)
        case "RUN" | "CMD" | "ENTRYPOINT":
            yield from word("command", first.split(" ")[0].strip('"'))
        case _:
            return


def _from(source: Source, each: Instruction, line: str, at: int) -> Iterator[Place]:
    image = each.words[0]
    start = line.find(image, len("FROM") + sum(len(flag) + 1 for flag in each.flags))
    if start < 0 or "$" in image:
        return
    if image.lower() in source.stages and source.stages[image.lower()] < each.line:
        yield Place("stage", source, at + start, image, "FROM")
    elif image != "scratch" and "@" not in image:
        name, colon, tag = image.rpartition(":")
        if not colon or "/" in tag:
            name, tag = image, ""
        yield Place("image", source, at + start, name, "FROM")
        if tag and "/" not in name:  # of others no one knows the tags but their registry
            yield Place("tag", source, at + start + len(name) + 1, tag, "FROM")
    if len(each.words) == 3:
        found = re.compile(r"\s(as)\s+(\S+)\s*$", re.IGNORECASE).search(line)
        if found is not None:
            yield Place("as", source, at + found.start(1), found[1], "FROM")
            yield Place("stage name", source, at + found.start(2), found[2], "FROM")
