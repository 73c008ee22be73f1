"""What each repair does to real Dockerfiles: every fix of every rule, and every refactoring, each made alone.

    python benchmarks/fixes.py FOLDER … [--projects FOLDER …] [--show NAME …] [--page FILE]

All files below FOLDER are read without a build context; below a folder of `--projects` the Dockerfiles are read with
the files around them. All rules are on, also those that are off by default. Files of the same text are taken once.
So are the examples of the rules, each for its own rule: a column of its own.
A repair is right if BuildKit's parser (the PyPI package `dockerfile`) still reads the file, the finding is gone, no
rule reports a new error or warning, no comment is lost, line ends stay as they were, and BuildKit reads
every instruction that no edit touches as before. Then, with the rules that are on by default, all safe fixes are made
together until none is left, and all that "prepare for production" does.
Prints the tables and what was wrong; the exit code is 1 if anything was.
`--show` prints the differences that the named rules' fixes and refactorings make, `--page` writes docs/fixes.md.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from fix_trial import State, Trial, changed, new_rules, problems, refusals, state, trials_of_fixes
from fix_trial import trials_of_refactorings as trials_of_moves

from dockwright.analysis.safety import Safety
from dockwright.cli.inputs import Input, find
from dockwright.features.fix_all import production, repairs_at_once
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot
from dockwright.project.disk import Reader
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.refactor.model import Change
from dockwright.refactor.registry import all_refactorings
from dockwright.rules.examples import examples, without_marks
from dockwright.rules.model import Level, Rule
from dockwright.rules.pages import is_fixable
from dockwright.rules.registry import all_rules
from dockwright.text.document import open_document

MOST_ROUNDS = 5
SAFE = frozenset({Safety.SAFE})


class Source(NamedTuple):
    """A Dockerfile; `shown` is its path from the folder that was named."""

    shown: str
    text: str
    project: Project


class Row(NamedTuple):
    """A line of a table: what repairs, and at which level."""

    name: str
    safety: Safety


class Tally:
    """What came of all repairs."""

    def __init__(self) -> None:
        self.files = 0
        self.unparsed = 0
        self.findings: Counter[str] = Counter()
        self.offered: Counter[Row] = Counter()
        self.right: Counter[Row] = Counter()
        self.waiting: Counter[Row] = Counter()
        self.examples: Counter[str] = Counter()
        self.examples_right: Counter[str] = Counter()
        self.instead: dict[str, str] = {}
        self.refused: Counter[tuple[str, str]] = Counter()
        self.rounds: Counter[int] = Counter()
        self.changed = 0
        self.produced = 0
        self.wrong: list[str] = []

    def add(self, source: Source, *, shown: frozenset[str]) -> None:
        """Try everything on one file."""
        self.files += 1
        before = state(source.text, source.project)
        self.unparsed += before.parsed is None
        self.findings.update(rule.name for rule, _ in before.found)
        self.instead.update((rule.name, found.refactoring) for rule, found in before.found if found.refactoring)
        for trial in (*trials_of_fixes(before), *trials_of_moves(before)):
            row = Row(trial.name, trial.safety)
            self.offered[row] += 1
            self.right[row] += not trial.wrong
            if trial.wrong:
                self._tell(source, trial)
            if trial.name in shown:
                _show(source, trial)
        self.refused.update(refusals(before))
        self._wait(before)
        self._repair(source)
        self._produce(source)

    def add_examples(self, rule: Rule) -> None:
        """Try the fixes of a rule on its own examples, and the refactoring that it names."""
        for number, example in enumerate(examples(rule.doc)):
            if example.kind != "bad" or example.language != "dockerfile":
                continue
            project = from_files(dict(example.files)) if example.files else UNKNOWN_PROJECT
            before = state(without_marks(example.marked), project)
            asked = {found.refactoring for each, found in before.found if each is rule and found.refactoring}
            self.instead.update((rule.name, name) for name in asked)
            named = {rule.name, *asked}
            for trial in (*trials_of_fixes(before), *trials_of_moves(before)):
                if trial.name in named:
                    self.examples[rule.name] += 1
                    self.examples_right[rule.name] += not trial.wrong
                    if trial.wrong:
                        self._tell(Source(f"example {number} of {rule.name}", before.text, project), trial)

    def _tell(self, source: Source, trial: Trial) -> None:
        what = "; ".join(trial.wrong)
        self.wrong.append(f"{source.shown}:{trial.line}: {trial.name} ({trial.safety.value}), {trial.title}: {what}")

    def _wait(self, before: State) -> None:
        """Count the safe fixes that another one keeps from being made in the same round."""
        made = Counter(repair.rule for repair in repairs_at_once(list(before.found), SAFE))
        asked = Counter(rule.name for rule, found in before.found if any(fix.safety in SAFE for fix in found.fixes))
        for name, count in (asked - made).items():
            self.waiting[Row(name, Safety.SAFE)] += count

    def _repair(self, source: Source) -> None:
        """Make all safe fixes until none is left."""
        first = now = state(source.text, source.project, Settings())
        rounds = 0
        while rounds <= MOST_ROUNDS and (repairs := list(repairs_at_once(list(now.found), SAFE))):
            now = changed(now, Change(tuple(edit for repair in repairs for edit in repair.change.edits)), Settings())
            rounds += 1
        self.rounds[rounds] += 1
        self.changed += now.text != first.text
        if rounds > MOST_ROUNDS:
            self.wrong.append(f"{source.shown}: all safe fixes: there are more after {MOST_ROUNDS} rounds")
        self._tell_whole(source, "all safe fixes", first, now)

    def _produce(self, source: Source) -> None:
        """Make all that can be made for production, once and again."""
        first = state(source.text, source.project, Settings())
        change = production(_snapshot(first))
        self.produced += bool(change.edits or change.files)
        now = changed(first, change, Settings())
        self._tell_whole(source, "production", first, now)
        again = production(_snapshot(now))
        if again.edits or again.files:
            self.wrong.append(f"{source.shown}: production: made again, it changes more: {', '.join(again.steps)}")

    def _tell_whole(self, source: Source, what: str, before: State, after: State) -> None:
        found = [*problems(before, after, None), *new_rules(before, after)] if before.text != after.text else []
        self.wrong.extend(f"{source.shown}: {what}: {problem}" for problem in found)


def _snapshot(at: State) -> Snapshot:
    return Snapshot(open_document("", 0, at.text), at.facts, at.project, Settings())


def _show(source: Source, trial: Trial) -> None:
    print(f"=== {source.shown}:{trial.line} {trial.name} {trial.safety.value}: {trial.title}")
    lines = unified_diff(source.text.split("\n"), trial.after.split("\n"), lineterm="", n=2)
    print("\n".join(list(lines)[2:]))


def sources(folders: list[Path], projects: list[Path]) -> Iterator[Source]:
    """The Dockerfiles, each text once; those that stand among other files first."""
    seen: set[str] = set()
    reader = Reader(revalidate=False)
    for folder in projects:
        for found in find([str(folder)], "", ignored=True):
            if not isinstance(found, Input) or not found.is_dockerfile or found.path is None or found.text in seen:
                continue
            seen.add(found.text)
            yield Source(str(found.path.relative_to(folder)), found.text, reader.read(found.path.absolute()))
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts):
            text = path.read_bytes().decode("utf-8", "replace")
            if text not in seen:
                seen.add(text)
                yield Source(str(path.relative_to(folder)), text, UNKNOWN_PROJECT)


def tables(tally: Tally) -> Iterator[str]:
    """The two tables, of rules and of refactorings."""
    yield from ("| rule | findings | level | offered | right | wrong | later | examples |", f"|{' --- |' * 8}")
    for rule in all_rules():
        rows = [row for row in sorted(tally.offered, key=lambda row: row.safety.value) if row.name == rule.name]
        if rows or (is_fixable(rule) and rule.level not in {Level.WORKFLOW, Level.IGNORE}):
            link = f"[{rule.name}](rules/{rule.name}.md)"
            tried = f"{tally.examples_right[rule.name]} of {tally.examples[rule.name]}"
            instead = f"by {tally.instead[rule.name]}" if rule.name in tally.instead else ""
            for cells in _cells(tally, rows, instead):
                yield f"| {link} | {tally.findings[rule.name]} | {cells} | {tried} |"
    yield from ("", "| refactoring | refused | level | offered | right | wrong | later |", f"|{' --- |' * 7}")
    for refactoring in all_refactorings():
        rows = [row for row in sorted(tally.offered, key=lambda row: row.safety.value) if row.name == refactoring.name]
        refused = sum(count for (name, _), count in tally.refused.items() if name == refactoring.name)
        for cells in _cells(tally, rows, ""):
            yield f"| {refactoring.name} | {refused} | {cells} |"


def _cells(tally: Tally, rows: list[Row], instead: str) -> Iterator[str]:
    """Level, offered, right, wrong, later: for each level."""
    if not rows:
        yield f"{instead} | 0 | | | "
    for row in rows:
        offered, right = tally.offered[row], tally.right[row]
        yield f"{row.safety.value} | {offered} | {right} | {offered - right} | {tally.waiting[row] or ''}"


def totals(tally: Tally) -> Iterator[str]:
    """The counts of the whole run."""
    yield f"{tally.files} Dockerfiles of different text, {tally.unparsed} of which BuildKit's parser refuses."
    for safety in Safety:
        offered = sum(count for row, count in tally.offered.items() if row.safety is safety)
        right = sum(count for row, count in tally.right.items() if row.safety is safety)
        yield f"{offered} {safety.value} repairs were made, {right} of them right."
    rounds = max(tally.rounds, default=0)
    yield f"All safe fixes together changed {tally.changed} files, each in at most {rounds} rounds."
    yield f"Prepare for production changed {tally.produced} files."


def page(tally: Tally) -> str:
    """docs/fixes.md."""
    wrong = ["", "Wrong:", "", *(f"- {line}" for line in tally.wrong)] if tally.wrong else []
    return INTRODUCTION + "\n".join([" ".join(totals(tally)), "", *tables(tally), *wrong]) + "\n"


INTRODUCTION = """\
# Fixes

