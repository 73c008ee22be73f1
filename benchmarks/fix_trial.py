"""Whether one repair of a Dockerfile keeps what it must: used by fixes.py."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol, cast

import dockerfile

from dockwright.analysis.safety import Safety
from dockwright.features.diagnostics import report_on
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.model.facts import Facts
from dockwright.project.snapshot import Project
from dockwright.refactor.model import Change, Context, Offer
from dockwright.refactor.registry import all_refactorings
from dockwright.rules.engine import Diagnostic
from dockwright.rules.model import Rule, Severity
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.edit import OverlapError, apply, ordered
from dockwright.text.lines import LineIndex

EVERY_RULE = Settings(select=frozenset({"all"}))
GRAVE = frozenset({Severity.ERROR, Severity.WARNING})


class Command(Protocol):
    """An instruction as BuildKit's parser gives it; lines from 1, the end included."""

    cmd: str
    start_line: int
    end_line: int
    original: str


def buildkit(text: str) -> tuple[Command, ...] | None:
    """BuildKit's parse, None if it refuses the text."""
    try:
        return cast("tuple[Command, ...]", dockerfile.parse_string(text))  # pyright: ignore[reportUnknownMemberType]
    except Exception:  # noqa: BLE001  the package raises an untyped class of its own
        return None


@dataclass(frozen=True)
class State:
    """A Dockerfile with its build context, and all that is said of it."""

    text: str
    project: Project
    facts: Facts
    found: tuple[Diagnostic, ...]
    parsed: tuple[Command, ...] | None

    @property
    def grave(self) -> Counter[str]:
        """How often each rule that matters by default reports."""
        return Counter(rule.name for rule, _ in self.found if rule.severity in GRAVE)

    @property
    def said(self) -> Counter[str]:
        """How often each rule reports."""
        return Counter(rule.name for rule, _ in self.found)

    @property
    def hashes(self) -> Counter[str]:
        """All lines that begin with `#`, in continuations and here-documents too."""
        return Counter(line.strip() for line in self.text.split("\n") if line.lstrip().startswith("#"))

    @property
    def comments(self) -> Counter[str]:
        """The same without directives."""
        return self.hashes - Counter(each.span.of(self.text).strip() for each in self.facts.file.directives)

    @property
    def is_refused(self) -> bool:
        """Whether a rule says that the build stops."""
        return any(rule.severity is Severity.ERROR for rule, _ in self.found)

    def offers(self) -> dict[str, list[Offer]]:
        """What each refactoring offers."""
        context = Context(self.facts, self.project)
        return {refactoring.name: list(refactoring.offers(context)) for refactoring in all_refactorings()}


def state(text: str, project: Project, settings: Settings = EVERY_RULE) -> State:
    """A text and what all rules say of it."""
    facts = facts_for(parse(text), settings)
    snapshot = Snapshot(open_document("", 0, text), facts, project, settings)
    return State(text, project, facts, report_on(snapshot, facts, project).diagnostics, buildkit(text))


def changed(before: State, change: Change, settings: Settings = EVERY_RULE) -> State:
    """The state after a change, of the files beside the Dockerfile too."""
    project = before.project
    for file in change.files:
        old = "" if file.create else project.read(file.path) or ""
        project = project.with_file(file.path, apply(old, file.edits))
    return state(apply(before.text, change.edits), project, settings)


class Trial(NamedTuple):
    """A repair, what was wrong with its result, and the result."""

    name: str
    safety: Safety
    title: str
    line: int
    wrong: tuple[str, ...]
    after: str


def trials_of_fixes(before: State) -> Iterator[Trial]:
    """Each fix of each finding, made alone."""
    lines = LineIndex(before.text)
    for rule, finding in before.found:
        for fix in finding.fixes:
            line = lines.line_of(finding.span.start) + 1
            change = Change(fix.edits)
            try:
                after = changed(before, change)
            except OverlapError:
                yield Trial(rule.name, fix.safety, fix.title, line, ("its edits overlap",), "")
                continue
            about = before.text.split("\n")[line - 1].strip()
            wrong = [*problems(before, after, change, about), *_news(before, after, change, rule, fix.safety)]
            if after.said[rule.name] >= before.said[rule.name]:
                wrong.append("the finding stays")
            yield Trial(rule.name, fix.safety, fix.title, line, tuple(wrong), after.text)


