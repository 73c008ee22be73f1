"""What hadolint and we report, by code and instruction; the two see the same settings."""

import json
import subprocess
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.config.model import Labels, Options
from dockwright.features.settings import Settings
from dockwright.features.shellcheck import shellcheck_diagnostics
from dockwright.model.facts import Facts, facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT
from dockwright.rules.engine import check, rule_set
from dockwright.rules.model import Level
from dockwright.rules.registry import all_rules
from dockwright.services.shellcheck import BlockingChecker
from dockwright.syntax.nodes import Instruction, Placed
from dockwright.syntax.parser import parse
from dockwright.text.lines import LineIndex

UNPARSED = "DL1000"
_BATCH = 50
_LABELS = (("maintainer", "email"),)
_TRUSTED = ("docker.io",)
_OPTIONS = Options(Labels(_LABELS, strict=True), _TRUSTED)
_FLAGS = (
    "--warning=DL3057",
    "--strict-labels",
    *(f"--trusted-registry={registry}" for registry in _TRUSTED),
    *(f"--require-label={name}:{kind}" for name, kind in _LABELS),
)


class Place(NamedTuple):
    """The first line of an instruction, counted from 1; of what is outside of all, its own."""

    path: str
    line: int


class Known(NamedTuple):
    """What is known of a place. `stage` is the text of the FROM, `""` above the first; `ships` is whether it ships."""

    text: str = ""
    stage: str = ""
    shell: str = ""
    ships: bool = False


class Reported(TypedDict):
    """A finding as hadolint gives it."""

    code: str
    file: str
    line: int


class File:
    """One Dockerfile as we read it."""

    def __init__(self, path: str) -> None:
        text = Path(path).read_bytes().decode("utf-8", "replace")
        self.path = path
        self.facts: Facts = facts_of(parse(text), KNOWN_IMAGES)
        self.lines = LineIndex(text)
        self._first = {line: placed for placed in self.facts.file.instructions for line in self._lines(placed)}

    def place(self, line: int) -> Place:
        """The place of what is reported on a line."""
        placed = self._first.get(line)
        return Place(self.path, line if placed is None else self.lines.line_of(placed.span.start) + 1)

    def place_at(self, offset: int) -> Place:
        """The place of what is reported at an offset."""
        return self.place(self.lines.line_of(offset) + 1)

    def known(self, line: int) -> Known:
        """What is known of the place that begins on the line."""
        placed = self._first.get(line)
        if placed is None:
            return Known()
        stage = next((each for each in self.facts.stages if each.start <= placed.at < each.end), None)
        if stage is None:
            return Known(placed.node.text)
        shell = " ".join(stage.state_at(placed.at).shell)
        return Known(placed.node.text, stage.from_.node.text, shell, stage.ships)

    def _lines(self, placed: Placed[Instruction]) -> range:
        first, last = self.lines.line_of(placed.span.start), self.lines.line_of(max(placed.at, placed.end - 1))
        return range(first + 1, last + 2)


Findings = dict[str, set[Place]]


def is_hadolint_code(alias: str) -> bool:
    """Whether an alias is one of hadolint's."""
    return alias.startswith("DL")


def our_findings(files: dict[str, File]) -> Findings:
    """Where our rules report, by each hadolint code that they have."""
    known = [rule for rule in all_rules() if any(map(is_hadolint_code, rule.aliases))]
    rules = [rule for rule in known if rule.level is not Level.WORKFLOW]
    chosen = rule_set(rules, _OPTIONS)
    found: Findings = {code: set() for rule in rules for code in rule.aliases if is_hadolint_code(code)}
    for file in files.values():
        for rule, finding in check(file.facts, UNKNOWN_PROJECT, chosen).diagnostics:
            for code in filter(is_hadolint_code, rule.aliases):
                found[code].add(file.place_at(finding.span.start))
    return found


def our_shellcheck_findings(files: dict[str, File], checker: BlockingChecker) -> Findings:
    """Where ShellCheck reports for us, by code."""
    found: Findings = {}
    for file in files.values():
        for rule, finding in shellcheck_diagnostics(file.facts, Settings(), checker):
            found.setdefault(rule.name, set()).add(file.place_at(finding.span.start))
    return found


def their_findings(files: dict[str, File], program: str) -> Findings:
    """Where hadolint reports, by code."""
    found: Findings = {}
    paths = list(files)
    for start in range(0, len(paths), _BATCH):
        command = [program, "--no-fail", "--no-color", "-f", "json", *_FLAGS, *paths[start : start + _BATCH]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for each in cast("list[Reported]", json.loads(done.stdout or "[]")):
            found.setdefault(each["code"], set()).add(files[each["file"]].place(each["line"]))
    return found


def hadolint_version(program: str) -> str:
    """As it says itself."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]
