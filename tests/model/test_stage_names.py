"""The places that name a stage."""

from dockwright.model.facts import facts_of
from dockwright.model.stage_names import stage_places
from dockwright.syntax.parser import parse
from tests.support.marks import mark

TEXT = """\
FROM golang:1.25 AS Build
ONBUILD COPY --from=BUILD /a /b
ARG NAME=build
FROM build AS next
FROM "build"
COPY --from=0 /a /b
COPY --from="build" /a /b
RUN --mount=type=bind,from=bu\\
ild true
"""


def test_every_place() -> None:
    facts = facts_of(parse(TEXT))
    places = stage_places(facts, facts.stages[0])
    assert mark(TEXT, (place.span for place in places)) == (
        """\
FROM golang:1.25 AS ⟦Build⟧
ONBUILD COPY --from=⟦BUILD⟧ /a /b
ARG NAME=build
FROM ⟦build⟧ AS next
FROM "⟦build⟧"
COPY --from=⟦0⟧ /a /b
COPY --from="⟦build⟧" /a /b
RUN --mount=type=bind,from=⟦bu\\
ild⟧ true
"""
    )
    assert [place.is_literal for place in places] == [True, True, True, True, False, True, True]
    assert [place.is_base for place in places] == [False, False, True, True, False, False, False]
    assert [place.is_definition for place in places] == [True, False, False, False, False, False, False]


def test_stage_without_a_name_is_defined_at_its_keyword() -> None:
    text = "FROM a\nFROM b\nCOPY --from=0 /a /b\n"
    facts = facts_of(parse(text))
    found = mark(text, (place.span for place in stage_places(facts, facts.stages[0])))
    assert found == "⟦FROM⟧ a\nFROM b\nCOPY --from=⟦0⟧ /a /b\n"
