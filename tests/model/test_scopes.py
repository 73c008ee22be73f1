"""Variables: what a name stands for at a place."""

import json
from pathlib import Path

import pytest

from dockwright.model.facts import Facts, facts_of
from dockwright.model.occurrences import Occurrence, mentions_in
from dockwright.model.references import ImageReference
from dockwright.model.variables import BUILDER_ARGUMENTS, DEFAULT_PATH, Assumptions, BaseConfig, Binding, Kind
from dockwright.syntax.nodes import Expose, From
from dockwright.syntax.parser import parse
from dockwright.syntax.words import UNKNOWN, Value
from tests.support.marks import cursor

CONFORMANCE = Path(__file__).parents[1] / "conformance"
VERDICTS: dict[str, dict[str, list[dict[str, object]]]] = json.loads((CONFORMANCE / "lint.json").read_bytes())
SILENCED = {
    "lint-check-directive-above-child-from-does-not-cover-triggers.Dockerfile",
    "lint-undefined-arg-in-from-skip-above-one.Dockerfile",
    "lint-undefined-var-skip-above-one.Dockerfile",
}
"""Where a comment or a trigger decides, which is the business of the rule."""


def at_cursor(marked: str, assumptions: Assumptions | None = None) -> tuple[Facts, int]:
    text, offset = cursor(marked)
    return facts_of(parse(text), assumptions or Assumptions()), offset


def value(marked: str, name: str = "a", assumptions: Assumptions | None = None) -> Value:
    facts, offset = at_cursor(marked, assumptions)
    stage = facts.scoped_stage_at(offset)
    return facts.scope.value(name) if stage is None else stage.scope.value(name, offset)


def binding(marked: str, name: str = "a") -> Binding | None:
    facts, offset = at_cursor(marked)
    return facts.binding(name, offset)


def definition(marked: str, name: str = "a") -> tuple[str, int] | None:
    """The kind of the binding and the line of its definition."""
    text, _ = cursor(marked)
    found = binding(marked, name)
    if found is None:
        return None
    return found.kind.value, text.count("\n", 0, found.span.start) + 1 if found.span else 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM x\nARG a=1\nRUN ‸b\n", "1"),
        ("FROM x\nRUN ‸b\nARG a=1\n", UNKNOWN),
        ("FROM scratch\nRUN ‸b\nARG a=1\n", None),
        ("FROM x\nENV a=1\nRUN ‸b\n", "1"),
        ("FROM x\nENV a=1\nENV a=2 b=‸\n", "1"),
        ("FROM x\nARG a=1\nARG a=2 b=‸\n", "2"),
        ("FROM x\nENV a='1 2'\nARG b=${a}3\nENV a=$b\nRUN ‸b\n", "1 23"),
        ("FROM x\nENV a=1\nARG a=2\nRUN ‸b\n", "2"),
        ("FROM x\nENV a=1\nARG a\nRUN ‸b\n", "1"),
        ("FROM x\nARG a\nRUN ‸b\n", UNKNOWN),
        ("FROM x\nARG b\nENV a=$b\nRUN ‸b\n", UNKNOWN),
        ("FROM x\nARG a=${b?no}\nRUN ‸b\n", UNKNOWN),
        ("FROM scratch\nARG a=${b?no}\nRUN ‸b\n", UNKNOWN),
        ("FROM x\nENV a=$HOME\nRUN ‸b\n", UNKNOWN),
        ("FROM scratch\nENV a=-$HOME-\nRUN ‸b\n", "--"),
        ("ARG a=1\nFROM x\nRUN ‸b\n", UNKNOWN),
        ("ARG a=1\nFROM x\nARG a\nRUN ‸b\n", "1"),
        ("ARG a=1\nFROM x\nARG a=2\nARG a\nRUN ‸b\n", "1"),
        ("ARG a\nFROM x\nENV a=2\nARG a\nRUN ‸b\n", "2"),
        ("ARG a=1\nARG a\nFROM x\nARG a\nRUN ‸b\n", "1"),
        ("ARG a=1\nFROM ‸x\n", "1"),
        ("ARG a\nFROM ‸x\n", UNKNOWN),
        ("FROM ‸x\nARG a=1\n", None),
        ("FROM x AS p\nARG a=1\nENV a=2\nFROM p\nRUN ‸b\n", "2"),
        ("FROM x AS p\nARG a=1\nFROM p\nRUN ‸b\n", "1"),
        ("FROM x AS p\nARG a=1\nFROM p AS q\nFROM q\nENV a=3\nRUN ‸b\n", "3"),
        ("FROM x AS p\nFROM p\nRUN ‸b\nFROM p\nENV a=1\n", UNKNOWN),
        ("FROM x AS p\nONBUILD ARG a=1\nRUN ‸b\nFROM p\n", UNKNOWN),
        ("FROM x AS p\nONBUILD ARG a=1\nFROM p\nRUN ‸b\n", "1"),
        ("FROM x AS p\nONBUILD ARG a=1\nFROM p AS q\nFROM q\nRUN ‸b\n", "1"),
        ("FROM x\nENV a\nRUN ‸b\n", UNKNOWN),
        ("FROM x\nENV k=a\nENV $k=1\nRUN ‸b\n", "1"),
        ("FROM x\nARG a=1 # b\nRUN ‸b\n", "1"),
        ("RUN ‸b\nFROM x\n", None),
    ],
)
def test_value(text: str, expected: Value) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM x\nARG a\nRUN ‸b\n", "given"),
        ("FROM x\nARG a=1\nRUN ‸b\n", "given"),
        ("FROM x\nENV a=1\nARG a\nRUN ‸b\n", "given"),
        ("FROM x\nENV a=1\nRUN ‸b\n", "1"),
        ("FROM scratch\nRUN ‸b\n", None),
        ("ARG a=1\nFROM ‸x\n", "given"),
    ],
)
def test_a_build_argument_wins_where_the_arg_is_declared(text: str, expected: Value) -> None:
    assert value(text, assumptions=Assumptions({"a": "given"})) == expected


