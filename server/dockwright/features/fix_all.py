"""Applying fixes until nothing more is found, as edits of the text that the user has."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dockwright.analysis.safety import Safety
from dockwright.features.diagnostics import report_on
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import Project
from dockwright.refactor.model import Change, Context, FileEdits
from dockwright.refactor.registry import all_refactorings
from dockwright.rules.engine import Diagnostic
from dockwright.rules.model import Severity
from dockwright.syntax.parser import parse
from dockwright.text.compose import Composition
from dockwright.text.edit import Edit, overlaps

_ROUNDS = 20
_SAFE = frozenset({Safety.SAFE})


_PINNING = "reproducibility"
_GRAVE = frozenset({Severity.ERROR, Severity.WARNING})


class Applied(NamedTuple):
    """One repair that was made: the rule that asked for it, its title and what to check (`""` if it is safe)."""

    rule: str
    title: str
    note: str = ""


class Fixed(NamedTuple):
    """The result: the change to make of the original files, the Dockerfile's new text and what was done."""

    change: Change
    text: str
    applied: tuple[Applied, ...]


class Repair(NamedTuple):
    """A change that repairs what a rule found."""

    rule: str
    title: str
    change: Change
    note: str = ""


class _State:
    """The Dockerfile and the other files as the repairs so far have left them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.composition = Composition(snapshot.text)
        self.project: Project = snapshot.project
        self.files: dict[ProjectPath, Composition] = {}
        self.created: set[ProjectPath] = set()
        self.applied: list[Applied] = []

    def apply(self, repairs: list[Repair]) -> None:
        self.composition.then(edit for repair in repairs for edit in repair.change.edits)
        for repair in repairs:
            for file in repair.change.files:
                self._apply_file(file)
            self.applied.append(Applied(repair.rule, repair.title, repair.note))

    def _apply_file(self, file: FileEdits) -> None:
        if file.create and file.path not in self.files:
            self.created.add(file.path)
        old = self.project.read(file.path) or ""
        composition = self.files.setdefault(file.path, Composition(old))
        composition.then(file.edits)
        self.project = self.project.with_file(file.path, composition.text)

    def change(self) -> Change:
        files = tuple(
            FileEdits(path, composition.edits(), path in self.created) for path, composition in self.files.items()
        )
        return Change(self.composition.edits(), files)


def fix_all(snapshot: Snapshot, safeties: frozenset[Safety], rules: frozenset[str] = frozenset()) -> Fixed:
    """Repair all that can be repaired at one of `safeties`, of the named `rules` or of all.

    Safe fixes are applied together as long as they do not overlap, unsafe
    ones and refactorings one at a time, and the rules run again after each
    round until nothing is left or 20 rounds are over. What is not safe is
    done for errors and warnings, for milder findings only if their rule is named.
    """
    state = _State(snapshot)
    tried: set[tuple[str, str, str]] = set()
    for _ in range(_ROUNDS):
        facts = facts_for(parse(state.composition.text), snapshot.settings)
        diagnostics = named(report_on(snapshot, facts, state.project).diagnostics, rules)
        repairs = list(repairs_at_once(diagnostics, _SAFE))
        if not repairs:
            asking = diagnostics if rules else [found for found in diagnostics if found.rule.severity in _GRAVE]
            single = _one(asking, Context(facts, state.project), safeties, tried, state.composition.text)
            repairs = [single] if single else []
        if not repairs:
            break
        state.apply(repairs)
    return Fixed(state.change(), state.composition.text, tuple(state.applied))


def production(snapshot: Snapshot) -> Change:
    """All that makes the image smaller, safer and faster to build, in one change whose steps say what to check."""
    fixed = fix_all(snapshot, _SAFE | {Safety.UNSAFE})
    steps = (f"{done.title}: {done.note}" if done.note else done.title for done in fixed.applied)
    return fixed.change._replace(steps=tuple(dict.fromkeys(steps)))


def production_applies(diagnostics: Iterable[Diagnostic], refactorings: frozenset[str]) -> bool:
    """Whether `production` would repair an error or a warning; `refactorings` are the names of those that apply."""
    return any(
        found.refactoring in refactorings or any(fix.safety is not Safety.MANUAL for fix in found.fixes[:1])
        for rule, found in diagnostics
        if rule.severity in _GRAVE
    )


def named(diagnostics: Iterable[Diagnostic], rules: frozenset[str]) -> list[Diagnostic]:
    """The findings of the rules called so (by name or alias, lower case); all if none is named."""
    return [
        found for found in diagnostics if not rules or not rules.isdisjoint(name.lower() for name in found.rule.names)
    ]


def repairs_at_once(diagnostics: list[Diagnostic], safeties: frozenset[Safety]) -> Iterator[Repair]:
    """The first fix at one of `safeties` of each finding, as far as they do not overlap."""
    taken: list[Edit] = []
    for rule, finding in diagnostics:
        fix = next((fix for fix in finding.fixes if fix.safety in safeties), None)
        if fix is None or overlaps(taken, fix.edits) or _same_place(taken, fix.edits):
            continue
        taken.extend(fix.edits)
        yield Repair(rule.name, fix.title, Change(fix.edits))


def _same_place(taken: list[Edit], edits: tuple[Edit, ...]) -> bool:
    """Whether two fixes insert at one offset: their order would be chance, so the second waits for the next round."""
    places = {edit.span.start for edit in taken}
    return any(edit.span.start in places for edit in edits)


def _one(
    diagnostics: list[Diagnostic],
    context: Context,
    safeties: frozenset[Safety],
    tried: set[tuple[str, str, str]],
    text: str,
) -> Repair | None:
    """The next repair that goes alone.

    First what pins a version, then the refactorings in the order of the registry, then the other unsafe fixes: what
    a refactoring writes anew needs no repair.
    """
    first = [found for found in diagnostics if found.rule.category == _PINNING]
    return (
        _unsafe_fix(first, safeties, tried, text)
        or _refactoring(diagnostics, context, safeties, tried, text)
        or _unsafe_fix(diagnostics, safeties, tried, text)
    )


def _unsafe_fix(
    diagnostics: list[Diagnostic], safeties: frozenset[Safety], tried: set[tuple[str, str, str]], text: str
) -> Repair | None:
    for rule, finding in diagnostics:
        for fix in finding.fixes[:1]:
            key = (rule.name, fix.title, text)
            if fix.safety in safeties and key not in tried:
                tried.add(key)
                return Repair(rule.name, fix.title, Change(fix.edits), fix.note)
    return None


def _refactoring(
    diagnostics: list[Diagnostic],
    context: Context,
    safeties: frozenset[Safety],
    tried: set[tuple[str, str, str]],
    text: str,
) -> Repair | None:
    for refactoring in all_refactorings():
        asking = next((found for found in diagnostics if found.finding.refactoring == refactoring.name), None)
        if asking is None:
            continue
        for offer in refactoring.offers(context):
            key = (refactoring.name, offer.id, text)
            if offer.disabled or offer.safety not in safeties or key in tried:
                continue
            tried.add(key)
            return Repair(asking.rule.name, offer.title, offer.build(), offer.note)
    return None