def trials_of_refactorings(before: State) -> Iterator[Trial]:
    """Each refactoring that is offered, made alone."""
    lines = LineIndex(before.text)
    for name, offers in before.offers().items():
        for offer in offers:
            if offer.disabled:
                continue
            change = offer.build()
            after = changed(before, change)
            wrong = [*problems(before, after, change), *new_rules(before, after)]
            if _titled(offer, after.offers()[name]) >= _titled(offer, offers):
                wrong.append("it is offered again")
            yield Trial(name, offer.safety, offer.title, lines.line_of(offer.span.start) + 1, tuple(wrong), after.text)


def _titled(offer: Offer, offers: list[Offer]) -> int:
    return sum(other.title == offer.title and not other.disabled for other in offers)


def refusals(before: State) -> Iterator[tuple[str, str]]:
    """The refactorings that are shown but not possible, with the reason."""
    for name, offers in before.offers().items():
        yield from ((name, offer.disabled) for offer in offers if offer.disabled)


def _news(before: State, after: State, change: Change, rule: Rule, safety: Safety) -> Iterator[str]:
    """The rules that report more errors or warnings than before.

    What is said of an instruction that the build refused or took for another before is no news, nor a warning
    about the image that a MANUAL fix chooses: that is for a person to weigh.
    """
    news = after.grave - before.grave
    if rule.severity is Severity.ERROR or rule.category == "correctness":
        lines, edited = LineIndex(after.text), _edited_lines(before.text, after.text, change)[1]
        news -= Counter(each.name for each, found in after.found if lines.line_of(found.span.start) + 1 in edited)
    if safety is Safety.MANUAL:
        news &= Counter(each.name for each, _ in after.found if each.severity is Severity.ERROR)
    if news:
        yield f"new: {', '.join(sorted(news))}"


def new_rules(before: State, after: State) -> Iterator[str]:
    """The rules that report errors or warnings and said nothing before: more stages may mean more of the same.

    Nothing if the build refused the text before.
    """
    if not before.is_refused and (news := after.grave.keys() - before.grave.keys()):
        yield f"new: {', '.join(sorted(news))}"


def problems(before: State, after: State, change: Change | None, about: str = "") -> Iterator[str]:
    """What a change must not do to the text, and did; None if nothing is known of its edits.

    `about` is the line of the finding: if that is a comment, it may go.
    """
    if before.parsed is not None and after.parsed is None:
        yield "BuildKit refuses the result"
    for lost in before.comments - after.hashes - Counter([about]):
        if not any(comment.endswith(lost.lstrip("# \t")) for comment in after.hashes):
            yield f"comment lost: {lost[:60]}"
    if "\r\n" in before.text and before.text.count("\n") == before.text.count("\r\n"):
        if after.text.count("\n") != after.text.count("\r\n"):
            yield "line ends mixed"
    elif "\r" not in before.text and "\r" in after.text:
        yield "line ends mixed"
    if change is None:
        return
    if before.text == after.text and not change.files:
        yield "nothing changed"
    if before.parsed is not None and after.parsed is not None:
        yield from _touched_more(before, after, change)


def _touched_more(before: State, after: State, change: Change) -> Iterator[str]:
    """Instructions that BuildKit reads otherwise although no edit touches them."""
    edited = _edited_lines(before.text, after.text, change)[0]
    now = iter([each.original for each in after.parsed or ()])
    if not all(each.original in now for each in before.parsed or () if not _meets(each, edited)):
        yield "an instruction beside the edits changed"


def _meets(command: Command, lines: set[int]) -> bool:
    return any(line in lines for line in range(command.start_line, command.end_line + 1))


def _edited_lines(before: str, after: str, change: Change) -> tuple[set[int], set[int]]:
    """The lines, from 1, that hold an edit, in the old and in the new text."""
    old, new = LineIndex(before), LineIndex(after)
    edits = ordered(change.edits)
    shifts = [0, *accumulate(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)]
    old_lines: set[int] = set()
    new_lines: set[int] = set()
    for edit, shift in zip(edits, shifts, strict=False):
        start = edit.span.start
        old_lines.update(range(old.line_of(start) + 1, old.line_of(edit.span.end) + 2))
        new_lines.update(range(new.line_of(start + shift) + 1, new.line_of(start + shift + len(edit.text)) + 2))
    return old_lines, new_lines
