"""What the refactorings and repairs do to real projects: a measurement over the Dockerfiles of folders.

    python benchmarks/refactorings.py FOLDER… [--ecosystem NAME] [--diffs N] [--action NAME] [--bad N]

FOLDER holds projects, one folder each. For every Dockerfile below, in its own build context: what is offered and what
is refused, and why; of what is applied, whether BuildKit's parser (the PyPI package `dockerfile`) reads the result,
whether it keeps all comments, whether a rule has a finding of warning level that had none before, and whether it
changes anything when it is applied again; and how often `production` leaves no finding of warning level. Prints one
table for each ecosystem, which is known by the base images, and the time to offer everything. With `--diffs N` prints
N changes for reading instead, always the same ones. The exit code is 1 if anything applied is wrong.
"""

import argparse
import difflib
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import dockerfile

from dockwright.cli.inputs import Input, find
from dockwright.features.diagnostics import report
from dockwright.features.fix_all import production
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.project.disk import Reader
from dockwright.project.snapshot import Project
from dockwright.refactor.model import Change, Context, Offer
from dockwright.refactor.registry import all_refactorings
from dockwright.rules.model import Severity
from dockwright.syntax.nodes import Comment
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.edit import apply

ECOSYSTEMS = {
    "node": ("node", "oven/bun"),
    "go": ("golang",),
    "python": ("python",),
    "java": ("maven", "gradle", "openjdk", "eclipse-temurin", "amazoncorretto"),
    "dotnet": ("mcr.microsoft.com/dotnet", "microsoft/dotnet"),
    "rust": ("rust",),
    "php": ("php", "composer"),
    "ruby": ("ruby",),
    "native": ("gcc",),
    "elixir": ("elixir", "hexpm/elixir"),
    "deno": ("denoland/deno",),
}
OTHER = "other"
PRODUCTION = "production"
SEED = 20260101
GRAVE = frozenset({Severity.ERROR, Severity.WARNING})
NOBODY_REPAIRS = frozenset({"end-of-life-base-image"})
"""What only a person can repair: the version that a project runs on is its own business."""


class Case(NamedTuple):
    """A Dockerfile of a project, as an editor would have it."""

    path: str
    ecosystem: str
    snapshot: Snapshot


class Applied(NamedTuple):
    """What an action made of a case, what is wrong with it, and whether nothing of warning level is left."""

    case: Case
    action: str
    after: Snapshot
    wrong: tuple[str, ...]
    clean: bool = True


class Tally:
    """The counts of one ecosystem."""

    def __init__(self) -> None:
        self.files = 0
        self.single = 0
        self.offered: Counter[str] = Counter()
        self.disabled: Counter[str] = Counter()
        self.reasons: Counter[tuple[str, str]] = Counter()
        self.wrong: Counter[tuple[str, str]] = Counter()
        self.clean = 0
        self.remaining: Counter[str] = Counter()


class Measured(NamedTuple):
    """Everything that was seen: `times` are seconds for each file, at the first offer and at the best of three more."""

    tallies: dict[str, Tally]
    applied: list[Applied]
    times: list[tuple[float, float]]


def main() -> int:
    arguments = _arguments()
    measured = _measure(arguments.folders, arguments.ecosystem)
    if arguments.diffs:
        _print_diffs(measured.applied, arguments.action, arguments.diffs)
        return 0
    for name, tally in sorted(measured.tallies.items()):
        _print_tally(name, tally, arguments.reasons)
    _print_times(measured.times)
    wrong = [each for each in measured.applied if each.wrong]
    for each in wrong[: arguments.bad]:
        print(f"- {each.case.path}: {each.action}: {'; '.join(each.wrong)}")
    return 1 if wrong else 0


class _Arguments(argparse.Namespace):
    folders: list[str]
    ecosystem: str
    action: str
    diffs: int
    bad: int
    reasons: int


