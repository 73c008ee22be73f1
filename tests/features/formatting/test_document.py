"""Formatting: whole texts before and after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.features.formatting.document import DEFAULT_OPTIONS, format_document, format_range, format_text
from dockwright.features.formatting.newline import format_newline
from dockwright.features.formatting.options import FormattingOptions
from dockwright.model.facts import facts_of
from dockwright.syntax.parser import parse
from dockwright.text.edit import apply
from tests.support.formatted import differences
from tests.support.marks import cursor, selection

TABS = FormattingOptions(tab_size=8, insert_spaces=False)


def same(text: str, options: FormattingOptions = DEFAULT_OPTIONS) -> bool:
    return format_document(facts_of(parse(text)), options) == ()


def test_case_and_spaces() -> None:
    before = (
        "FROM   --platform=linux/amd64  a  as\tb\n  run   --network=none    --mount=type=cache,target=/c   true\n"
        "Copy a   b\n"
    )
    assert format_text(before) == (
        "FROM --platform=linux/amd64 a AS b\nRUN --network=none --mount=type=cache,target=/c true\nCOPY a   b\n"
    )


def test_lower_case_stays_where_it_is_the_majority() -> None:
    assert format_text("from a AS b\nrun true\nCMD  x\nonbuild RUN x\n") == (
        "from a as b\nrun true\ncmd x\nonbuild run x\n"
    )


def test_keywords_inside_instructions() -> None:
    before = "FROM a\nENV A=1\nUSER a\nhealthcheck  --interval=3s   cmd   x\nonbuild   copy   --chown=a  b   c\n"
    assert (
        format_text(before)
        == "FROM a\nENV A=1\nUSER a\nHEALTHCHECK --interval=3s CMD x\nONBUILD COPY --chown=a b   c\n"
    )


LIST = """\
FROM debian:13
RUN apt-get update && \\
 apt-get install -y \\
# first
   curl \\
     # second
     git \\

 && rm -rf /x
