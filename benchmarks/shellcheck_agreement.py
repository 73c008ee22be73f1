"""How our ShellCheck findings agree with those of hadolint, which has ShellCheck inside, code by code.

    python benchmarks/shellcheck_agreement.py FOLDER [--show CODE …]

For each SC code: how often both report a line, only we do, only hadolint does. hadolint reports the first line of an
instruction, and no more than one finding of ShellCheck for each; so lines are compared, and what only we report is
counted apart where hadolint reports another finding of that instruction. Files that hadolint cannot parse are counted
and left out; instructions that it does not look at (CMD, ENTRYPOINT, HEALTHCHECK) have a column of their own.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from hadolint_agreement import UNPARSED, Place, theirs

from dockwright.features.settings import Settings
from dockwright.features.shellcheck import shellcheck_diagnostics
from dockwright.features.snapshot import facts_for
from dockwright.services.shellcheck import BlockingChecker, find_shellcheck
from dockwright.syntax.nodes import OnBuild, Run
from dockwright.syntax.parser import parse
from dockwright.text.lines import LineIndex


def ours(paths: list[Path], checker: BlockingChecker) -> tuple[dict[str, set[Place]], Counter[str]]:
    """Where ShellCheck reports for us, by code, and how often elsewhere than in a RUN's own text."""
    found: dict[str, set[Place]] = {}
    elsewhere: Counter[str] = Counter()
    for path in paths:
        text = path.read_bytes().decode("utf-8", "replace")
        settings = Settings()
        facts = facts_for(parse(text), settings)
        lines = LineIndex(text)
        for rule, finding in shellcheck_diagnostics(facts, settings, checker):
            placed = facts.instruction_at(finding.span.start)
            if placed is None:
                continue
            node = placed.node.trigger if isinstance(placed.node, OnBuild) else placed.node
            if isinstance(node, Run):
                line = lines.line_of(placed.span.start) + 1
                found.setdefault(rule.name, set()).add(Place(str(path), line))
            else:
                elsewhere[rule.name] += 1
    return found, elsewhere


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", nargs="*", default=[], metavar="CODE")
    parser.add_argument("--hadolint", default=str(Path(sys.executable).parent / "hadolint"))
    parser.add_argument("--shellcheck")
    arguments = parser.parse_args()
    program = find_shellcheck(arguments.shellcheck)
    if program is None:
        print("there is no ShellCheck here", file=sys.stderr)
        return 2
    paths = sorted(path for path in arguments.folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    their = theirs(paths, arguments.hadolint)
    our, elsewhere = ours(paths, BlockingChecker(program))
    unparsed = {place.path for place in their.get(UNPARSED, set())}
    print(f"{len(paths)} files, {len(unparsed)} of which hadolint cannot parse")
    busy = {place for code, places in their.items() if code.startswith("SC") for place in places}
    print("| code | both | hidden by another | ours only | hadolint only | not in a RUN |\n|---|---|---|---|---|---|")
    for code in sorted({*our, *elsewhere, *(code for code in their if code.startswith("SC"))}):
        mine = {place for place in our.get(code, set()) if place.path not in unparsed}
        other = their.get(code, set())
        alone = mine - other
        counts = (len(mine & other), len(alone & busy), len(alone - busy), len(other - mine), elsewhere[code])
        print(f"| {code} | {' | '.join(map(str, counts))} |")
        if code in arguments.show:
            for sign, places in (("+", alone - busy), ("-", other - mine)):
                for place in sorted(places):
                    print(f"  {sign} {place.path}:{place.line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