def _arguments() -> _Arguments:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--ecosystem", default="", choices=["", *ECOSYSTEMS, OTHER])
    parser.add_argument("--action", default="", help="print the diffs of this action only")
    parser.add_argument("--diffs", type=int, default=0, help="print this many diffs")
    parser.add_argument("--bad", type=int, default=40, help="name at most this many wrong results")
    parser.add_argument("--reasons", type=int, default=12, help="print this many reasons")
    return parser.parse_args(namespace=_Arguments())


def _measure(folders: list[str], ecosystem: str) -> Measured:
    measured = Measured(defaultdict(Tally), [], [])
    for case in _cases(folders):
        if ecosystem and case.ecosystem != ecosystem:
            continue
        tally = measured.tallies[case.ecosystem]
        tally.files += 1
        tally.single += len(case.snapshot.facts.stages) == 1
        start = time.perf_counter()
        offers = _offers(case.snapshot)
        first = time.perf_counter() - start
        measured.times.append((first, min(_spent(case.snapshot) for _ in range(3))))
        for name, offer in offers:
            if offer.disabled:
                tally.disabled[name] += 1
                tally.reasons[name, offer.disabled] += 1
        for applied in _applied(case, offers):
            tally.offered[applied.action] += 1
            tally.wrong.update((applied.action, what.partition(":")[0]) for what in applied.wrong)
            if applied.action == PRODUCTION:
                tally.clean += applied.clean
                tally.remaining.update(_warnings(applied.after))
            measured.applied.append(applied)
    return measured


def _cases(folders: list[str]) -> Iterator[Case]:
    reader = Reader(revalidate=False)
    for source in find(folders, ""):
        if not isinstance(source, Input) or not source.is_dockerfile or source.path is None:
            continue
        if not _parses(source.text):
            continue
        project = reader.read(source.path, workspace_root=_workspace(source.path, folders))
        snapshot = _snapshot(source.text, project)
        yield Case(source.shown, _ecosystem(snapshot), snapshot)


def _workspace(path: Path, folders: list[str]) -> Path | None:
    """The folder below one of `folders` that has the file: each of them holds projects, one folder each."""
    for folder in folders:
        if Path(folder).is_dir() and path.is_relative_to(folder):
            return Path(folder) / path.relative_to(folder).parts[0]
    return None


def _snapshot(text: str, project: Project) -> Snapshot:
    return Snapshot(open_document("", 0, text), facts_for(parse(text), Settings()), project)


def _parses(text: str) -> bool:
    try:
        dockerfile.parse_string(text)  # pyright: ignore[reportUnknownMemberType]
    except dockerfile.GoParseError:  # pyright: ignore[reportUnknownMemberType]
        return False
    return True


def _ecosystem(snapshot: Snapshot) -> str:
    """By the first stage whose image is that of a language."""
    for stage in snapshot.facts.stages:
        repository = stage.reference.text.partition("@")[0] if stage.reference is not None else ""
        for name, images in ECOSYSTEMS.items():
            if any(repository.partition(":")[0] == image or repository.startswith(f"{image}/") for image in images):
                return name
    return OTHER


def _offers(snapshot: Snapshot) -> list[tuple[str, Offer]]:
    context = Context(snapshot.facts, snapshot.project)
    return [(each.name, offer) for each in all_refactorings() for offer in each.offers(context)]


def _spent(snapshot: Snapshot) -> float:
    """The seconds that it takes to offer everything once more."""
    start = time.perf_counter()
    _offers(snapshot)
    return time.perf_counter() - start