def test_without_build_arguments_an_arg_without_default_is_unset() -> None:
    assert value("FROM scratch\nARG a\nRUN ‸b\n", assumptions=Assumptions({})) is None
    assert value("ARG a\nFROM ‸x\n", assumptions=Assumptions({})) is None
    assert value("FROM scratch\nARG b\nARG a=-$b-\nRUN ‸b\n", assumptions=Assumptions({})) == "--"


def test_a_base_image_that_is_known_brings_its_variables() -> None:
    def images(reference: ImageReference) -> BaseConfig | None:
        return BaseConfig({"HOME": "/home/node"}) if reference.repository == "node" else None

    known = Assumptions(images=images)
    text = "FROM node\nENV a=$HOME:$b\nRUN ‸b\n"
    assert value(text, assumptions=known) == "/home/node:"
    assert value(text, "HOME", known) == "/home/node"
    assert value(text, "PATH", known) == DEFAULT_PATH
    assert value("FROM debian\nRUN ‸b\n", "HOME", known) is UNKNOWN


def test_path_is_always_set() -> None:
    assert value("FROM x\nRUN ‸b\n", "PATH") is UNKNOWN
    assert value("FROM scratch\nRUN ‸b\n", "PATH") == DEFAULT_PATH
    assert binding("FROM x\nRUN ‸b\n", "PATH") == Binding("PATH", Kind.BASE, None, unset=False)
    assert binding("FROM ‸x\n", "PATH") is None


@pytest.mark.parametrize(
    ("name", "platform", "expected"),
    [
        ("TARGETPLATFORM", "linux/arm/v7", "linux/arm/v7"),
        ("TARGETOS", "linux/arm/v7", "linux"),
        ("BUILDARCH", "linux/arm/v7", "arm"),
        ("TARGETVARIANT", "linux/arm/v7", "v7"),
        ("TARGETVARIANT", "linux/amd64", ""),
        ("TARGETARCH", None, UNKNOWN),
        ("TARGETSTAGE", "linux/amd64", UNKNOWN),
    ],
)
def test_platform_arguments(name: str, platform: str | None, expected: Value) -> None:
    assumptions = Assumptions(platform=platform)
    assert value("FROM ‸x\n", name, assumptions) == expected
    assert value(f"FROM x\nARG {name}\nRUN ‸b\n", name, assumptions) == expected
    assert binding(f"FROM x\nRUN ‸b\nARG {name}\n", name) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ARG a=1\nARG a=2\nFROM ‸x\n", ("global-arg", 2)),
        ("ARG a=1\nARG b=$‸a\nARG a=2\nFROM x\n", ("global-arg", 1)),
        ("ARG b=$‸a\nARG a=2\nFROM x\n", None),
        ("ARG a=1\nFROM x\nARG a\nRUN $‸a\n", ("arg", 3)),
        ("FROM x\nARG a=1\nENV a=$‸a\n", ("arg", 2)),
        ("FROM x\nARG a=1\nENV a=$a\nRUN $‸a\n", ("env", 3)),
        ("FROM x AS p\nENV a=1\nFROM p\nRUN $‸a\n", ("env", 2)),
        ("FROM x\nARG a\nARG a\nRUN $‸a\n", ("arg", 3)),
        ("FROM x AS p\nONBUILD ENV a=1\nFROM p\nRUN $‸a\n", ("env", 2)),
        ("FROM x\nRUN $‸a\n", None),
    ],
)
def test_definition(text: str, expected: tuple[str, int] | None) -> None:
    assert definition(text) == expected