Each repair that Dockwright offers was made alone on real Dockerfiles from public repositories, those of the official
images among them, and on projects with their manifests. All rules were on, also those that are off by default. A
repair counts as right if

- BuildKit's parser reads the result, if it read the file before;
- the finding is gone, or the refactoring is not offered again;
- no rule reports a new error or warning, save about an instruction that was not what it seemed before; after a
  *manual* repair, which chooses another image, warnings about that image are for you to weigh and do not count;
- no comment is lost but the one that the finding is about, in continuations and here-documents neither, and line ends
  stay as they were;
- BuildKit reads every instruction that no edit touches as it did.

Whether an image still behaves the same no parser can tell: for that the differences of each rule were read, and
[real builds](proof.md) compare what the programs answer. *Safe* repairs change nothing that the image does, or mend
what the build refuses; *unsafe* ones say what to check; *manual* ones are decisions.

“Later” counts safe fixes that touch the same text as another: they are made when the rules have run again.
“Examples” are those on the rule's page, tried in the same way; for findings that none of the files has they are the
only test. Rules on workflows and on `.dockerignore` are not here.

This page was written by `benchmarks/fixes.py`.

"""


def main() -> int:
    """Print the tables, then what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--projects", type=Path, nargs="*", default=[], metavar="FOLDER")
    parser.add_argument("--show", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--page", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    tally = Tally()
    for source in sources(arguments.folders, arguments.projects):
        tally.add(source, shown=frozenset(arguments.show))
    for rule in all_rules():
        tally.add_examples(rule)
    print("\n".join([*totals(tally), "", *tables(tally), ""]))
    for (name, reason), count in sorted(tally.refused.items()):
        print(f"refused: {count} {name}: {reason}")
    print("\n".join(tally.wrong))
    if arguments.page is not None:
        arguments.page.write_text(page(tally), "utf-8")
    return int(bool(tally.wrong))


if __name__ == "__main__":
    sys.exit(main())