"""


def test_a_block_moves_as_a_whole() -> None:
    assert format_text(LIST) == (
        "FROM debian:13\nRUN apt-get update && \\\n    apt-get install -y \\\n# first\n      curl \\\n"
        "        # second\n        git \\\n\n    && rm -rf /x\n"
    )


def test_tabs() -> None:
    text = format_text(LIST.replace("\n apt", "\n\tapt").replace("\n &&", "\n    &&"), TABS)
    assert text.split("\n")[2] == "\t     apt-get install -y \\"
    assert text.split("\n")[-2] == "\t && rm -rf /x"


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nRUN apt-get install -y curl \\\n                       git\n",
        "FROM a\nCOPY --from=b \\\n     /x \\\n     /y /z/\n",
        "FROM a\n\nRUN a && \\\n    b; \\\n        c \\\n    ; d\n",
    ],
)
def test_what_stands_below_a_word_stays_there(text: str) -> None:
    assert same(text)


def test_what_stands_below_a_word_follows_it() -> None:
    assert format_text("FROM a\nRUN   curl x \\\n      y\n") == "FROM a\nRUN curl x \\\n    y\n"


@pytest.mark.parametrize(
    "text",
    [
        'FROM a\nRUN echo "a \\\n  b"\n',
        "FROM a\nRUN echo 'a \\\n  b'; \\\n  c\n",
        'FROM a\nRUN x="$(a \\\n  b)"\n',
        "FROM a\nRUN echo foo\\\nbar\n",
        "FROM a\nRUN echo ${a:-b \\\n  c}\n",
        "FROM a\nRUN echo a # b \\\n  c\n",
        "FROM a\nENV a=1 \\\n    b='x \\\n  y'\n",
        "FROM a\nENV a b \\\n  c\n",
        'FROM a\nCMD ["a", "b \\\n  c"]\n',
        "FROM a\nWORKDIR /a\\\n  b\n",
        'FROM a\nSHELL ["powershell"]\nRUN a \\\n  b\n',
        "FROM a\nRUN --mount=type=cache,\\\ntarget=/x true\n",
        "FROM a\nUNKNOWN   a \\\n  b\n",
        "FROM a\nRUN <<EOF   cat\n  x   \n\tEOF   \nEOF\n",
        "# comment   \nFROM a\n",
        "FROM a\nRUN echo a \\\n    # comment   \n    b\n",
        "FROM a AS b\nFROM c AS d\n",
        "FROM a\nENV A=1\n    \\\n",
    ],
)
def test_left_alone(text: str) -> None:
    assert same(text)


def test_blank_line_between_stages_above_the_comment() -> None:
    assert format_text("FROM a\nRUN x\n# b\n# c\nFROM b\nRUN y\n\n\nFROM c\n") == (
        "FROM a\nRUN x\n\n# b\n# c\nFROM b\nRUN y\n\n\nFROM c\n"
    )


def test_line_ends_are_the_file_s_own() -> None:
    assert format_text("FROM a\r\nRUN x \\  \r\ny  \r\nFROM b") == "FROM a\r\nRUN x \\\r\n    y\r\n\r\nFROM b\r\n"


def test_end_of_the_file() -> None:
    keep = FormattingOptions(insert_final_newline=False, trim_final_newlines=False, trim_trailing_whitespace=False)
    assert format_text("FROM a") == "FROM a\n"
    assert format_text("FROM a\n \n\n") == "FROM a\n"
    assert same("FROM a  ", keep)
    assert same("FROM a\n \n\n", keep)
    assert same("")
    assert same("FROM a\nRUN cat <<EOF\nx")


def test_other_escape_character() -> None:
    before = "# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCOPY  a `\n b `\n C:\\\n"
    assert format_text(before).endswith("COPY a `\n    b `\n    C:\\\n")


def test_indented_bodies_are_a_style() -> None:
    assert same("FROM a\n  RUN x \\\n      y\n  CMD z\n")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("from a\n‸run   x\n‸run   y\n", "from a\nrun x\nrun   y\n"),
        ("FROM a\nRUN   x \\\n y‸ \\\n z\nRUN   b\n", "FROM a\nRUN x \\\n    y \\\n    z\nRUN   b\n"),
        ("FROM a\nRUN   x\n‸\n\n", "FROM a\nRUN   x\n"),
    ],
)
def test_range(marked: str, expected: str) -> None:
    text, span = selection(marked)
    assert apply(text, format_range(facts_of(parse(text)), span)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("FROM a\nrun   x \\\n‸", "FROM a\nrun   x \\\n    "),
        ("FROM a\nRUN x \\\n  y \\\n‸\nCMD z\n", "FROM a\nRUN x \\\n  y \\\n  \nCMD z\n"),
        ("FROM a\nRUN x \\\n    y\n    ‸\n", "FROM a\nRUN x \\\n    y\n\n"),
        ("FROM a\nrun   x  \n‸", "FROM a\nRUN x\n"),
        ("FROM a\nRUN   x\nRUN   y\n‸", "FROM a\nRUN   x\nRUN y\n"),
        ("FROM a\nRUN <<EOF\n  x\n  ‸\nEOF\n", "FROM a\nRUN <<EOF\n  x\n  \nEOF\n"),
        ("FROM a\nRUN <<EOF\n‸", "FROM a\nRUN <<EOF\n"),
        ("‸FROM   a\n", "FROM   a\n"),
    ],
)
def test_newline(marked: str, expected: str) -> None:
    text, offset = cursor(marked)
    assert apply(text, format_newline(facts_of(parse(text)), offset)) == expected


LINES = st.sampled_from(
    ["FROM a", "from b as c", "run  x \\", "  y \\", "\tz", "# c ", "", "  ", "RUN <<A", "A", "ENV a='b \\", " c'", "`"]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.integers(0, 9))
def test_any_text(lines: list[str], end: str, spaces: bool, tab_size: int) -> None:  # noqa: FBT001
    text = end.join(lines)
    options = FormattingOptions(tab_size=tab_size, insert_spaces=spaces)
    result = format_text(text, options)
    assert differences(text, result) == []
    assert format_text(result, options) == result
