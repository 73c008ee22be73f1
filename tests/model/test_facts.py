"""Facts as a whole: where things are, and that nothing makes them fail."""

from hypothesis import given
from hypothesis import strategies as st

from dockwright.model.facts import Facts, facts_of
from dockwright.model.variables import Assumptions
from dockwright.syntax.parser import parse
from tests.support.marks import cursor

LINES = st.lists(
    st.sampled_from(
        [
            "ARG a=1",
            "ARG a",
            "ARG a=$a$b",
            "ENV a=$a b=${b:-c} $a=1",
            "ENV a b $c",
            "FROM x AS a",
            "FROM a AS b",
            "FROM $a AS a",
            "from --platform=$a scratch",
            "FROM",
            "COPY --from=a --from=$b $a b",
            "COPY --from=1 . .",
            "COPY --from <<EOF /x",
            "EOF",
            "RUN --mount=from=a,target=$b --mount=,, echo $a '$b' && \\",
            "  # c",
            "ONBUILD ARG a=2",
            "ONBUILD COPY --from=b $a /",
            "ONBUILD",
            "WORKDIR $a/b",
            'SHELL ["bash", "-c"]',
            "USER ${a",
            "EXPOSE $a:1/x",
            "HEALTHCHECK CMD $a",
            "LABEL $a",
            'VOLUME ["$a"]',
            "",
        ]
    )
)
TEXTS = st.one_of(st.text(), st.text("FROMARGENV $a{}:=\\\n<\"'#"), LINES.map("\n".join))
BUILDS = st.sampled_from([Assumptions(), Assumptions({}), Assumptions({"a": "x"}, "linux/arm/v7")])


def visit(facts: Facts) -> None:
    """Ask for everything."""
    assert facts.needed <= set(range(len(facts.stages)))
    for use in facts.uses:
        assert use.span.of(facts.file.text)
    for mention in facts.mentions:
        assert facts.is_declared(mention.name, mention.span.start) in {True, False}
        found = facts.occurrences(mention.name, mention.span.start)
        assert mention.binding is None or any(each.span == mention.span for each in found)
    for stage in facts.stages:
        facts.config(stage)
        for placed in stage.instructions:
            assert facts.stage_at(placed.at) is stage
            assert facts.instruction_at(placed.at) == placed


@given(TEXTS, BUILDS)
def test_no_text_makes_facts_fail(text: str, assumptions: Assumptions) -> None:
    visit(facts_of(parse(text), assumptions))


@given(TEXTS)
def test_every_mention_stands_where_it_says(text: str) -> None:
    for mention in facts_of(parse(text)).mentions:
        if "\\\n" not in text and '"' not in text:
            assert mention.span.of(text) == mention.name


def test_stages_based_on_one_another_a_thousand_deep() -> None:
    depth = 3000
    text = "FROM x AS s0\nENV a=1\nWORKDIR /a\n" + "".join(f"FROM s{i} AS s{i + 1}\nRUN $a\n" for i in range(depth))
    facts = facts_of(parse(text))
    assert facts.final is not None
    assert facts.final.scope.value("a") == "1"
    assert facts.final.state_at().workdir == "/a"
    assert len(facts.occurrences("a", len(text))) == depth + 1
    assert len(facts.needed) == depth + 1


def test_package_commands_of_a_stage() -> None:
    text = (
        'FROM x\nRUN npm ci && echo\nRUN ["pip", "install", "a"]\nSHELL ["pwsh", "-c"]\nRUN npm ci\n'
        'RUN ["apk", "add", "b"]\nFROM y\nRUN go build\n'
    )
    facts = facts_of(parse(text))
    assert [found.place(found.command.name_span).of(text) for found in facts.packages(facts.stages[0])] == [
        "npm",
        "pip",
        "apk",
    ]


def test_what_is_at_an_offset() -> None:
    text, offset = cursor("ARG a\nFROM x\n\nRUN <<EOF\nb‸\nEOF\n# c\nFROM y\nRUN z")
    facts = facts_of(parse(text))
    placed = facts.instruction_at(offset)
    assert placed is not None
    assert placed.node.name == "RUN"
    assert facts.stage_at(offset) is facts.stages[0]
    assert facts.stage_at(0) is None
    assert facts.instruction_at(text.index("# c")) is None
    assert facts.instruction_at(text.index("\n\n") + 1) is None
    at_end = facts.instruction_at(len(text))
    assert at_end is not None
    assert at_end.node.rest.raw == "z"
    assert facts.instruction_at(0) == facts.before[0]
    assert facts.scoped_stage_at(text.index("x\n")) is None
    assert facts.index_at(-1) == -1