def _applied(case: Case, offers: list[tuple[str, Offer]]) -> Iterator[Applied]:
    """What the refactorings, the first fixes of the findings and `production` make."""
    for name, offer in offers:
        if offer.disabled is None:
            after = _after(case.snapshot, offer.build())
            again = [other.id for _, other in _offers(after) if other.disabled is None]
            repeats = offer.id in again and name == "split-stages"
            yield Applied(case, name, after, (*_wrong(case, after), *(("offered again",) if repeats else ())))
    for rule, finding in report(case.snapshot).diagnostics:
        for fix in finding.fixes[:1]:
            after = _after(case.snapshot, Change(fix.edits))
            yield Applied(case, f"fix {rule.name}", after, tuple(_wrong(case, after)))
    change = production(case.snapshot)
    if change.edits or change.files:
        after = _after(case.snapshot, change)
        second = production(after)
        again = ("changes again",) if second.edits or second.files else ()
        yield Applied(case, PRODUCTION, after, (*_wrong(case, after), *again), clean=not _warnings(after))


def _after(snapshot: Snapshot, change: Change) -> Snapshot:
    project = snapshot.project
    for file in change.files:
        old = "" if file.create else (project.read(file.path) or "")
        project = project.with_file(file.path, apply(old, file.edits))
    return _snapshot(apply(snapshot.text, change.edits), project)


def _wrong(case: Case, after: Snapshot) -> Iterator[str]:
    if not _parses(after.text):
        yield "does not parse"
    if _comments(case.snapshot.text) - _comments(after.text):
        yield "comment lost"
    new = set(_warnings(after)) - set(_warnings(case.snapshot))
    if new:
        yield f"new finding: {', '.join(sorted(new))}"


def _comments(text: str) -> Counter[str]:
    return Counter(item.node.text.strip() for item in parse(text).items if isinstance(item.node, Comment))


def _warnings(snapshot: Snapshot) -> Counter[str]:
    found = (each.rule for each in report(snapshot).diagnostics)
    return Counter(rule.name for rule in found if rule.severity in GRAVE and rule.name not in NOBODY_REPAIRS)


def _print_tally(name: str, tally: Tally, reasons: int) -> None:
    print(f"\n## {name}: {tally.files} Dockerfiles, {tally.single} of them with one stage\n")
    print("| action | applied | refused | wrong |\n|---|---|---|---|")
    for action in sorted({*tally.offered, *tally.disabled}, key=lambda name: (name.startswith("fix"), name)):
        wrong = [f"{count} {what}" for (of, what), count in sorted(tally.wrong.items()) if of == action]
        print(f"| {action} | {tally.offered[action]} | {tally.disabled[action]} | {', '.join(wrong) or 0} |")
    print("\n| refused | action | why |\n|---|---|---|")
    for (action, why), count in tally.reasons.most_common(reasons):
        print(f"| {count} | {action} | {why} |")
    left = ", ".join(f"{rule} {count}" for rule, count in tally.remaining.most_common()) or "nothing"
    print(f"\n`production` leaves nothing of warning level in {tally.clean} files; in the others: {left}.")


def _print_times(times: list[tuple[float, float]]) -> None:
    for label, number in (("first", 0), ("next", 1)):
        spent = sorted(each[number] * 1e3 for each in times)
        if spent:
            middle, most = spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
            print(f"\n{label} offer of everything: median {middle:.1f} ms, p95 {most:.1f} ms, max {spent[-1]:.1f} ms")


def _print_diffs(applied: list[Applied], action: str, number: int) -> None:
    """A sample, drawn with a fixed seed: splits first, then installs before the source, then the rest."""
    ranks = {"split-stages": 0, "reorder-install": 1, PRODUCTION: 2}
    found = [each for each in applied if (each.action == action if action else each.action in ranks)]
    drawn = random.Random(SEED)  # noqa: S311 - a sample that is the same each time
    drawn.shuffle(found)
    found.sort(key=lambda each: ranks.get(each.action, 3))
    for each in found[:number]:
        before, after = each.case.snapshot.text.split("\n"), each.after.text.split("\n")
        print(f"=== {each.case.path}: {each.action} {'; '.join(each.wrong)}")
        print("\n".join(difflib.unified_diff(before, after, lineterm="", n=99)))


if __name__ == "__main__":
    sys.exit(main())
