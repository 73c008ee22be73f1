"""How our findings agree with hadolint's, code by code, on a folder of Dockerfiles.

    python benchmarks/hadolint_agreement.py FOLDER [--show CODE …]

For each DL code that one of our rules has as an alias: how often both report a line, only we do, only hadolint does.
Rules that are off by default run too. `--show` lists the places of the differences. hadolint reports the first line
of an instruction, so that is what is compared; files that hadolint cannot parse are counted and left out.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.rules.engine import check, rule_set
from dockwright.rules.model import Level
from dockwright.rules.registry import all_rules
from dockwright.syntax.parser import parse
from dockwright.text.lines import LineIndex

BATCH = 50
UNPARSED = "DL1000"


class Place(NamedTuple):
    """A line of a file, counted from 1."""

    path: str
    line: int


class Reported(TypedDict):
    """A finding as hadolint gives it."""

    code: str
    file: str
    line: int


def ours(paths: list[Path]) -> dict[str, set[Place]]:
    """Where our rules report, by each hadolint code that they have."""
    rules = [rule for rule in all_rules() if _codes(rule.aliases) and rule.level is not Level.WORKFLOW]
    chosen = rule_set(rules)
    found: dict[str, set[Place]] = {code: set() for rule in rules for code in _codes(rule.aliases)}
    for path in paths:
        text = path.read_bytes().decode("utf-8", "replace")
        facts = facts_of(parse(text), KNOWN_IMAGES)
        lines = LineIndex(text)
        for diagnostic in check(facts, UNKNOWN_PROJECT, chosen).diagnostics:
            placed = facts.instruction_at(diagnostic.finding.span.start)
            start = placed.span.start if placed is not None else diagnostic.finding.span.start
            place = Place(str(path), lines.line_of(start) + 1)
            for code in _codes(diagnostic.rule.aliases):
                found[code].add(place)
    return found


def partners() -> dict[str, tuple[str, ...]]:
    """All codes of the rule that has a code: hadolint has several rules where we have one for all programs."""
    return {code: _codes(rule.aliases) for rule in all_rules() for code in _codes(rule.aliases)}


def _codes(aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(alias for alias in aliases if alias.startswith("DL"))


def theirs(paths: list[Path], program: str) -> dict[str, set[Place]]:
    """Where hadolint reports, by code."""
    found: dict[str, set[Place]] = {}
    for start in range(0, len(paths), BATCH):
        names = [str(path) for path in paths[start : start + BATCH]]
        command = [program, "--no-fail", "--no-color", "-f", "json", *names]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for each in cast("list[Reported]", json.loads(done.stdout or "[]")):
            found.setdefault(each["code"], set()).add(Place(each["file"], each["line"]))
    return found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", nargs="*", default=[], metavar="CODE")
    parser.add_argument("--hadolint", default=str(Path(sys.executable).parent / "hadolint"))
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    their, our = theirs(paths, arguments.hadolint), ours(paths)
    same = partners()
    unparsed = {place.path for place in their.get(UNPARSED, set())}
    print(f"{len(paths)} files, {len(unparsed)} of which hadolint cannot parse")
    print("| code | both | ours only | hadolint only |\n|---|---|---|---|")
    for code in sorted(our):
        mine = {place for place in our[code] if place.path not in unparsed}
        other = their.get(code, set())
        codes = same[code]
        elsewhere = {place for each in codes for place in their.get(each, ())}
        alone = mine - elsewhere if code == codes[0] else mine - mine
        print(f"| {code} | {len(mine & other)} | {len(alone)} | {len(other - mine)} |")
        if code in arguments.show:
            for sign, places in (("+", alone), ("-", other - mine)):
                for place in sorted(places):
                    print(f"  {sign} {place.path}:{place.line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
