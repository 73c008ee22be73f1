"""How our findings agree with hadolint's, code by code, on a folder of Dockerfiles.

    python benchmarks/hadolint_agreement.py FOLDER [--show CODE …] [--write docs/hadolint.md]

For each code of hadolint that one of our rules has as an alias, and for each of ShellCheck, which hadolint has inside:
how often both report an instruction, only we do, only hadolint does. Rules that are off by default run too, on both
sides, and those that need settings get the same ones. Each difference is told apart by the reasons in
`hadolint_reasons.toml`; the exit code is 1 if one has none, or if a reason has nothing to explain.
`--show` lists the places, `--write` puts the tables into the page. Files that hadolint cannot parse are left out.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hadolint_findings import (
    UNPARSED,
    File,
    Findings,
    Place,
    hadolint_version,
    is_hadolint_code,
    our_findings,
    our_shellcheck_findings,
    their_findings,
)
from hadolint_reasons import HADOLINT, OURS, Reason, reasons

from dockwright.rules.registry import all_rules
from dockwright.services.shellcheck import BlockingChecker, find_shellcheck

ROOT = Path(__file__).parent.parent
START, END = "<!-- figures -->", "<!-- end of figures -->"


class Row(NamedTuple):
    """What was found under one code; the differences with the reason of each, None where there is none."""

    code: str
    both: int
    ours: Counter[Reason | None]
    theirs: Counter[Reason | None]
    differences: tuple[tuple[str, Reason | None], ...]


class Comparison:
    """The findings of both, and what is known of their places."""

    def __init__(self, files: dict[str, File], their: Findings) -> None:
        self.their = their
        self._files = files
        self._codes: dict[Place, set[str]] = {}
        for code, places in their.items():
            for place in places:
                self._codes.setdefault(place, set()).add(code)
        self.unparsed = {place.path for place in their.get(UNPARSED, set())}

    def hadolint_rows(self, our: Findings) -> list[Row]:
        """The rows of hadolint's own codes."""
        return [self._hadolint_row(code, our[code]) for code in sorted(our)]

    def shellcheck_rows(self, our: Findings) -> list[Row]:
        """The rows of ShellCheck's codes."""
        codes = sorted({*our, *(code for code in self.their if code.startswith("SC"))})
        return [self._row(code, self._parsed(our.get(code, set())), set()) for code in codes]

    def _hadolint_row(self, code: str, our: set[Place]) -> Row:
        rules = [rule for rule in all_rules() if code in rule.aliases]
        same = {alias for rule in rules for alias in rule.aliases if is_hadolint_code(alias)}
        mine = self._parsed(our)
        if code != min(same):  # what only we report counts once, for the first code of the rule
            mine &= self.their.get(code, set())
        return self._row(code, mine, {place for each in same - {code} for place in self.their.get(each, ())})

    def _parsed(self, places: set[Place]) -> set[Place]:
        return {place for place in places if place.path not in self.unparsed}

    def _row(self, code: str, our: set[Place], elsewhere: set[Place]) -> Row:
        """Compare one code; `elsewhere` is where hadolint reports another code of the same rule of ours."""
        their = self.their.get(code, set())
        found = {OURS: Counter[Reason | None](), HADOLINT: Counter[Reason | None]()}
        differences: list[tuple[str, Reason | None]] = []
        for side, alone in ((OURS, our - their - elsewhere), (HADOLINT, their - our)):
            for place in sorted(alone):
                reason = self._reason(code, side, place)
                found[side][reason] += 1
                differences.append((f"{'+' if side == OURS else '-'} {place.path}:{place.line}", reason))
        return Row(code, len(our & their), found[OURS], found[HADOLINT], tuple(differences))

    def _reason(self, code: str, side: str, place: Place) -> Reason | None:
        known = self._files[place.path].known(place.line)
        others = self._codes.get(place, set()) - {code}
        return next((each for each in reasons() if each.explains(code, side, known, others)), None)


def figures(rows: list[Row], *, named: bool) -> Iterator[str]:
    """The counts, `named` with our rules."""
    yield f"| code |{' rule |' if named else ''} both | Dockwright only | hadolint only |"
    yield f"| --- |{' --- |' if named else ''} --- | --- | --- |"
    for row in rows:
        rules = [f"[{rule.name}](rules/{rule.name}.md)" for rule in all_rules() if row.code in rule.aliases]
        names = f" {', '.join(rules)} |" if named else ""
        yield f"| {row.code} |{names} {row.both} | {row.ours.total()} | {row.theirs.total()} |"


def explained(rows: list[Row]) -> Iterator[str]:
    """The differences with their reasons."""
    yield "| code | only | places | why |"
    yield "| --- | --- | --- | --- |"
    for row in rows:
        for side, found in (("Dockwright", row.ours), ("hadolint", row.theirs)):
            for reason, count in found.most_common():
                why = reason.why if reason is not None else "**not explained**"
                yield f"| {row.code} | {side} | {count} | {why} |"


def section(rows: list[Row], *, named: bool) -> Iterator[str]:
    """Both tables of some codes."""
    seen = [row for row in rows if row.both or row.ours or row.theirs]
    both, only = sum(row.both for row in seen), sum(row.theirs.total() for row in seen)
    yield f"Of {both + only:,} instructions that hadolint reports, {both:,} are reported here under the same code."
    yield "Codes that neither reports are left out."
    yield ""
    yield from figures(seen, named=named)
    yield ""
    yield "What only one of them reports:"
    yield ""
    yield from explained(seen)


def main() -> int:
    """Print the tables, or put them into the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", nargs="*", default=[], metavar="CODE")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    parser.add_argument("--hadolint", default=str(Path(sys.executable).parent / "hadolint"))
    parser.add_argument("--shellcheck")
    arguments = parser.parse_args()
    checker = find_shellcheck(arguments.shellcheck)
    if checker is None:
        parser.error("there is no ShellCheck here")
    paths = sorted(path for path in arguments.folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    files = {str(path): File(str(path)) for path in paths}
    comparison = Comparison(files, their_findings(files, arguments.hadolint))
    rows = comparison.hadolint_rows(our_findings(files))
    shell = comparison.shellcheck_rows(our_shellcheck_findings(files, BlockingChecker(checker)))
    counted = (
        f"{len(files):,} real Dockerfiles from public repositories, without the {len(comparison.unparsed)} that "
        "hadolint cannot parse and so says nothing about"
    )
    head = f"Compared with hadolint {hadolint_version(arguments.hadolint)} on {counted}."
    parts = (head, "", *section(rows, named=True), "", "### ShellCheck", "", *section(shell, named=False))
    text = "\n".join(parts)
    if arguments.write is None:
        print(text)
    else:
        before, _, rest = arguments.write.read_text("utf-8").partition(START)
        after = rest.partition(END)[2]
        arguments.write.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}", "utf-8")
    return _problems([*rows, *shell], arguments.show)


def _problems(rows: list[Row], shown: list[str]) -> int:
    """Tell what has no reason, and which reasons explain nothing."""
    used = {reason for row in rows for _, reason in row.differences}
    idle = [reason for reason in reasons() if reason not in used]
    for row in rows:
        for place, reason in row.differences:
            if reason is None or row.code in shown:
                print(f"{row.code} {place}: {'not explained' if reason is None else reason.why}", file=sys.stderr)
    for reason in idle:
        print(f"{', '.join(reason.codes)}, {reason.only} only: explains nothing: {reason.why}", file=sys.stderr)
    return int(bool(idle) or None in used)


if __name__ == "__main__":
    sys.exit(main())
