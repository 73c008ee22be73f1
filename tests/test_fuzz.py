"""Random edits of odd files: nothing raises, nothing is lost, and what is remembered is what is so.

DOCKWRIGHT_FUZZ_SECONDS=600 runs longer, DOCKWRIGHT_FUZZ_FILES=FOLDER begins with the Dockerfiles below a folder.
"""

import os
import random
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.analysis.safety import Safety
from dockwright.features.actions import code_actions, resolve
from dockwright.features.diagnostics import report
from dockwright.features.fix_all import fix_all
from dockwright.features.hover import hover
from dockwright.features.settings import Settings
from dockwright.features.snapshot import Snapshot
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.rules.engine import check, default_rules, rule_set
from dockwright.rules.examples import examples
from dockwright.rules.model import Finding, Level
from dockwright.rules.registry import all_rules
from dockwright.syntax.parser import parse, parse_instruction
from dockwright.syntax.reparse import reparse
from dockwright.text.document import open_document
from dockwright.text.edit import Edit, apply
from dockwright.text.span import Span
from tests.support.marks import spans

CASES = Path(__file__).parent / "conformance" / "cases"
SECONDS = float(os.environ.get("DOCKWRIGHT_FUZZ_SECONDS", "1"))
MORE = os.environ.get("DOCKWRIGHT_FUZZ_FILES")
ALL = frozenset({Safety.SAFE, Safety.UNSAFE})
FRAGMENTS = (
    *"\r \t\f\u2028\ufeff😋é\u0000\"'\\`$}[],{=#;|()",
    "\n",
    "\r\n",
    "\\\n",
    "`\n",
    "${",
    "$A",
    "${A:-b}",
    "--",
    "# a\n",
    "&&",
    "||",
    "<<EOF\n",
    "EOF\n",
    "<<-'E'",
    "FROM a\n",
    "FROM node:22 AS b\n",
    "from ",
    " AS ",
    "RUN ",
    "COPY . .\n",
    "COPY --from=0 a b\n",
    "ADD ",
    "CMD ",
    "ENTRYPOINT ",
    "ENV A=b c=d\n",
    "ARG A\n",
    "ONBUILD ",
    "USER x\n",
    "WORKDIR a\n",
    'SHELL ["a"]\n',
    "HEALTHCHECK CMD a\n",
    "npm ci",
    "npm install",
    "npm run build",
    "go build",
    "apt-get install -y a",
    "# escape=`\n",
    "# syntax=docker/dockerfile:1\n",
    "# check=skip=all\n",
    "# hadolint ignore=DL3006\n",
    "# dockwright ignore=all\n",
    "--mount=type=cache,target=/a ",
    "--chown=a ",
)
PROJECT = from_files(
    {
        "package.json": '{"scripts": {"start": "node dist/a.js"}}',
        "package-lock.json": "{}",
        "go.mod": "module a\n",
        "go.sum": "",
        "main.go": "package main\n",
        ".dockerignore": "a\n",
    }
)


@cache
def seeds() -> tuple[str, ...]:
    """Texts to begin with."""
    found = [path.read_bytes().decode("utf-8", "replace") for path in sorted(CASES.glob("*.Dockerfile"))]
    for rule in all_rules():
        if rule.level is not Level.WORKFLOW:
            found.extend(spans(example.marked)[0] for example in examples(rule.doc))
    if MORE is not None:
        files = (path for path in sorted(Path(MORE).rglob("*")) if path.is_file() and path.stat().st_size < 20_000)
        found.extend(path.read_bytes().decode("utf-8", "replace") for path in files)
    return tuple(found)


def findings(text: str, project: Project, *, fresh: bool) -> list[tuple[str, Finding]]:
    """What the rules say; from scratch if `fresh`, with all that is remembered otherwise."""
    if fresh:
        parse_instruction.cache_clear()
    rules = (
        default_rules(all_rules())
        if not fresh
        else rule_set(rule for rule in all_rules() if rule.severity.value != "off")
    )
    found = check(facts_of(parse(text), KNOWN_IMAGES), project, rules)
    assert found.crashes == ()
    return [(each.rule.name, each.finding) for each in found.diagnostics]


def examine(text: str, at: int) -> None:
    """Everything that can be asked of a text, `at` an offset of it."""
    file = parse(text)
    assert "".join(placed.node.text for placed in file.items) == text
    for project in (UNKNOWN_PROJECT, PROJECT):
        snapshot = Snapshot(open_document("", 0, text), facts_of(file, KNOWN_IMAGES), project, Settings())
        assert report(snapshot).crashes == ()
        assert all(
            0 <= found.finding.span.start <= found.finding.span.end <= len(text)
            for found in report(snapshot).diagnostics
        )
        hover(snapshot, at)
        for action in code_actions(snapshot, Span(0, len(text))):
            change = resolve(snapshot, action.id)
            if change is not None:
                apply(text, change.edits)
        fixed = fix_all(snapshot, ALL)
        assert apply(text, fixed.change.edits) == fixed.text


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    for at, length, new in edits:
        start = at % (len(text) + 1)
        text = apply(text, (Edit(Span(start, min(start + length, len(text))), new),))
    return text


EDITS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 30), st.sampled_from(FRAGMENTS)), min_size=1, max_size=4
)


@given(st.deferred(lambda: st.sampled_from(seeds())), EDITS, st.integers(0, 10_000))
def test_nothing_raises(text: str, edits: list[tuple[int, int, str]], at: int) -> None:
    new = edited(text, edits)
    examine(new, at % (len(new) + 1))


@given(st.deferred(lambda: st.sampled_from(seeds())), EDITS)
def test_what_is_remembered_is_what_is_so(text: str, edits: list[tuple[int, int, str]]) -> None:
    findings(text, UNKNOWN_PROJECT, fresh=False)
    new = edited(text, edits)
    assert findings(new, UNKNOWN_PROJECT, fresh=False) == findings(new, UNKNOWN_PROJECT, fresh=True)


@given(st.text(st.sampled_from("".join(FRAGMENTS)), max_size=60), st.integers(0, 60))
def test_any_text(text: str, at: int) -> None:
    examine(text, min(at, len(text)))


@pytest.mark.timeout(SECONDS + 120)
def test_for_a_while() -> None:
    chance = random.Random(os.environ.get("DOCKWRIGHT_FUZZ_SEED", "1"))  # noqa: S311 - no secret
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        text = chance.choice(seeds())
        file = parse(text)
        for _ in range(chance.randint(1, 6)):
            edit = (chance.randrange(100_000), chance.choice((0, 0, 1, 5, 40)), chance.choice(FRAGMENTS))
            text = edited(text, [edit])
            file = reparse(text, file)
            assert file.items == parse(text).items
        try:
            examine(text, chance.randrange(len(text) + 1))
            assert findings(text, UNKNOWN_PROJECT, fresh=False) == findings(text, UNKNOWN_PROJECT, fresh=True)
        except Exception as error:
            error.add_note(repr(text))
            raise
