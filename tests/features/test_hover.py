"""Hovers: the Markdown, and the text that it is about."""

import pytest

from dockwright.analysis.images import KNOWN_IMAGES
from dockwright.features.hover import hover
from dockwright.features.snapshot import Snapshot
from dockwright.knowledge.keywords import keyword
from dockwright.model.facts import facts_of
from dockwright.project.context_size import ContextSize
from dockwright.project.paths import ProjectPath
from dockwright.project.snapshot import UNKNOWN_PROJECT, Project, from_files
from dockwright.syntax.nodes import KEYWORDS
from dockwright.syntax.parser import parse
from dockwright.text.document import open_document
from tests.support.marks import cursor, mark


def hovered(marked: str, project: Project = UNKNOWN_PROJECT, size: ContextSize | None = None) -> tuple[str, str]:
    """The first line of the hover at the cursor, and the text with its span marked."""
    text, offset = cursor(marked)
    measure = (lambda: size) if size is not None else None
    found = hover(
        Snapshot(open_document("", 0, text), facts_of(parse(text), KNOWN_IMAGES), project, measure=measure), offset
    )
    assert found is not None
    return found.markdown.partition("\n")[0], mark(text, (found.span,))


@pytest.mark.parametrize("name", KEYWORDS)
def test_every_keyword_is_explained(name: str) -> None:
    found = keyword(name.lower())
    assert found is not None
    assert all((found.summary, found.forms, found.note, found.url.startswith("https://")))


def test_a_keyword_after_an_emoji() -> None:
    assert hovered("# 😋\nFROM debian:13\nWORK‸DIR /app\n") == (
        "**WORKDIR**: Sets the working directory of the steps that follow and of the containers, and makes it.",
        "# 😋\nFROM debian:13\n⟦WORKDIR⟧ /app\n",
    )


def test_the_trigger_of_an_onbuild() -> None:
    title, marked = hovered("FROM debian:13\nONBUILD EX‸POSE 80\n")
    assert (title[:10], marked) == ("**EXPOSE**", "FROM debian:13\nONBUILD ⟦EXPOSE⟧ 80\n")


def test_a_variable_where_it_is_used() -> None:
    title, marked = hovered("ARG V=13\nFROM debian:$‸V\nARG V\n")
    assert (title, marked) == ("`V`: global build argument, `13`.", "ARG V=13\nFROM debian:$⟦V⟧\nARG V\n")


def test_a_variable_inside_a_command() -> None:
    title, marked = hovered("FROM debian:13\nENV A=1 \\\n  B=2\nRUN echo \\\n  ${B‸}\n")
    assert title == "`B`: environment variable, `2`."
    assert marked == "FROM debian:13\nENV A=1 \\\n  B=2\nRUN echo \\\n  ${⟦B⟧}\n"


def test_a_stage_where_it_is_copied_from() -> None:
    title, marked = hovered("FROM golang:1.25 AS Build\nFROM scratch\nCOPY --from=bu‸ild /a /b\n")
    assert title == "Stage **build** (number 0): build → `golang:1.25`"
    assert marked == "FROM golang:1.25 AS Build\nFROM scratch\nCOPY --from=⟦build⟧ /a /b\n"


def test_a_finding_says_why() -> None:
    title, marked = hovered("FROM debian:13\nMAINT‸AINER x\n")
    assert title == "**maintainer**: MAINTAINER is deprecated: use LABEL org.opencontainers.image.authors"
    assert marked == "FROM debian:13\n⟦MAINTAINER⟧ x\n"


def test_a_rule_in_a_comment() -> None:
    title, marked = hovered("# hadolint global ignore=DL4‸000\nFROM debian:13\nMAINTAINER x\n")
    assert (title, marked) == ("# maintainer", "# hadolint global ignore=⟦DL4000⟧\nFROM debian:13\nMAINTAINER x\n")


def test_what_a_copy_takes() -> None:
    project = from_files({"a.py": "", "b.py": "", ".dockerignore": "b.py\n"})
    assert hovered("FROM scratch\nCOPY *.‸py /app/\n", project)[0] == "Takes `a.py`."


def test_how_much_the_whole_context_is() -> None:
    project = from_files({"a.py": "", ".dockerignore": "b.py\n"})
    size = ContextSize(1200, 3_400_000, ((ProjectPath("data/"), 3_000_000),), 1, complete=True)
    title, _ = hovered("FROM scratch\nCOPY ‸. /app/\n", project, size)
    assert title == "Takes **1,200 files, 3.4 MB** (after `.dockerignore`)."


def test_nothing_is_said_of_nothing() -> None:
    text, offset = cursor("FROM debian:13\n\n‸\n")
    assert hover(Snapshot(open_document("", 0, text), facts_of(parse(text)), UNKNOWN_PROJECT), offset) is None
