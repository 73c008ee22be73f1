"""All places of one variable, drawn into the text."""

import pytest

from dockwright.model.facts import facts_of
from dockwright.syntax.parser import parse
from tests.support.marks import cursor, mark, spans


def drawn(text: str, offset: int, name: str) -> str:
    facts = facts_of(parse(text))
    return mark(text, (each.span for each in facts.occurrences(name, offset)))


@pytest.mark.parametrize(
    "marked",
    [
        # one stage
        "FROM x\nARG ⟦a⟧=1\nRUN b $⟦a⟧‸\nWORKDIR /${⟦a⟧}\n",
        "FROM x\nARG ‸⟦a⟧\nENV ⟦a⟧=$⟦a⟧ b=$⟦a⟧\nRUN $⟦a⟧\n",
        "FROM x\nENV ⟦a⟧=1‸ b='$a'\nRUN '$a'\n",
        # a name is not undeclared because it is so above
        "FROM x\nWORKDIR $a\nARG ‸⟦a⟧=1\nWORKDIR $⟦a⟧\n",
        # based on one another
        "FROM x AS p\nENV ⟦a⟧=1\nFROM p AS q\nFROM q\nRUN $⟦a⟧‸\nFROM y\nENV a=1\nRUN $a\n",
        # one build argument
        "ARG ‸⟦a⟧=1\nARG b=$⟦a⟧\nFROM x:$⟦a⟧\nRUN $a\nFROM y\nARG ⟦a⟧\nRUN $⟦a⟧\nFROM z\nARG ⟦a⟧=2\n",
        "ARG a=1\nFROM x:$a\nENV ‸⟦a⟧=2\nRUN $⟦a⟧\n",
        "FROM x\nARG ⟦a⟧‸\nFROM y\nARG ⟦a⟧=2\n",
        # platform arguments
        "FROM --platform=$⟦BUILDPLATFORM⟧ x‸\nARG ⟦BUILDPLATFORM⟧\nRUN $⟦BUILDPLATFORM⟧\n",
        # ONBUILD
        "FROM x AS p\nONBUILD ARG ⟦a⟧=1\nONBUILD RUN $⟦a⟧\nFROM p\nRUN $⟦a⟧‸\n",
        # nowhere declared
        "FROM x\nRUN $⟦a⟧‸ b\nCOPY $⟦a⟧ /\nFROM y\nRUN $a\n",
        "FROM x:$⟦a⟧‸\nFROM y:$⟦a⟧\nARG a=1\n",
    ],
)
def test_occurrences(marked: str) -> None:
    with_cursor, expected = spans(marked.replace("‸", ""))
    text, offset = cursor(marked.replace("⟦", "").replace("⟧", ""))
    name = expected[0].of(with_cursor)
    assert drawn(text, offset, name) == marked.replace("‸", "")


def test_definitions_and_uses_are_told_apart() -> None:
    text = "FROM x\nARG a=1\nRUN echo $a\nCOPY $a /\n"
    found = facts_of(parse(text)).occurrences("a", len(text) - 1)
    assert [(each.is_definition, each.in_shell, each.placed.node.name) for each in found] == [
        (True, False, "ARG"),
        (False, True, "RUN"),
        (False, False, "COPY"),
    ]
    assert found[0].binding is not None
    assert all(each.binding == found[0].binding for each in found)


def test_names_with_a_variable_or_quotes_in_them_are_left_alone() -> None:
    text = "FROM x\nENV k=a\nENV $k=1 'a'=2\nRUN $a\n"
    found = facts_of(parse(text)).occurrences("a", len(text) - 1)
    assert [each.placed.node.name for each in found] == ["RUN"]
