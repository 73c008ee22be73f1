"""How much is said about Dockerfiles, by severity and rule: on those of experts it should be little.

    python benchmarks/noise.py FOLDER … [--projects FOLDER …] [--no-shellcheck] [--show NAME …]

Default settings. All files below FOLDER are read without a build context; below a folder of `--projects` the
Dockerfiles are read with the files around them. Files of the same text are taken once. ShellCheck is run if it is
installed. BuildKit's own checks, which `docker build` reports as well, are counted apart.
`--show` prints the findings of rules.
"""

import argparse
from collections import Counter
from pathlib import Path

from fixes import Source, sources

from dockwright.features.diagnostics import report
from dockwright.features.settings import Settings
from dockwright.features.shellcheck import Checker
from dockwright.features.snapshot import Snapshot, facts_for
from dockwright.rules.buildkit import check_name
from dockwright.rules.engine import Diagnostic
from dockwright.rules.model import Severity
from dockwright.services.shellcheck import BlockingChecker, find_shellcheck
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.lines import LineIndex

GRAVE = (Severity.ERROR, Severity.WARNING)


def found_in(source: Source, checker: Checker | None) -> tuple[Diagnostic, ...]:
    """What an editor shows of a file."""
    settings = Settings()
    facts = facts_for(parse(source.text), settings)
    document = open_document("", 0, source.text)
    return report(Snapshot(document, facts, source.project, settings, checker=checker)).diagnostics


def show(source: Source, found: Diagnostic) -> None:
    line = LineIndex(source.text).line_of(found.finding.span.start) + 1
    text = found.finding.span.of(source.text).split("\n")[0]
    print(f"{source.shown}:{line}: {found.rule.name}: {text[:80]!r}: {found.finding.message}")


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--projects", type=Path, nargs="*", default=[], metavar="FOLDER")
    parser.add_argument("--no-shellcheck", action="store_true")
    parser.add_argument("--show", nargs="*", default=[], metavar="NAME")
    arguments = parser.parse_args()
    program = None if arguments.no_shellcheck else find_shellcheck()
    checker = BlockingChecker(program) if program is not None else None
    files = 0
    by_severity: Counter[Severity] = Counter()
    by_rule: Counter[tuple[str, Severity]] = Counter()
    own: Counter[str] = Counter()
    for source in sources(arguments.folders, arguments.projects):
        files += 1
        for found in found_in(source, checker):
            by_severity[found.rule.severity] += 1
            by_rule[found.rule.name, found.rule.severity] += 1
            if check_name(found.rule) is not None and found.rule.severity in GRAVE:
                own[found.rule.name] += 1
            if found.rule.name in arguments.show:
                show(source, found)
    print(f"{files} files, {'with' if checker is not None else 'without'} ShellCheck")
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.HINT):
        print(f"{by_severity[severity] / max(files, 1):8.3f} a file: {severity.value}")
    grave = sum(by_severity[severity] for severity in GRAVE)
    print(f"{grave / max(files, 1):8.3f} a file: error or warning")
    print(f"{(grave - own.total()) / max(files, 1):8.3f} a file: the same without BuildKit's own checks")
    for (name, severity), count in by_rule.most_common():
        print(f"{count:8} {severity.value:8} {name}{' (BuildKit)' if name in own else ''}")


if __name__ == "__main__":
    main()
