"""Comments: the directives at the top of the file, and the names of rules to silence."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.features.completions.model import Completion, Kind
from dockwright.features.diagnostics import report
from dockwright.features.snapshot import Snapshot
from dockwright.knowledge import reference
from dockwright.rules.buildkit import CHECKS, EXPERIMENTAL, WHOLE_FILE
from dockwright.rules.registry import all_rules
from dockwright.text.span import Span

_NAME = re.compile(r"#[ \t]*(?P<name>[A-Za-z]*)\Z")
_VALUE = re.compile(r"#[ \t]*(?P<name>[A-Za-z]+)[ \t]*=[ \t]*(?P<value>\S*)\Z")
_IGNORE = re.compile(
    r"[ \t]*#\s*(?P<dialect>dockwright|hadolint)\s+(?:(?P<scope>global|stage)\s+)?ignore\s*=\s*(?P<names>[^;]*)\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,;=]*\Z")
_REST = re.compile(r"[^\s,;=]*")
_SKIP = "skip="
_ALL = "all"


class Line(NamedTuple):
    """The cursor in a line outside of instructions: `before` is the line's text up to it, `start` where it begins."""

    snapshot: Snapshot
    offset: int
    start: int
    before: str

    def span(self, length: int) -> Span:
        """The last `length` code points before the cursor, and the rest of the word behind it."""
        match = _REST.match(self.snapshot.text, self.offset)
        return Span(self.offset - length, match.end() if match is not None else self.offset)

    @property
    def after(self) -> str:
        """The rest of the line."""
        return self.snapshot.text[self.offset :].partition("\n")[0]

    @property
    def is_in_zone(self) -> bool:
        """Whether nothing but directives stands above: only there is a directive one."""
        above = self.snapshot.text[: self.start].removeprefix("\ufeff")
        directives = [found.span for found in self.snapshot.facts.file.directives if found.span.start < self.start]
        return above.count("\n") == len(directives) and not above.startswith("#!")


def line_at(snapshot: Snapshot, offset: int) -> Line:
    """The line that the cursor is in."""
    start = snapshot.text.rfind("\n", 0, offset) + 1
    if not start and snapshot.text.startswith("\ufeff"):
        start = min(1, offset)
    return Line(snapshot, offset, start, snapshot.text[start:offset])


def directive_completions(line: Line) -> Iterator[Completion]:
    """The names of directives that are not given yet; on the empty first line as a whole comment."""
    if not line.is_in_zone:
        return
    given = {found.name for found in line.snapshot.facts.file.directives if found.span.start < line.start}
    match = _NAME.match(line.before)
    docs = [doc for name, doc in reference.directives().items() if name not in given]
    if match is not None:
        span = line.span(len(match["name"]))
        ends = "" if line.snapshot.text.startswith("=", span.end) else "="
        blank = "" if match["name"] or line.before.endswith((" ", "\t")) else " "
        for rank, doc in enumerate(docs):
            text = f"{blank}{doc.name}{ends}"
            yield Completion(doc.name, Kind.KEYWORD, span, text, rank=rank, filter=text, doc=f"directive {doc.name}")
    elif not line.before:
        for rank, doc in enumerate(docs):
            text = f"# {doc.name}="
            span = Span(line.offset, line.offset)
            yield Completion(text, Kind.KEYWORD, span, text, rank=100 + rank, doc=f"directive {doc.name}")


def directive_value_completions(line: Line) -> Iterator[Completion]:
    """The values of a directive; those of `check` are told apart by what stands before them."""
    match = _VALUE.match(line.before)
    doc = reference.directives().get(match["name"].lower()) if match is not None else None
    if match is None or doc is None or doc.name == "check" or not line.is_in_zone:
        return
    value = match["value"]
    end = line.snapshot.text.find("\n", line.offset)
    rest = line.snapshot.text[line.offset : end if end >= 0 else None].rstrip("\r")
    span = Span(line.offset - len(value), line.offset + len(rest.split(" ")[0]))
    for rank, each in enumerate(doc.values):
        yield Completion(each, Kind.VALUE, span, each, rank=rank, doc=f"directive {doc.name}")


def check_completions(line: Line) -> Iterator[Completion]:
    """The options of `# check=`, and the checks after `skip=`: above an instruction only those that heed it there."""
    match = _VALUE.match(line.before)
    if match is None or match["name"].lower() != "check":
        return
    options = match["value"].split(";")
    option = options[-1]
    if option.startswith(_SKIP):
        yield from _checks(line, option.removeprefix(_SKIP))
        return
    given = {each.partition("=")[0] for each in options[:-1]}
    if "=" in option or (given and not line.is_in_zone):
        return
    offered = ("skip=", "error=true", "experimental=all") if line.is_in_zone else ("skip=",)
    for rank, each in enumerate(offered):
        if each.partition("=")[0] not in given:
            yield Completion(each, Kind.KEYWORD, line.span(len(option)), each, rank=rank, doc="directive check")


def _checks(line: Line, names: str) -> Iterator[Completion]:
    *given, typed = names.split(",")
    span = line.span(len(typed))
    if line.is_in_zone and not given:
        yield Completion(_ALL, Kind.VALUE, span, _ALL, "every check", doc="directive check")
    barred = {EXPERIMENTAL} if line.is_in_zone else {EXPERIMENTAL, *WHOLE_FILE}
    for rule in all_rules():
        for name in rule.aliases:
            if name in CHECKS and name not in barred and name not in given:
                yield Completion(name, Kind.RULE, span, name, rule.title, rank=1, doc=f"rule {rule.name}")


def ignore_completions(line: Line) -> Iterator[Completion]:
    """The rules that `ignore=` may name, those that would be silenced first: hadolint's codes in its comments."""
    match = _IGNORE.match(line.before)
    if match is None:
        return
    is_ours = match["dialect"].lower() == "dockwright"
    *before, _ = match["names"].split(",")
    given = {name.strip().lower() for name in before}
    typed = _WORD.search(line.before)
    span = line.span(len(typed[0]) if typed is not None else 0)
    reported = _reported(line, everywhere=match["scope"] is not None)
    for rule in all_rules():
        rank = int(rule.name not in reported)
        for name in (rule.name,) if is_ours else rule.aliases:
            if (is_ours or name.startswith(("DL", "SC"))) and name.lower() not in given:
                given.add(name.lower())
                yield Completion(name, Kind.RULE, span, name, rule.title, rank, doc=f"rule {rule.name}")


def _reported(line: Line, *, everywhere: bool) -> frozenset[str]:
    """The rules that find something in the instruction below the comment, or in the whole file."""
    facts = line.snapshot.facts
    below = facts.index_at(line.offset) + 1
    return frozenset(
        found.rule.name
        for found in report(line.snapshot).diagnostics
        if everywhere or facts.index_at(found.finding.span.start) == below
    )


def pragma_completions(line: Line) -> Iterator[Completion]:
    """The comments that silence a rule, by their first words."""
    match = _NAME.match(line.before.lstrip())
    if match is None or not match["name"]:
        return
    span = line.span(len(match["name"]))
    at_start = not line.before[:1].isspace()
    for rank, text in enumerate(("dockwright ignore=", "dockwright global ignore=", "hadolint ignore=", "check=skip=")):
        if at_start or not text.startswith("check"):
            yield Completion(text, Kind.KEYWORD, span, text, "silences a rule", rank=200 + rank)