def test_a_bare_arg_knows_where_its_value_comes_from() -> None:
    found = binding("ARG a=1\nARG a\nFROM x\nARG a\nARG a\nRUN ‸b\n")
    assert found is not None
    chain = [found]
    while chain[-1].source is not None:
        chain.append(chain[-1].source)
    assert [(each.kind, each.has_default) for each in chain] == [
        (Kind.ARG, False),
        (Kind.GLOBAL_ARG, False),
        (Kind.GLOBAL_ARG, True),
    ]
    assert found.origin is chain[-1]


def test_arguments_of_the_builder_are_no_variables() -> None:
    name = min(BUILDER_ARGUMENTS)
    assert value(f"FROM x\nARG {name}=true\nRUN ‸b\n", name) is None
    assert binding(f"FROM x\nARG {name}=true\nRUN ‸b\n", name) is not None


def test_what_is_visible_at_a_place() -> None:
    facts, offset = at_cursor("FROM x AS p\nENV a=1 b=2\nFROM p\nARG c=3\nENV a=4\nRUN ‸x\nENV d=5\n")
    stage = facts.stage_at(offset)
    assert stage is not None
    found = {name: each.value for name, each in stage.scope.visible(offset).items()}
    assert found == {"PATH": None, "a": "4", "b": "2", "c": "3"}
    assert [each.name for each in stage.scope.bindings()] == ["c", "a", "d"]
    assert list(facts.scope.names())[-1] == "TARGETSTAGE"


def test_values_do_not_grow_without_bound() -> None:
    doubling = "".join("ARG a=$a$a\n" for _ in range(200))
    assert value(f"FROM x\nARG a=ab\n{doubling}RUN ‸b\n") is UNKNOWN


def undeclared(name: str) -> list[tuple[str, int]]:
    """The rule that would report each undeclared variable, and the line."""
    text = (CONFORMANCE / "cases" / name).read_bytes().decode("utf-8", "surrogateescape")
    found: dict[tuple[object, str], tuple[str, int]] = {}
    for mention in facts_of(parse(text)).mentions:
        rule = reporting_rule(mention)
        if rule is not None:
            line = text.count("\n", 0, mention.placed.span.start) + 1
            found[mention.word, mention.name] = (rule, line)
    return sorted(found.values())


def reporting_rule(mention: Occurrence) -> str | None:
    node = mention.placed.node
    if mention.in_shell or mention.deferred or mention.binding is not None or mention.name in BUILDER_ARGUMENTS:
        return None
    if mention.stage is None:
        return "UndefinedArgInFrom" if isinstance(node, From) else None
    return None if isinstance(node, Expose) else "UndefinedVar"


@pytest.mark.parametrize("name", sorted(name for name in VERDICTS if "warnings" in VERDICTS[name]))
def test_what_is_undeclared_to_buildkit_is_undeclared(name: str) -> None:
    rules = {"UndefinedVar", "UndefinedArgInFrom"}
    expected = sorted((each["rule"], each["line"]) for each in VERDICTS[name]["warnings"] if each["rule"] in rules)
    assert (undeclared(name) == expected) == (name not in SILENCED)


def test_a_trigger_sees_what_the_stage_that_it_runs_in_has_at_its_start() -> None:
    text = "FROM x AS p\nONBUILD ARG a=1\nONBUILD COPY $a$b$c /\nENV b=2\nFROM p\nENV c=3\n"
    child = facts_of(parse(text)).stages[1]
    found = [mention for placed in child.triggers for mention in mentions_in(placed, child)]
    assert [(each.name, each.binding.value if each.binding else None) for each in found] == [
        ("a", "1"),
        ("b", "2"),
        ("c", None),
    ]
