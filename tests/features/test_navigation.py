"""Definition, references, renaming, outline, folds, selection, links and call hierarchy: the scenarios."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features import call_hierarchy
from dockwright.features.definition import declaration, definition
from dockwright.features.document_symbols import Symbol, document_symbols
from dockwright.features.folding import Fold, folds, most_important
from dockwright.features.linked_editing import linked_ranges
from dockwright.features.links import links
from dockwright.features.named import named_at
from dockwright.features.references import highlights, references
from dockwright.features.rename import Refusal, Renaming, prepare_rename, rename
from dockwright.features.selection import selections
from dockwright.features.snapshot import Snapshot
from dockwright.model.facts import facts_of
from dockwright.project.snapshot import from_files
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from dockwright.text.edit import apply
from dockwright.text.span import Span
from tests.support.marks import cursor, spans
from tests.support.navigation import DOCKERFILE, DRAWN, PRODUCERS
from tests.support.scenario import Scenario, cases, check
from tests.support.scenario import parse as parse_scenario

FEATURES = (
    "definition",
    "references",
    "rename",
    "linked_editing",
    "document_symbols",
    "folding",
    "selection",
    "links",
    "call_hierarchy",
)
CASES = [path for feature in FEATURES for path in cases(feature)]


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def _astral(text: str) -> str:
    return f"# 😋😋\n{text}" if "escape=" not in text else text


def _backtick(text: str) -> str:
    return text if "escape=" in text or "syntax=" in text else "# escape=`\n" + text.replace("\\\n", "`\n")


CHANGES: dict[str, Callable[[str], str]] = {"crlf": _crlf, "astral": _astral, "escape": _backtick}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_scenario(path: Path, update: bool) -> None:  # noqa: FBT001 - a fixture is passed by name
    check(path, PRODUCERS, update=update)


@pytest.mark.parametrize("change", CHANGES)
def test_places_are_the_same_in_another_dress(change: str) -> None:
    """With CRLF, behind characters of two UTF-16 units, and with a backtick for escape."""
    dress = CHANGES[change]
    seen = 0
    for path in CASES:
        told = parse_scenario(path.read_bytes().decode())
        plain = told.files[DOCKERFILE].replace("‸", "")
        other = Scenario({**told.files, DOCKERFILE: dress(told.files[DOCKERFILE])}, told.expectations)
        for expected in told.expectations:
            if expected.name in DRAWN and spans(expected.text)[0] == plain:
                assert PRODUCERS[expected.name](other) == dress(expected.text), (path, expected.name)
                seen += 1
    assert seen > 10


def snapshot(text: str) -> Snapshot:
    project = from_files({"a.txt": "", "package.json": '{"scripts": {"build": "x"}}', ".dockerignore": "*.txt\n"})
    return Snapshot(open_document("", 0, text), facts_of(parse(text), KNOWN_IMAGES), project)


PIECES = st.sampled_from(
    [
        "FROM a AS b\n", "FROM b\n", "FROM $X\n", "ARG X=b\n", "ARG X\n", "ENV X=$X Y=${X:-$Y}\n", "RUN echo $X \\\n",
        "  # c\n", "\n", "ONBUILD COPY --from=b a.txt /\n", "COPY --from=0 <<E x\n", "E\n", "$X\n", "RUN <<E\n",
        "COPY *.txt package.json /\n", "RUN --mount=from=b,source=a.txt npm run build\n", "# region 😋\n",
        "# endregion\n", "# hadolint ignore=DL3006\n", "ADD https://x.y/z /\n", "ARG", "FROM ",
        "RUN for X in 1; do X=2",
        "# syntax=docker/dockerfile:1\n", "# escape=`\n", "\r\n", 'CMD ["npm", "run", "build"]\n', "`\n",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join), st.data())
def test_every_answer_lies_in_the_text_and_fits(text: str, data: st.DataObject) -> None:
    on = snapshot(text)
    offset = data.draw(st.integers(0, len(text)))
    whole = Span(0, len(text))
    chain = selections(on, offset)
    assert chain[-1] == whole
    assert all(outer.encloses(inner) and outer != inner for inner, outer in pairwise(chain))
    _check_tree(document_symbols(on), whole)
    assert all(whole.encloses(each.span) for each in (*folds(on), *links(on)))
    for way in (definition(on, offset), declaration(on, offset)):
        for target in way.targets if way is not None else ():
            assert target.path is not None or target.extent.encloses(target.span)
    named = named_at(on.facts, offset)
    places = () if named is None else tuple(place.span for place in named.places)
    assert list(places) == sorted(set(places))
    assert references(on, offset, with_definitions=True) == places
    assert tuple(found.span for found in highlights(on, offset)) == places
    assert set(linked_ranges(on, offset)) <= set(places)
    node = call_hierarchy.hierarchy_at(on, offset)
    if node is not None:
        call_hierarchy.incoming(on, node.key)
        call_hierarchy.outgoing(on, node.key)


def _check_tree(symbols: tuple[Symbol, ...], around: Span) -> None:
    for symbol in symbols:
        assert symbol.name
        assert around.encloses(symbol.extent)
        assert symbol.extent.encloses(symbol.span)
        _check_tree(symbol.children, symbol.extent)


def _meaning(on: Snapshot) -> object:
    """Which stages use which, and which variable each mention stands for, by position."""
    facts = on.facts
    stages = [(use.user.index, use.kind, use.target and use.target.index) for use in facts.uses]
    order = sorted({each.binding.span for each in facts.mentions if each.binding and each.binding.span})
    variables = [
        order.index(each.binding.span) if each.binding and each.binding.span else -1 for each in facts.mentions
    ]
    return stages, variables


@given(st.lists(PIECES, max_size=12).map("".join), st.data())
def test_renaming_keeps_the_meaning(text: str, data: st.DataObject) -> None:
    on = snapshot(text)
    offset = data.draw(st.integers(0, len(text)))
    edits = rename(on, offset, "new_name")
    if edits is None or isinstance(edits, Refusal):
        return
    changed = snapshot(apply(text, edits))
    assert _meaning(changed) == _meaning(on)
    assert len(references(changed, edits[0].span.start, with_definitions=True)) >= len(edits)


def test_fewer_folds_for_a_client_with_a_limit() -> None:
    found = (Fold(Span(0, 50)), Fold(Span(10, 20)), Fold(Span(30, 45)))
    assert most_important(found, 2) == (Fold(Span(0, 50)), Fold(Span(30, 45)))
    assert most_important(found, 3) == found
    assert most_important(found, 0) == ()


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("FROM a AS bu‸ild\n", Renaming(Span(10, 15), "build")),
        ("FROM ‸a\nCOPY --from=0 a b\n", None),
        ("FROM a\nFROM b\nCOPY --from=‸0 a b\n", Refusal("This stage has no name: give it one with AS first")),
        (
            "FROM a AS b\nFROM b\nCOPY --from=‸0 a b\n",
            Refusal("0 is the number of the stage: rename the stage where its name stands"),
        ),
        ("ARG X=b\nFROM a AS ‸b\nFROM $X\n", Refusal("$X in line 3 means this stage too, but not by its plain name")),
        ("FROM a\nARG TARGETA‸RCH\n", Refusal("TARGETARCH has its name from the builder")),
        ("FROM a\nENV PATH=/x:$PA‸TH\n", Refusal("PATH has its name from the base image or the builder")),
        ("FROM a\nWORKDIR $‸NO\n", Refusal("NO is not set in this file")),
        ("FROM a\nCOPY <<E‸OF /x\n", Refusal("The here-document EOF has no end yet")),
    ],
)
def test_what_can_be_renamed(marked: str, expected: object) -> None:
    text, offset = cursor(marked)
    assert prepare_rename(snapshot(text), offset) == expected
