"""Stages: names, bases and what the image ships."""

import pytest

from dockwright.model.facts import Facts, facts_of
from dockwright.model.stages import Stage
from dockwright.model.variables import Assumptions
from dockwright.syntax.nodes import Run
from dockwright.syntax.parser import parse
from dockwright.text.span import Span


def read(text: str) -> Facts:
    return facts_of(parse(text))


def stages(text: str) -> tuple[Stage, ...]:
    return read(text).stages


def parents(text: str) -> list[int | None]:
    return [stage.parent.index if stage.parent else None for stage in stages(text)]


def test_a_stage_holds_what_follows_its_from() -> None:
    found = stages("ARG A\nFROM x AS Build\nRUN a\nRUN b\n# c\nFROM y\n")
    assert [(stage.index, stage.name, len(stage.instructions)) for stage in found] == [(0, "build", 2), (1, None, 0)]
    assert [stage.label for stage in found] == ["build", "1"]
    assert [stage.is_final for stage in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM x AS a\nFROM a\n", [None, 0]),
        ("FROM x AS Builder\nFROM builder\n", [None, 0]),
        ("FROM x AS builder\nFROM Builder\n", [None, None]),
        ("FROM b AS a\nFROM x AS b\n", [None, None]),
        ("FROM a AS a\n", [None]),
        ("FROM x AS a\nFROM y AS a\nFROM a\n", [None, None, 1]),
        ("FROM x AS a\nFROM a AS a\nFROM a\n", [None, 0, 1]),
        ("ARG S=a\nFROM x AS a\nFROM ${S}\n", [None, 0]),
        ('FROM x AS a\nFROM "a"\n', [None, 0]),
        ("FROM x AS scratch\nFROM scratch\n", [None, 0]),
        ("FROM x AS a\nFROM 0\n", [None, None]),
    ],
)
def test_from_finds_the_latest_earlier_stage_of_exactly_that_name(text: str, expected: list[int | None]) -> None:
    assert parents(text) == expected


def test_the_final_stage_ships_with_all_it_is_based_on() -> None:
    text = "FROM x AS a\nFROM a AS b\nFROM y AS c\nFROM b AS d\nCOPY --from=c / /\n"
    assert [stage.ships for stage in stages(text)] == [True, True, False, True]


def test_root_and_chain() -> None:
    found = stages("FROM node:20 AS a\nFROM a AS b\nFROM b\n")
    assert found[2].chain == (found[2], found[1], found[0])
    assert found[2].reference is None
    assert found[2].root_reference == found[0].reference


@pytest.mark.parametrize(
    ("text", "base", "repository", "scratch"),
    [
        ("FROM node:20\n", "node:20", "node", False),
        ("FROM scratch\n", "scratch", None, True),
        ("ARG V=20\nFROM node:${V}\n", "node:20", "node", False),
        ("ARG V\nFROM node:${V:-20}\n", None, None, False),
        ("ARG V\nFROM node:$V\n", None, None, False),
        ("FROM node:$V\n", "node:", None, False),
        ("FROM node:${V:-20}\n", "node:20", "node", False),
        ("FROM node:${V\n", None, None, False),
        ("FROM Node\n", "Node", None, False),
        ("FROM\n", None, None, False),
    ],
)
def test_the_base_is_what_stands_there_after_substitution(
    text: str,
    base: str | None,
    repository: str | None,
    scratch: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    (stage,) = stages(text)
    reference = stage.reference.repository if stage.reference else None
    assert (stage.base_text, reference, stage.is_scratch) == (base, repository, scratch)


def test_build_arguments_choose_the_base() -> None:
    facts = facts_of(parse("ARG V=20\nFROM node:$V\n"), Assumptions({"V": "22"}))
    assert [stage.base_text for stage in facts.stages] == ["node:22"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM node:20 AS a\n", "20"),
        ("FROM --platform=linux/amd64 node:20\n", "20"),
        ("FROM \\\n  node:20\n", "20"),
        ('FROM "node:20"\n', None),
        ("ARG V=20\nFROM node:$V\n", None),
        ("FROM nod\\\ne:20\n", None),
    ],
)
def test_a_part_of_a_literal_reference_has_a_place_in_the_file(text: str, expected: str | None) -> None:
    (stage,) = stages(text)
    assert stage.reference is not None
    assert stage.reference.tag_span is not None
    place = stage.place_in_reference(stage.reference.tag_span)
    assert (place.of(text) if place else None) == expected


def test_spans_of_a_stage() -> None:
    (stage,) = stages("FROM x AS Build\nRUN a\n\n")
    assert stage.span == Span(0, len("FROM x AS Build\nRUN a"))
    assert stage.name_span is not None
    assert stage.name_span.of("FROM x AS Build") == "Build"
    assert stage.image_span == Span(5, 6)
    assert (stage.start, stage.end) == (0, len("FROM x AS Build\nRUN a\n"))


def test_every_and_last_do_not_look_into_onbuild() -> None:
    (stage,) = stages("FROM x\nRUN a\nONBUILD RUN b\nRUN c\n")
    assert [placed.node.rest.raw for placed in stage.every(Run)] == ["a", "c"]
    last = stage.last(Run)
    assert last is not None
    assert last.node.rest.raw == "c"


def test_triggers_run_in_the_stages_based_on_the_one_that_holds_them() -> None:
    found = stages("FROM x AS a\nONBUILD RUN b\nONBUILD ONBUILD RUN c\nONBUILD\nFROM a AS d\nFROM d\n")
    assert [[placed.node.rest.raw for placed in stage.triggers] for stage in found] == [[], ["b"], []]


def test_a_file_without_from_has_no_stages() -> None:
    facts = read("ARG A=1\nRUN a\n")
    assert facts.stages == ()
    assert facts.final is None
    assert [placed.node.name for placed in facts.before] == ["ARG", "RUN"]
    assert facts.needed == frozenset()
